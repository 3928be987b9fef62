"""Two administrators at once over one roster, one decision, one unit; on PostgreSQL."""

import time

import pytest
from django.db import transaction

from chats.models import Chat, ChatAudience, ChatMember
from chats.services import create_chosen_chat, create_standard_chat, make_missing_chats
from memberships import services
from memberships.models import JoinRequest, Membership, RosterEntry, RosterImport
from memberships.roles import Role
from memberships.services import roster
from organizations.models import AutomaticChat, Unit
from organizations.services import create_unit, set_automatic
from tests import factories as make
from tests.facts import expected
from tests.test_races import approve, at_once, fresh, hesitation, refusals  # noqa: F401

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TEXT = "ФИО;Класс\nЛебедев Яков;5А\nЩукин Глеб;5А\n"


@pytest.fixture
def second(cast):
    return make.make_member(cast.ours, Role.ADMINISTRATOR).user


def test_a_roster_is_applied_once(cast, second):
    row = make.make_roster_import(cast.ours, TEXT, by=cast.administrator)
    results = at_once(
        *[
            lambda by=by: roster.apply_import(roster_import=fresh(row), by=by)
            for by in (cast.administrator, second)
        ]
    )
    assert len(refusals(results)) == 1
    assert RosterEntry.objects.filter(organization=cast.ours).count() == 2
    assert fresh(row).status == RosterImport.Status.APPLIED


def test_two_files_of_the_same_children_enter_them_once(cast, second):
    rows = [make.make_roster_import(cast.ours, TEXT, by=by) for by in (cast.administrator, second)]
    at_once(
        *[
            lambda row=row: roster.apply_import(roster_import=fresh(row), by=row.created_by)
            for row in rows
        ]
    )
    assert RosterEntry.objects.filter(organization=cast.ours).count() == 2


def test_a_decision_is_taken_back_once(cast, second):
    request = make.JoinRequestFactory(organization=cast.ours)
    approve(request, cast.administrator)
    results = at_once(
        *[
            lambda by=by: services.undo_decision(join_request=fresh(request), by=by)
            for by in (cast.administrator, second)
        ]
    )
    assert len(refusals(results)) == 1
    assert JoinRequest.objects.get(pk=request.pk).is_pending
    assert not Membership.objects.current().filter(user=request.applicant).exists()


def test_an_undoing_waits_for_who_works_on_the_place(cast):
    """The place's new owner is seen, not written over."""
    entry = expected(cast)
    request = make.JoinRequestFactory(
        organization=cast.ours, role=Role.LEARNER, unit=cast.unit, post="", entry=entry
    )
    request.pile = JoinRequest.Pile.MATCHED
    request.save()
    approve(request, cast.administrator)
    newcomer = make.PersonFactory()

    def hand_over_slowly():
        with transaction.atomic():
            row = RosterEntry.objects.select_for_update().get(pk=entry.pk)
            time.sleep(0.6)
            row.user, row.membership = newcomer, None
            row.save()

    def undo_meanwhile():
        time.sleep(0.3)
        services.undo_decision(join_request=fresh(request), by=cast.administrator)

    at_once(hand_over_slowly, undo_meanwhile)
    assert fresh(entry).user == newcomer


def switch(cast, by):
    return set_automatic(organization=cast.ours, by=by, chat_kind="unit_parents", automatic=True)


def enter(cast, by, name="5В"):
    return create_unit(
        organization=cast.ours,
        by=by,
        kind=cast.unit.kind,
        name=name,
        school_year=cast.unit.school_year,
    )


def test_two_units_of_one_name_make_one_set_of_chats(cast, second):
    switch(cast, cast.head)
    results = at_once(*[lambda by=by: enter(cast, by) for by in (cast.administrator, second)])
    assert len(refusals(results)) == 1
    unit = Unit.objects.get(organization=cast.ours, name="5В")
    assert Chat.objects.get(kind="unit_parents").unit == unit
    assert ChatAudience.objects.filter(unit=unit).count() == 2


def test_a_kind_is_switched_on_once(cast):
    results = at_once(*[lambda by=by: switch(cast, by) for by in (cast.administrator, cast.head)])
    assert sorted(results) == [False, True]
    assert AutomaticChat.objects.count() == AutomaticChat.history.count() == 1


def test_the_missing_are_made_once_also_when_a_leader_presses(cast):
    switch(cast, cast.head)
    at_once(
        lambda: make_missing_chats(organization=cast.ours, by=cast.administrator),
        lambda: make_missing_chats(organization=cast.ours, by=cast.head),
        lambda: create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader),
    )
    chats = Chat.objects.filter(kind="unit_parents")
    assert sorted(chats.values_list("unit__name", flat=True)) == ["5А", "5Б"]
    assert ChatAudience.objects.filter(chat__in=chats).count() == 4


def test_no_unit_slips_through_while_the_strategy_changes(cast):
    """A unit that found nothing decided is there before the missing are made."""

    def enter_slowly():
        with transaction.atomic():
            enter(cast, cast.administrator)
            time.sleep(0.6)

    def decide_meanwhile():
        time.sleep(0.3)
        switch(cast, cast.head)
        return make_missing_chats(organization=cast.ours, by=cast.head)

    at_once(enter_slowly, decide_meanwhile)
    units = Chat.objects.filter(kind="unit_parents").values_list("unit__name", flat=True)
    assert sorted(units) == ["5А", "5Б", "5В"]


def test_one_person_comes_into_a_chat_once_by_two_requests(cast, second):
    """Two children, two links into one chat, two deciders."""
    club = create_chosen_chat(
        kind="education_other", place=cast.ours, by=cast.leader, title="Поход", people=[cast.staff]
    )
    requests = [
        make.JoinRequestFactory(
            organization=cast.ours,
            applicant=cast.parent,
            role=Role.PARENT,
            unit=cast.unit,
            post="",
            invited_by=cast.leader,
            child=make.make_learner(cast.unit).user,
            child_surname=surname,
            child_given_name="Пётр",
            chats=[club.pk],
        )
        for surname in ("Первых", "Вторых")
    ]
    results = at_once(
        *[
            lambda row=row, by=by: approve(row, by)
            for row, by in zip(requests, (cast.administrator, second), strict=True)
        ]
    )
    assert not refusals(results)
    assert ChatMember.objects.filter(chat=club, user=cast.parent).count() == 1
    made = [name for row in requests for name, _ in fresh(row).made]
    assert made.count("chat_member") == 1
