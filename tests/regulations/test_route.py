"""The way of a version from draft to replaced, and the periods in which versions hold."""

from datetime import timedelta

import pytest
from django.utils import timezone

from regulations.models import DocumentVersion
from regulations.route import route_of
from regulations.states import state_of
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import approve, make_approved, make_draft, url
from tests.regulations.publishing import ADDRESS, publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def on_day(monkeypatch):
    """``on_day(5)``: today is five days later."""
    real = timezone.localdate

    def move(days):
        def moved(value=None, timezone=None):
            return real(value, timezone) if value else real() + timedelta(days=days)

        monkeypatch.setattr(timezone, "localdate", moved)

    return move


def steps_of(version):
    return {step.code: step for step in route_of(fresh(version)).steps}


def fresh(version):
    return DocumentVersion.objects.get(pk=version.pk)


# --- One version in force per period --------------------------------------------------------------


def test_a_version_that_begins_later_leaves_the_former_in_force(approved, ready, on_day):
    begins = timezone.localdate() + timedelta(days=5)
    second = make_approved(ready, effective_from=begins)
    versions = DocumentVersion.objects
    assert (list(versions.in_force()), list(versions.coming())) == ([approved], [second])
    assert not versions.superseded().exists()
    assert state_of(second).code == "coming"
    assert "начнёт действовать" in state_of(second).sentence
    assert state_of(fresh(approved)).code == "leaving"
    on_day(4)
    assert fresh(approved).is_in_force
    on_day(5)
    # No task has run.
    assert (list(versions.in_force()), list(versions.superseded())) == ([second], [approved])
    assert fresh(second).is_in_force
    assert fresh(approved).is_superseded
    assert not versions.coming().exists()


def test_on_every_day_there_is_at_most_one(approved, ready):
    second = make_approved(ready, effective_from=timezone.localdate() + timedelta(days=5))
    make_approved(ready, effective_from=second.effective_from + timedelta(days=10))
    for days in range(-10, 30):
        day = timezone.localdate() + timedelta(days=days)
        holding = DocumentVersion.objects.in_force_on(day).count()
        assert holding == (day >= approved.effective_from)


def test_a_version_replaced_before_it_began_never_holds(approved, ready):
    begins = timezone.localdate() + timedelta(days=5)
    second = make_approved(ready, effective_from=begins)
    third = make_approved(ready, effective_from=begins)
    assert state_of(fresh(second)).code == "never"
    assert list(DocumentVersion.objects.coming()) == [third]
    assert list(DocumentVersion.objects.in_force_on(begins)) == [third]


@pytest.mark.parametrize(
    ("days", "sentence"), [(-4, "раньше приказа"), (400, "больше года"), (-2, "")]
)
def test_a_beginning_that_cannot_be_is_refused(decided, days, sentence):
    begins = timezone.localdate() + timedelta(days=days)
    if not sentence:
        assert approve(decided, effective_from=begins).effective_from == begins
        return
    with pytest.raises(DomainError, match=sentence):
        approve(decided, effective_from=begins)
    assert DocumentVersion.objects.get().is_draft


def test_no_version_begins_before_the_former(approved, ready):
    make_approved(ready, effective_from=timezone.localdate() + timedelta(days=5))
    draft = make_draft(ready, decided=True)
    with pytest.raises(DomainError, match="не может начать действовать раньше неё"):
        approve(draft, effective_from=timezone.localdate() + timedelta(days=4))


# --- The steps ------------------------------------------------------------------------------------


def test_a_draft_waits_for_its_bodies_then_for_the_order(draft):
    route = route_of(draft)
    assert [step.code for step in route.steps] == [
        "draft",
        "considered",
        "approved",
        "signed",
        "published",
        "replaced",
    ]
    assert (route.stage, route.next.code) == ("draft", "considered")
    assert "педагогический совет" in route.next.missing


def test_each_step_stands_with_its_own_date(decided, cast, monkeypatch, ready):
    assert route_of(decided).next.code == "approved"
    version = approve(decided)
    assert route_of(version).next.code == "signed"
    sign(monkeypatch, version)
    assert route_of(version).next.code == "published"
    publish(version, cast.administrator)
    steps = steps_of(version)
    assert [steps[code].on for code in ("considered", "approved", "signed", "published")] == [
        days_ago(5),
        days_ago(3),
        days_ago(2),
        days_ago(1),
    ]
    assert steps["published"].detail == ADDRESS
    assert route_of(fresh(version)).next is None
    make_approved(ready)
    route = route_of(fresh(version))
    assert (route.stage, route.next) == ("replaced", None)


def test_nothing_is_due_of_a_version_that_was_replaced_unpublished(approved, ready):
    make_approved(ready)
    route = route_of(fresh(approved))
    assert route.next is None
    assert not steps_of(approved)["published"].done


# --- Pages ----------------------------------------------------------------------------------------


def test_the_page_of_a_version_shows_its_way_and_the_next_button(at, approved, ready, monkeypatch):
    page = at("administrator").get(url("version_route", ready, approved.pk))
    assert "Документ ещё никто не подписал" in page.content.decode()
    assert "Отметить публикацию" not in page.content.decode()
    sign(monkeypatch, approved)
    page = at("administrator").get(url("version_route", ready, approved.pk))
    text = page.content.decode()
    # What is done first stands first.
    archive, note = url("bundle", ready, approved.pk), url("publish", ready, approved.pk)
    assert 0 < text.index(f'href="{archive}"') < text.index(f'href="{note}"')


def test_who_only_reads_sees_the_way_without_buttons_and_names(at, approved, ready, monkeypatch):
    sign(monkeypatch, approved)
    text = at("parent").get(url("version_route", ready, approved.pk)).content.decode()
    assert "Утверждено" in text
    assert url("publish", ready, approved.pk) not in text
    assert approved.created_by.full_name not in text


def test_the_regulations_page_names_the_coming_version(at, approved, ready):
    begins = timezone.localdate() + timedelta(days=5)
    make_approved(ready, effective_from=begins)
    text = at("parent").get(url("regulation", ready)).content.decode()
    assert "Скоро начнёт действовать" in text
    assert f"с {begins:%d.%m.%Y}" in text
    assert "Прежние редакции" not in text


def test_the_term_of_publication_is_said_until_it_is_published(at, approved, ready, monkeypatch):
    sign(monkeypatch, approved)
    assert (
        "Выложите документ на сайт до" in at("head").get(url("regulation", ready)).content.decode()
    )
    assert "Выложите" not in at("parent").get(url("regulation", ready)).content.decode()
    publish(approved)
    assert "Выложите" not in at("head").get(url("regulation", ready)).content.decode()


def test_a_paper_of_a_coming_version_is_genuine_and_not_yet_in_force(client, approved, ready):
    second = make_approved(ready, effective_from=timezone.localdate() + timedelta(days=5))
    text = client.get(f"/verify/{second.verify_code}/").content.decode()
    assert "ещё не действует" in text
