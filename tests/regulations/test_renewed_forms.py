"""A renewed form has an order of its own, and what was approved before stays approved."""

import pytest
from django.urls import reverse
from django.utils import timezone

from regulations import services
from regulations.models import DocumentVersion
from regulations.states import state_of
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.papers_making import composed, make_package

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(cast):
    return make_package(cast)


def prepare(cast, kind, **facts):
    return services.prepare_paper(organization=cast.ours, kind=kind, by=cast.head, facts=facts)


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def test_an_order_does_not_approve_a_second_text_of_the_form(package, cast, at):
    former, order = package["consent_form"], package["usage_order"]
    draft = prepare(cast, "consent_form")
    with pytest.raises(DomainError, match="утверждена прежняя редакция") as refusal:
        services.approve_paper(version=draft, by=cast.head)
    assert f"от {order.order_date:%d.%m.%Y} № 101-од" in str(refusal.value)
    assert "Подготовьте и зарегистрируйте" in str(refusal.value)
    draft.refresh_from_db()
    former.refresh_from_db()
    assert draft.is_draft
    assert (former.status, state_of(former).code) == ("approved", "in_force")
    # The page of the draft says it before anybody presses, and leads to where orders are begun.
    client = at("head")
    text = client.get(url(cast, "paper", draft.pk)).text
    assert "утверждена прежняя редакция" in text
    assert f'href="{url(cast, "document_list")}"' in text
    assert url(cast, "paper_approve", draft.pk) not in text
    answer = client.post(url(cast, "paper_approve", draft.pk))
    assert answer.status_code == 409
    assert "утверждена прежняя редакция" in answer.text
    results = services.approve_package(organization=cast.ours, by=cast.head)
    assert [(kind, version) for kind, version, _ in results] == [("consent_form", None)]


def test_a_new_order_approves_it_and_the_former_was_in_force_until_then(package, cast):
    former = package["consent_form"]
    draft = prepare(cast, "consent_form")
    order = prepare(cast, "usage_order", number="200", date=days_ago(1).isoformat())
    assert composed(draft).wrong == ()
    services.approve_paper(version=order, by=cast.head)
    later = services.approve_paper(version=draft, by=cast.head)
    former.refresh_from_db()
    assert (later.order_number, later.effective_from) == ("200", days_ago(1))
    assert (former.replaced_on, state_of(former).code) == (days_ago(1), "replaced")
    forms = DocumentVersion.objects.filter(document__kind="consent_form")
    assert forms.in_force_on(days_ago(2)).get() == former
    assert forms.in_force_on(days_ago(1)).get() == later


def test_an_older_order_that_counts_again_approves_no_new_form(package, cast):
    form = prepare(cast, "consent_form")
    order = prepare(cast, "usage_order", number="200", date=days_ago(1).isoformat())
    services.approve_paper(version=order, by=cast.head)
    services.approve_paper(version=form, by=cast.head)
    services.cancel_order(
        version=order, by=cast.head, order_number="201", order_date=days_ago(0), reason="Ошибка"
    )
    draft = prepare(cast, "consent_form")
    with pytest.raises(DomainError, match="№ 101-од утверждена прежняя редакция"):
        services.approve_paper(version=draft, by=cast.head)


def test_an_order_older_than_the_one_of_the_former_form_is_refused(package, cast):
    form = prepare(cast, "consent_form")
    order = prepare(cast, "usage_order", number="200", date=days_ago(1).isoformat())
    services.approve_paper(version=order, by=cast.head)
    services.approve_paper(version=form, by=cast.head)
    later = prepare(cast, "consent_form")
    belated = prepare(cast, "usage_order", number="150", date=days_ago(2).isoformat())
    services.approve_paper(version=belated, by=cast.head)
    with pytest.raises(DomainError, match="№ 150 старше того"):
        services.approve_paper(version=later, by=cast.head)


def test_an_order_that_applies_the_former_form_approves_no_new_one(package, cast):
    order = prepare(cast, "usage_order", number="200", date=days_ago(1).isoformat())
    services.approve_paper(version=order, by=cast.head)
    draft = prepare(cast, "consent_form")
    with pytest.raises(DomainError, match="№ 200 этого документа не утверждает"):
        services.approve_paper(version=draft, by=cast.head)
    later = prepare(cast, "usage_order", number="201", date=days_ago(0).isoformat())
    services.approve_paper(version=later, by=cast.head)
    assert services.approve_paper(version=draft, by=cast.head).order_number == "201"


@pytest.mark.parametrize("kind", ["acknowledgement_sheet", "protocol_extract"])
def test_a_sheet_made_anew_begins_on_the_day_of_its_making(package, cast, kind, monkeypatch):
    former = package[kind]
    assert former.effective_from == timezone.localdate()
    assert former.order_date < timezone.localdate()
    later_day = days_ago(-2)
    monkeypatch.setattr(timezone, "localdate", lambda *_: later_day)
    later = services.approve_paper(version=prepare(cast, kind), by=cast.head)
    former.refresh_from_db()
    assert (later.effective_from, former.replaced_on) == (later_day, later_day)
    assert state_of(former).code == "replaced"
    # The act that they tell of is one and the same.
    assert later.force_line == former.force_line
    assert later.data["paper"]["date"] == former.data["paper"]["date"]
