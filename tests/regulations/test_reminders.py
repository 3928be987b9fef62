"""The daily letters about documents: who has to publish, who has to read."""

import pytest
from django.core.cache import cache
from django.db.models import QuerySet

from regulations import services
from regulations.models import DocumentVersion
from regulations.publishing.waiting import waiting_of
from regulations.reminders import remind_of_documents, unpublished
from tests.factories import days_ago
from tests.regulations.making import approve, make_draft
from tests.regulations.papers_making import make_package
from tests.regulations.publishing import publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture(autouse=True)
def _no_letter_was_sent():
    cache.clear()


@pytest.fixture
def old(ready):
    """Approved on paper three weeks ago."""
    draft = make_draft(ready)
    services.record_approvals(
        version=draft,
        by=draft.created_by,
        decisions={body: ("1", days_ago(40)) for body in ready.bodies},
    )
    return approve(draft, order_date=days_ago(30))


def receivers(mailoutbox, template_word):
    return {mail.to[0] for mail in mailoutbox if template_word in mail.subject}


def test_keepers_are_told_what_is_to_be_published(old, cast, mailoutbox):
    remind_of_documents()
    told = receivers(mailoutbox, "выложить на сайт")
    assert {cast.administrator.email, cast.head.email} <= told
    assert not {cast.teacher.email, cast.parent.email, cast.outsider.email} & told
    letter = next(mail for mail in mailoutbox if "выложить" in mail.subject)
    assert "Срок прошёл" in letter.body
    assert f"/documents/{old.pk}/route/" in letter.body
    number = len(mailoutbox)
    remind_of_documents()
    assert len(mailoutbox) == number


@pytest.mark.usefixtures("old_published")
def test_nobody_is_told_after_the_publication(mailoutbox):
    remind_of_documents()
    assert receivers(mailoutbox, "выложить на сайт") == set()


@pytest.fixture
def old_published(monkeypatch, old):
    sign(monkeypatch, old)
    publish(old)


def test_letters_ask_for_what_the_start_page_names_but_for_no_order(monkeypatch, cast, mailoutbox):
    """An order may lie signed in a folder of the office: nobody is written to about it."""
    package = make_package(cast)
    for kind in ("usage_order", "consent_form", "regulation"):
        make_older(package[kind], days_ago(30))
    sign(monkeypatch, package["consent_form"])
    _, to_publish = waiting_of(cast.ours)
    assert {row.document.kind for row in to_publish} == {"regulation", "consent_form"}
    assert set(unpublished()) == set(to_publish)
    remind_of_documents()
    told = [mail.body for mail in mailoutbox if "выложить" in mail.subject]
    for version in (package["regulation"], package["consent_form"]):
        assert any(f"/documents/{version.pk}/route/" in body for body in told)
    order = f"/documents/{package['usage_order'].pk}/route/"
    assert not any(order in body for body in told)


def make_older(version, day):
    """What was approved is changed by no save."""
    rows = DocumentVersion.objects.filter(pk=version.pk)
    QuerySet.update(rows, order_date=day, effective_from=day)


def test_readers_are_told_when_the_term_comes_near(old, cast, mailoutbox):
    remind_of_documents()
    # Approved on the portal today: ten days to go.
    assert receivers(mailoutbox, "ознакомьтесь") == set()
    cast.ours.refresh_from_db()
    cast.ours.acknowledgement_days = 2
    cast.ours.save()
    services.acknowledge(version=old, by=cast.teacher)
    remind_of_documents()
    told = receivers(mailoutbox, "ознакомьтесь")
    assert {cast.parent.email, cast.leader.email} <= told
    assert not {cast.teacher.email, cast.learner.email, cast.outsider.email} & told


def test_one_letter_a_week(old, cast, mailoutbox):
    cast.ours.refresh_from_db()
    cast.ours.acknowledgement_days = 1
    cast.ours.save()
    remind_of_documents()
    number = len(mailoutbox)
    assert number
    remind_of_documents()
    assert len(mailoutbox) == number
