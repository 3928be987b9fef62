"""«Ознакомлен(а)»: who is asked, who has, the tick, the sheet."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from memberships.roles import Role
from memberships.standing import Standing
from organizations.models import Unit
from organizations.services import set_acknowledgement_rules
from regulations import services
from regulations.acknowledging.own import asking_of
from regulations.acknowledging.people import counts, lines_of_unit, units_asked
from regulations.acknowledging.sheets import sheet_pdf
from regulations.models import Acknowledgement, DocumentVersion
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.factories import make_operator, staff_unit
from tests.helpers import assert_queries_do_not_grow
from tests.pdf_reading import PAGE_HEIGHT, pieces, read
from tests.regulations.making import make_approved, make_draft, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def set_rules(organization, *, each=False, days=10):
    set_acknowledgement_rules(
        organization=organization,
        by=make_operator(),
        each_acknowledges=each,
        acknowledgement_days=days,
    )


def fresh(version):
    return DocumentVersion.objects.select_related("organization", "document").get(pk=version.pk)


def lines(version, unit):
    return {line.user: line for line in lines_of_unit(fresh(version), unit)}


def asking(version, user):
    version = fresh(version)
    return asking_of(Standing(user, version.organization), version)


@pytest.fixture
def mother(cast):
    """A second parent of the cast's learner."""
    return make.make_parent(cast.learner.memberships.get()).user


@pytest.fixture
def alone(cast):
    """A learner for whom the portal knows no parent."""
    return make.make_learner(cast.unit).user


# --- Who is asked ---------------------------------------------------------------------------------


def test_a_family_is_one_line_that_any_parent_answers(approved, cast, mother, alone):
    found = lines(approved, cast.unit)
    assert set(found) == {cast.learner, alone}
    assert found[cast.learner].is_family
    assert not found[alone].is_family
    services.acknowledge(version=approved, by=mother)
    line = lines(approved, cast.unit)[cast.learner]
    assert (line.done.user, line.by) == (mother, mother)
    for_father = asking(approved, cast.parent)
    assert (for_father.is_asked, for_father.for_family) == (False, True)


def test_each_parent_answers_where_the_organization_wants_it(approved, cast, mother):
    set_rules(cast.ours, each=True)
    services.acknowledge(version=approved, by=mother)
    found = lines(approved, cast.unit)
    assert set(found) == {cast.parent, mother}
    assert found[mother].done
    assert found[cast.parent].done is None
    assert asking(approved, cast.parent).is_asked


def test_staff_answer_for_themselves(approved, cast):
    staff = Unit.objects.get(organization=cast.ours, kind="staff")
    services.acknowledge(version=approved, by=cast.leader)
    found = lines(approved, staff)
    assert found[cast.leader].done
    assert found[cast.teacher].done is None
    assert not {cast.parent, cast.learner, cast.former} & set(found)


def test_a_learner_answers_only_where_no_parent_is_known(approved, cast, alone):
    assert asking(approved, alone).is_asked
    assert not asking(approved, cast.learner).is_asked
    services.acknowledge(version=approved, by=cast.learner)
    assert lines(approved, cast.unit)[cast.learner].done is None
    services.acknowledge(version=approved, by=alone)
    assert lines(approved, cast.unit)[alone].done


def test_whom_a_restriction_parts_does_not_answer_for_the_child(approved, cast, mother):
    make.restricted(cast.parent, cast.learner)
    services.acknowledge(version=approved, by=cast.parent)
    assert lines(approved, cast.unit)[cast.learner].done is None
    set_rules(cast.ours, each=True)
    assert set(lines(approved, cast.unit)) == {mother}


def test_a_family_of_two_children_is_covered_for_both(approved, cast):
    twin = make.make_learner(cast.other_unit)
    make.make_parent(twin, user=cast.parent)
    services.acknowledge(version=approved, by=cast.parent)
    assert lines(approved, cast.unit)[cast.learner].done
    assert lines(approved, cast.other_unit)[twin.user].done


def test_one_child_covered_is_not_all(approved, cast, mother):
    """The father has a second child, of whom the mother of the first is no parent."""
    make.make_parent(make.make_learner(cast.other_unit), user=cast.parent)
    services.acknowledge(version=approved, by=mother)
    assert asking(approved, cast.parent).is_asked


def test_the_term_runs_from_the_approval_and_for_new_people_from_joining(approved, cast):
    today = timezone.localdate()
    newcomer = make.make_member(cast.ours, Role.TEACHER, starts_on=today).user
    assert asking(approved, newcomer).due_on == today + timedelta(days=10)
    set_rules(cast.ours, days=3)
    # Approved on the portal today, by an order of three days ago: nobody could read it before.
    assert asking(approved, cast.teacher).due_on == today + timedelta(days=3)


def test_a_new_version_asks_again(approved, cast, ready):
    services.acknowledge(version=approved, by=cast.teacher)
    assert not asking(approved, cast.teacher).is_asked
    second = make_approved(ready)
    assert asking(second, cast.teacher).is_asked
    assert Acknowledgement.objects.of_version(approved).count() == 1


def test_who_is_no_member_is_not_asked(approved, cast):
    assert asking(approved, cast.outsider) is None


# --- The tick -------------------------------------------------------------------------------------


def test_a_second_tick_finds_the_first(approved, cast):
    first = services.acknowledge(version=approved, by=cast.parent)
    assert services.acknowledge(version=approved, by=cast.parent) == first
    assert first.made_on == timezone.localdate()
    assert first.history.get().history_user == cast.parent


def test_only_what_is_in_force_is_ticked(approved, cast, ready):
    coming = make_approved(ready, effective_from=timezone.localdate() + timedelta(days=2))
    for version in (coming, make_draft(ready)):
        with pytest.raises(DomainError, match="не действует"):
            services.acknowledge(version=version, by=cast.parent)


@pytest.mark.parametrize("person", ["outsider", "stranger", "former"])
def test_strangers_tick_nothing(approved, cast, person):
    with pytest.raises(PermissionDenied):
        services.acknowledge(version=approved, by=getattr(cast, person))


def test_the_tick_on_the_page_is_for_the_version_that_was_shown(at, approved, ready):
    client, address = at("parent"), url("acknowledge", ready)
    assert client.post(address, {"version": approved.pk + 1}).status_code == 302
    assert not Acknowledgement.objects.exists()
    assert client.post(address, {"version": approved.pk}).status_code == 302
    key = Acknowledgement.objects.get().key
    assert key in client.get(url("acknowledgement", ready)).content.decode()


def test_the_start_page_offers_the_tick_until_it_is_made(at, approved, ready, cast):
    address = url("acknowledge", ready)
    home = f"/o/{ready.slug}/"
    assert address in at("parent").get(home).content.decode()
    services.acknowledge(version=approved, by=cast.parent)
    assert address not in at("parent").get(home).content.decode()


def test_without_a_regulation_nothing_is_offered(at, ready):
    assert url("acknowledge", ready) not in at("parent").get(f"/o/{ready.slug}/").content.decode()
    assert at("parent").get(url("acknowledgement", ready)).status_code == 409


# --- Costs ----------------------------------------------------------------------------------------


def test_pages_cost_the_same_for_many_people(at, approved, cast, ready):
    def add():
        child = make.make_learner(cast.unit)
        parent = make.make_parent(child).user
        if child.user.pk % 2:
            services.acknowledge(version=approved, by=parent)

    client = at("head")
    for address in (
        url("acknowledgement_units", ready),
        url("acknowledgement_unit", ready, cast.unit.pk),
        url("acknowledgement_unit", ready, cast.unit.pk) + "?show=done",
    ):
        assert_queries_do_not_grow(client, address, add)


def test_counting_takes_five_queries_for_any_number_of_units(approved, cast, ready):
    version, units = fresh(approved), list(units_asked(ready))
    with CaptureQueriesContext(connection) as captured:
        numbers = counts(version, units)
    assert len(captured) == 5
    assert numbers[cast.unit.pk] == (1, 0, 0)


# --- The sheet ------------------------------------------------------------------------------------


def text_of(pdf):
    pages = [" ".join(page.extract_text().split()) for page in read(pdf).pages]
    return " ".join(pages).replace("\xa0", " ")


def test_the_sheet_has_ticks_and_blank_lines(approved, cast, mother, alone):
    tick = services.acknowledge(version=approved, by=mother)
    text = text_of(sheet_pdf(fresh(approved), cast.unit))
    moment = timezone.localtime(tick.recorded_at)
    for part in (
        "ЛИСТ ОЗНАКОМЛЕНИЯ",
        "5А",
        cast.learner.full_name,
        f"ознакомлен(а): {mother.full_name}",
        tick.key,
        f"{moment:%H:%M}",
        f"{moment:%d.%m.%Y}",
        alone.full_name,
        "Всего 2, ознакомлены 1",
        approved.verify_code,
    ):
        assert part in text, part


def test_every_page_of_a_sheet_says_of_which_it_is_and_of_how_many(approved, cast):
    for _ in range(60):
        make.make_learner(cast.unit)
    reader = read(sheet_pdf(fresh(approved), cast.unit))
    assert len(reader.pages) > 2
    for number, page in enumerate(reader.pages, start=1):
        said = [piece for piece in pieces(page) if not 20 <= piece.top <= PAGE_HEIGHT - 20]
        words = " ".join(piece.text for piece in said)
        assert f"стр. {number} из {len(reader.pages)}" in words
        assert f"Код документа {approved.verify_code}. Лист ознакомления, класс 5А" in words
        # The standard leaves the top margin of the first page free.
        assert any(piece.top < 20 for piece in said) is (number > 1)


def test_the_title_of_a_sheet_has_no_gap_where_a_unit_has_no_label(approved, cast):
    for unit, title in ((cast.unit, "класс 5А"), (staff_unit(cast.ours), "Сотрудники")):
        reader = read(sheet_pdf(fresh(approved), unit))
        assert reader.metadata.title == f"Лист ознакомления, {title}"


def test_lines_on_paper_are_only_for_who_has_not(approved, cast, mother, alone):
    services.acknowledge(version=approved, by=mother)
    text = text_of(sheet_pdf(fresh(approved), cast.unit, only_open=True))
    assert alone.full_name in text
    assert cast.learner.full_name not in text
    services.acknowledge(version=approved, by=alone)
    assert "Ознакомлены все." in text_of(sheet_pdf(fresh(approved), cast.unit, only_open=True))


def test_the_sheet_is_printed_by_its_keepers(at, approved, cast, ready):
    address = url("acknowledgement_sheet", ready, cast.unit.pk)
    assert at("leader").get(address)["Content-Type"] == "application/pdf"
    assert at("teacher").get(address).status_code == 403
