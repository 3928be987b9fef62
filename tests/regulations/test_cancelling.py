"""An order that is wrong: cancelled by another order, or replaced by a new one."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from regulations import services
from regulations.amending.changes import Change
from regulations.models import Cancellation, DocumentVersion
from regulations.papers.badges import badge_of
from regulations.papers.current import current_versions
from regulations.printing import approves_regulation_in_force
from regulations.publishing.listing import published_versions
from regulations.route import route_of
from regulations.services.publications import publish_version
from regulations.states import state_of
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import decide
from tests.regulations.papers_making import make_drafts, make_package, words_of
from tests.regulations.publishing import ADDRESS, sign
from tests.regulations.test_retention import index_of
from tests.regulations.test_retention import order as order_archive

pytestmark = pytest.mark.django_db


@pytest.fixture
def order(cast):
    return make_package(cast)["administrator_order"]


def cancel(order, cast, **fields):
    usual = {"order_number": "110-од", "order_date": days_ago(1), "reason": "Ошибка в номере"}
    return services.cancel_order(version=order, by=cast.head, **(usual | fields))


def url(cast, name, *args):
    return reverse(f"regulations:{name}", args=[cast.ours.slug, *args])


def fresh(version):
    return DocumentVersion.objects.select_related("document", "organization").get(pk=version.pk)


# --- Cancelling -----------------------------------------------------------------------------------


def test_a_cancelled_order_is_kept_and_holds_no_longer(order, cast):
    file, digest = order.file.name, order.sha256
    version = cancel(order, cast)
    assert not version.is_in_force
    assert (version.file.name, version.sha256) == (file, digest)
    assert version not in DocumentVersion.objects.in_force()
    row = Cancellation.objects.get(version=order)
    assert (row.order_number, row.order_date) == ("110-од", days_ago(1))
    assert (row.reason, row.cancelled_by) == ("Ошибка в номере", cast.head)
    assert badge_of(version).label == "отменён"
    assert state_of(version).code == "cancelled"
    last = fresh(order).history.first()
    assert last.history_user == cast.head
    assert "Отменён приказом" in last.history_change_reason
    # The package asks for a new one.
    assert "administrator_order" not in current_versions(cast.ours)
    made = services.prepare_package(organization=cast.ours, by=cast.head)
    assert made == ["administrator_order"]
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"order_number": " "}, "Укажите номер"),
        ({"order_date": days_ago(-1)}, "ещё не наступила"),
        ({"order_date": days_ago(9)}, "того же или более позднего дня"),
        ({"order_number": "№ 102-од", "order_date": days_ago(3)}, "не отменяет сам себя"),
        ({"reason": "  "}, "почему"),
        ({"reason": "а" * 301}, "длиннее 300"),
    ],
)
def test_what_cannot_cancel_is_refused(order, cast, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        cancel(order, cast, **fields)
    assert fresh(order).is_in_force
    assert not Cancellation.objects.exists()


def test_only_a_standing_order_is_cancelled(cast):
    drafts = make_drafts(cast)
    with pytest.raises(DomainError, match="Проект не отменяют"):
        cancel(drafts["usage_order"], cast)
    services.approve_package(organization=cast.ours, by=cast.head)
    versions = current_versions(cast.ours)
    for kind in ("regulation", "consent_form", "protocol_extract"):
        with pytest.raises(DomainError, match="только приказы"):
            cancel(versions[kind], cast)
    cancel(versions["distribution_order"], cast)
    with pytest.raises(DomainError, match="уже отменён"):
        cancel(versions["distribution_order"], cast)


def test_pages_say_that_it_is_cancelled(order, cast, at):
    client = at("head")
    page = client.get(url(cast, "paper", order.pk)).content.decode()
    assert url(cast, "order_cancel", order.pk) in page
    sent = {"order_number": "110-од", "order_date": days_ago(1).isoformat(), "reason": "Ошибка"}
    answer = client.post(url(cast, "order_cancel", order.pk), sent | {"reason": ""})
    assert answer.status_code == 422
    answer = client.post(
        url(cast, "order_cancel", order.pk), sent | {"order_date": days_ago(9).isoformat()}
    )
    assert answer.status_code == 409
    assert "110-од" in answer.content.decode()
    page = client.post(url(cast, "order_cancel", order.pk), sent, follow=True).content.decode()
    assert "Приказ отменён" in page
    assert badge_of(fresh(order)).label in page
    assert url(cast, "order_cancel", order.pk) not in page
    rows = client.get(url(cast, "document_list")).context["rows"]
    assert "отменён" in [row["badge"].label for row in rows]
    steps = route_of(fresh(order)).steps
    assert (steps[-1].code, steps[-1].done, steps[-1].on) == ("cancelled", True, days_ago(1))
    verified = Client().get(reverse("regulations:verify", args=[order.verify_code]))
    text = verified.content.decode().replace("\xa0", " ")
    assert "Документ подлинный, но отменён" in text
    assert f"приказом от {days_ago(1):%d.%m.%Y} № 110-од" in text
    # Why is not for everybody.
    assert "Ошибка" not in text


def test_a_cancelled_order_leaves_the_public_list(cast, monkeypatch):
    order = make_package(cast)["usage_order"]
    sign(monkeypatch, order, on=days_ago(3))
    publish_version(version=order, by=cast.head, published_on=days_ago(2), address=ADDRESS)
    assert order in published_versions(cast.ours)
    cancel(order, cast)
    assert order not in published_versions(cast.ours)
    address = reverse("regulations:public_text", args=[cast.ours.slug, order.verify_code])
    assert "отменён" in Client().get(address).content.decode()


def test_the_regulation_that_it_approved_is_told_of(cast, at):
    versions = make_package(cast)
    client = at("head")
    page = client.get(url(cast, "order_cancel", versions["usage_order"].pk)).content.decode()
    assert "утверждено действующее положение" in page
    page = client.get(url(cast, "order_cancel", versions["distribution_order"].pk))
    assert "утверждено действующее положение" not in page.content.decode()


def test_the_database_holds_a_cancellation_together(order, cast):
    def row(**fields):
        usual = {
            "organization": cast.ours,
            "version": order,
            "order_number": "1",
            "order_date": timezone.localdate(),
            "reason": "Ошибка",
            "cancelled_by": cast.head,
        }
        return Cancellation(**(usual | fields))

    for wrong in ({"order_number": ""}, {"reason": ""}):
        with (
            pytest.raises(IntegrityError, match="cancellation_names_its_order_and_reason"),
            transaction.atomic(),
        ):
            row(**wrong).save()
    row().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row().save()


def test_the_archive_tells_of_it(order, cast):
    cancel(order, cast)
    entries = index_of(order_archive(cast.ours, cast.head))["documents"]
    (entry,) = [entry for entry in entries if entry["kind"] == "administrator_order"]
    assert entry["state"] == "отменён"
    assert entry["cancelled"]["by_order"] == "110-од"
    assert entry["files"]


# --- Replacing ------------------------------------------------------------------------------------


def test_a_new_order_repeals_the_one_that_it_replaces(order, cast, at):
    client = at("administrator")
    page = client.post(url(cast, "order_replace", order.pk), follow=True)
    draft = page.context["version"]
    day = f"{order.order_date:%d.%m.%Y}"
    assert f"Признать утратившим силу приказ от {day} № 102-од" in words_of(draft)
    # Who is appointed need not be typed again; the number has to be.
    assert draft.data["facts"]["administrator"] == cast.administrator.pk
    assert "number" not in draft.data["facts"]
    assert fresh(order).is_in_force
    facts = {"number": "120-од", "date": days_ago(1).isoformat()}
    services.change_paper(version=draft, by=cast.head, facts=facts)
    new = services.approve_paper(version=draft, by=cast.head)
    assert new.is_in_force
    former = fresh(order)
    assert not former.is_in_force
    assert (badge_of(former).label, former.replaced_on) == ("заменён", days_ago(1))
    with pytest.raises(DomainError, match="уже заменён"):
        cancel(order, cast)


@pytest.mark.parametrize("kind", ["usage_order", "administrator_order", "distribution_order"])
def test_every_order_can_be_replaced(cast, kind):
    version = make_package(cast)[kind]
    draft = services.prepare_replacement(version=version, by=cast.head)
    assert "Признать утратившим силу приказ от" in words_of(draft)
    with pytest.raises(DomainError, match="уже подготовлен"):
        services.prepare_replacement(version=version, by=cast.head)


def test_a_new_order_is_not_older_than_the_one_that_it_repeals(order, cast):
    draft = services.prepare_replacement(version=order, by=cast.head)
    facts = {"number": "120-од", "date": days_ago(4).isoformat()}
    services.change_paper(version=draft, by=cast.head, facts=facts)
    with pytest.raises(DomainError, match="который он отменяет"):
        services.approve_paper(version=draft, by=cast.head)
    assert fresh(order).is_in_force


def test_other_papers_are_not_replaced_by_an_order(cast):
    versions = make_package(cast)
    with pytest.raises(DomainError, match="только приказы"):
        services.prepare_replacement(version=versions["consent_form"], by=cast.head)


def test_an_edition_with_changes_still_rests_on_its_first_order(cast):
    order = make_package(cast)["usage_order"]
    version = services.create_amendment(
        organization=cast.ours, by=cast.head, changes=[Change("repeal", "7.4")]
    )
    services.approve_amendment(
        version=decide(version), by=cast.head, order_number="7-од", order_date=days_ago(0)
    )
    assert approves_regulation_in_force(order)
