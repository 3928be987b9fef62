"""Personal exceptions: one right, one person, one place, with a reason and a term."""

import pytest
from django.core.exceptions import PermissionDenied
from guardian.shortcuts import assign_perm  # noqa: TID251 — what only grants.py may do

from chats.services import create_standard_chat
from memberships import grants, services
from memberships.models import Membership, OrganizationGrant, UnitGrant
from memberships.page_rights import PageRights
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import grant, membership_of, today

PARENTS = "organizations.create_parents_chat"
TEACHERS = "organizations.create_teachers_chat"


def test_an_exception_gives_one_right_to_one_person_in_one_place(cast):
    grant(cast)
    assert cast.deputy.has_perm(PARENTS, cast.unit)
    assert not cast.deputy.has_perm(PARENTS, cast.other_unit)
    assert not cast.deputy.has_perm(TEACHERS, cast.unit)
    assert not cast.teacher.has_perm(PARENTS, cast.unit)
    assert create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.deputy)[1]


@pytest.mark.parametrize(
    ("perm", "place"),
    [
        (PARENTS, "unit"),
        ("organizations.issue_unit_invitations", "unit"),
        ("organizations.create_head_deputies_chat", "ours"),
        ("organizations.create_channel", "ours"),
        ("organizations.create_channel", "unit"),
        ("organizations.create_subject_chat", "unit_subject"),
    ],
)
def test_every_kind_of_place_takes_exceptions(cast, perm, place):
    place = getattr(cast, place)
    assert not cast.deputy.has_perm(perm, place)
    grant(cast, perm=perm, obj=place)
    assert cast.deputy.has_perm(perm, place)


@pytest.mark.parametrize("days", [-400, -1, 0, 367, 10_000])
def test_a_term_is_from_a_day_to_a_year(cast, days):
    with pytest.raises(DomainError, match="от одного дня до года"):
        give(cast, expires_on=today(days))
    assert not UnitGrant.objects.exists()


@pytest.mark.parametrize("days", [1, 366])
def test_a_term_of_a_day_and_of_a_year_is_accepted(cast, days):
    assert give(cast, expires_on=today(days)).expires_on == today(days)


def give(cast, **changes):
    defaults = {
        "user": cast.deputy,
        "perm": PARENTS,
        "obj": cast.unit,
        "by": cast.administrator,
        "reason": "Приказ № 7",
        "expires_on": today(30),
    }
    return grants.give(**(defaults | changes))


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_exception_rests_on_a_reason(cast, reason):
    with pytest.raises(DomainError, match="основание"):
        give(cast, reason=reason)
    given = give(cast)
    with pytest.raises(DomainError, match="почему"):
        grants.take_back(grant=given, by=cast.administrator, reason=reason)
    assert cast.deputy.has_perm(PARENTS, cast.unit)


@pytest.mark.parametrize("person", ["learner", "parent", "former", "outsider", "stranger"])
def test_only_staff_of_today_get_exceptions(cast, person):
    with pytest.raises(DomainError, match="только сотруднику"):
        give(cast, user=getattr(cast, person))


@pytest.mark.parametrize(
    ("perm", "place"),
    [
        ("organizations.manage_members", "ours"),
        ("organizations.approve_regulation", "ours"),
        ("organizations.issue_invitations", "ours"),
        ("organizations.issue_unit_invitations", "ours"),
        ("organizations.create_parents_chat", "ours"),
        ("organizations.create_head_deputies_chat", "unit"),
        ("organizations.create_subject_chat", "unit"),
        ("organizations.no_such_right", "unit"),
        ("chats.post_message", "unit"),
        ("accounts.change_user", "ours"),
        ("create_parents_chat", "unit"),
        ("", "unit"),
    ],
)
def test_other_rights_and_other_places_take_no_exceptions(cast, perm, place):
    with pytest.raises(DomainError, match="исключением не даётся"):
        give(cast, perm=perm, obj=getattr(cast, place))


@pytest.mark.parametrize(
    ("perm", "place"),
    [
        ("organizations.create_learners_chat", "unit"),
        ("organizations.create_subject_chat", "unit_subject"),
        ("organizations.create_head_learner_activists_chat", "ours"),
    ],
)
def test_a_kind_of_chat_that_the_organization_lacks_takes_none(cast_of, perm, place):
    cast = cast_of("kindergarten")
    with pytest.raises(DomainError, match="не предусмотрены"):
        give(cast, perm=perm, obj=getattr(cast, place))


def test_an_administrator_gives_none_in_another_organization(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    with pytest.raises(PermissionDenied):
        give(cast, obj=their_unit, user=cast.outsider_leader)
    given = give(cast)
    with pytest.raises(PermissionDenied):
        grants.take_back(grant=given, by=cast.outsider, reason="Нет")
    # A foreign employee is no staff here, whoever gives it.
    with pytest.raises(DomainError, match="только сотруднику"):
        give(cast, user=cast.outsider_leader)


def test_giving_again_sets_a_new_term_on_the_same_row(cast):
    first = give(cast, expires_on=today(3))
    second = give(cast, expires_on=today(90), reason="Приказ № 8")
    assert first.pk == second.pk
    assert UnitGrant.objects.get().expires_on == today(90)
    reasons = list(second.history.values_list("history_change_reason", flat=True))
    assert reasons[0] == "Приказ № 8"
    assert "Приказ № 7" in reasons


def test_on_the_day_it_expires_it_is_over(cast):
    given = give(cast)
    for days, holds in ((1, True), (0, False), (-1, False)):
        given.expires_on = today(days)
        given.save()
        assert cast.deputy.has_perm(PARENTS, cast.unit) is holds
        assert (
            PageRights(cast.deputy, cast.ours).decide_creation("unit_parents", cast.unit).allowed
            is holds
        )


def test_a_row_that_guardian_wrote_alone_is_not_in_force(cast):
    assign_perm(PARENTS, cast.deputy, cast.unit)
    assert UnitGrant.objects.get().expires_on is None
    assert not cast.deputy.has_perm(PARENTS, cast.unit)


def test_it_ends_at_once_when_it_is_taken_back_and_its_history_stays(cast):
    given = give(cast)
    grants.take_back(grant=given, by=cast.administrator, reason="Больше не нужно")
    assert not cast.deputy.has_perm(PARENTS, cast.unit)
    assert not UnitGrant.objects.exists()
    told = UnitGrant.history.filter(history_change_reason="Больше не нужно").get()
    assert told.history_user == cast.administrator
    with pytest.raises(DomainError, match="уже отменено"):
        grants.take_back(grant=given, by=cast.administrator, reason="Ещё раз")


def test_it_ends_with_the_persons_last_staff_role(cast):
    grant(cast)
    grant(cast, perm=TEACHERS)
    membership = membership_of(cast.deputy)
    make.make_member(cast.ours, Role.PARENT, user=cast.deputy)
    services.end_membership(membership=membership, by=cast.administrator, reason="Уволен")
    assert not cast.deputy.has_perm(PARENTS, cast.unit)
    assert not cast.deputy.has_perm(TEACHERS, cast.unit)


def test_a_closed_account_uses_no_exception(cast):
    grant(cast)
    cast.deputy.is_active = False
    cast.deputy.save()
    assert not cast.deputy.has_perm(PARENTS, cast.unit)


def test_for_chats_with_families_the_staff_role_must_be_confirmed(cast):
    newcomer = make.make_member(cast.ours, Role.STAFF, verified=False).user
    grant(cast, newcomer)
    grant(cast, newcomer, perm=TEACHERS)
    assert not newcomer.has_perm(PARENTS, cast.unit)
    assert newcomer.has_perm(TEACHERS, cast.unit)
    # A confirmed parent is no confirmed employee.
    make.make_member(cast.ours, Role.PARENT, user=newcomer)
    assert not newcomer.has_perm(PARENTS, cast.unit)
    for membership in Membership.objects.filter(user=newcomer, role=Role.STAFF):
        services.verify_membership(membership=membership, by=cast.administrator, basis="Приказ")
    assert newcomer.has_perm(PARENTS, cast.unit)


def test_an_exception_knows_its_organization(cast):
    assert grant(cast).organization == cast.ours
    whole = grant(cast, perm="organizations.create_channel", obj=cast.ours)
    assert isinstance(whole, OrganizationGrant)
    assert whole.organization == cast.ours
    assert str(whole).startswith(cast.deputy.full_name)
