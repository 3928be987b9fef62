"""A role ends, and all that rests on it: duties, a child's family links, the parent's role."""

import datetime as dt

import pytest
from django.utils import timezone

from chats.services import create_standard_chat
from memberships import services
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import membership_of, today


def end(cast, membership, **fields):
    return services.end_membership(
        membership=membership, by=cast.administrator, **({"reason": "Приказ № 5"} | fields)
    )


def test_with_a_teachers_role_leaderships_and_teachings_end(cast):
    membership = membership_of(cast.leader)
    services.assign_teaching(
        membership=membership, unit_subject=cast.unit_subject, by=cast.administrator
    )
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    end(cast, membership)
    assert not cast.leader.has_perm("organizations.create_parents_chat", cast.unit)
    assert not cast.leader.has_perm("organizations.view_organization", cast.ours)
    assert cast.leader not in chat.people()
    for rows in (membership.leaderships, membership.teachings):
        (row,) = rows.all()
        assert row.ends_on == timezone.localdate()
        newest = row.history.first()
        assert (newest.history_user, newest.history_change_reason) == (
            cast.administrator,
            "Приказ № 5",
        )


def test_an_end_needs_a_reason_and_happens_once(cast):
    membership = membership_of(cast.teacher)
    with pytest.raises(DomainError, match="причину"):
        end(cast, membership, reason="  ")
    end(cast, membership)
    with pytest.raises(DomainError, match="уже закончилась"):
        end(cast, membership)


def test_an_end_that_was_corrected_moves_what_rests_on_the_role_with_it(cast):
    membership = membership_of(cast.leader)
    end(cast, membership, ends_on=today(30))
    assert cast.leader.has_perm("organizations.create_parents_chat", cast.unit)
    end(cast, membership, ends_on=today(2))
    assert membership.leaderships.get().ends_on == today(2)


def test_a_role_that_never_began_ends_as_it_began(cast):
    membership = make.make_member(cast.ours, Role.STAFF, starts_on=today(5))
    assert end(cast, membership).ends_on == today(5)


def test_the_last_administrator_stays(cast):
    own = membership_of(cast.administrator)
    with pytest.raises(DomainError, match="последний администратор"):
        end(cast, own)
    with pytest.raises(DomainError, match="последний администратор"):
        end(cast, own, ends_on=today(30))
    second = make.make_member(cast.ours, Role.ADMINISTRATOR)
    end(cast, own)
    assert not cast.administrator.has_perm("organizations.enter_register", cast.ours)
    with pytest.raises(DomainError, match="последний администратор"):
        services.end_membership(membership=second, by=second.user, reason="Ухожу")


@pytest.mark.parametrize("flaw", ["leaves soon", "unverified", "closed", "begins later", "theirs"])
def test_who_cannot_administer_for_good_is_no_other_administrator(cast, flaw):
    organization = cast.theirs if flaw == "theirs" else cast.ours
    fields = {"leaves soon": {"ends_on": today(3)}, "begins later": {"starts_on": today(1)}}
    other = make.make_member(
        organization, Role.ADMINISTRATOR, verified=flaw != "unverified", **fields.get(flaw, {})
    )
    if flaw == "closed":
        other.user.is_active = False
        other.user.save()
    with pytest.raises(DomainError, match="последний администратор"):
        end(cast, membership_of(cast.administrator))


def parent_of(*children):
    parent = make.make_parent(children[0])
    for child in children[1:]:
        make.make_parent(child, user=parent.user)
    return parent


def test_with_the_only_child_the_parent_leaves(cast):
    child = membership_of(cast.learner)
    end(cast, child)
    parent = membership_of(cast.parent)
    assert parent.ends_on == timezone.localdate()
    assert FamilyLink.objects.get(parent=cast.parent).ends_on == timezone.localdate()
    assert not cast.parent.has_perm("organizations.view_organization", cast.ours)
    assert parent.history.first().history_change_reason == "Приказ № 5"


def test_with_one_of_two_children_the_parent_stays(cast):
    first, second = make.make_learner(cast.unit), make.make_learner(cast.other_unit)
    parent = parent_of(first, second)
    end(cast, first)
    parent.refresh_from_db()
    assert parent.ends_on is None
    assert not parent.user.has_perm("organizations.view_unit", cast.unit)
    assert parent.user.has_perm("organizations.view_unit", cast.other_unit)
    end(cast, second)
    parent.refresh_from_db()
    assert parent.ends_on == timezone.localdate()


def test_a_parent_stays_as_long_as_the_child_who_leaves_last(cast):
    first, second = make.make_learner(cast.unit), make.make_learner(cast.other_unit)
    parent = parent_of(first, second)
    end(cast, first, ends_on=today(10))
    end(cast, second)
    parent.refresh_from_db()
    assert parent.ends_on == today(10)
    assert parent.user.has_perm("organizations.view_unit", cast.unit)


def test_a_child_who_changes_the_class_keeps_the_family(cast):
    child = membership_of(cast.learner)
    make.make_learner(cast.other_unit, user=cast.learner)
    end(cast, child)
    assert FamilyLink.objects.get(parent=cast.parent).ends_on is None
    assert not cast.parent.has_perm("organizations.view_unit", cast.unit)
    assert cast.parent.has_perm("organizations.view_unit", cast.other_unit)


def test_a_teacher_who_is_a_parent_too_stays_a_teacher(cast):
    child = make.make_learner(cast.other_unit)
    make.make_parent(child, user=cast.teacher)
    end(cast, child)
    roles = Membership.objects.current().filter(user=cast.teacher).values_list("role", flat=True)
    assert list(roles) == [Role.TEACHER]


def test_a_parent_who_leaves_is_linked_to_nobody_here_and_still_elsewhere(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    make.make_parent(make.make_learner(their_unit), user=cast.parent)
    end(cast, Membership.objects.get(user=cast.parent, organization=cast.ours))
    ends = dict(
        FamilyLink.objects.filter(parent=cast.parent).values_list("organization", "ends_on")
    )
    assert ends == {cast.ours.pk: timezone.localdate(), cast.theirs.pk: None}


def test_an_end_reaches_no_other_organization(cast):
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    there = make.make_learner(their_unit, user=cast.learner)
    make.make_parent(there, user=cast.parent)
    end(cast, Membership.objects.get(user=cast.learner, organization=cast.ours))
    assert cast.parent.has_perm("organizations.view_unit", their_unit)
    assert not cast.parent.has_perm("organizations.view_organization", cast.ours)


def test_dates_are_half_open(cast):
    """«С 1 по 10» ends on the 11th: on that day the right is gone."""
    membership = membership_of(cast.teacher)
    for days, holds in ((1, True), (0, False), (-1, False)):
        membership.ends_on = timezone.localdate() + dt.timedelta(days=days)
        membership.save()
        assert cast.teacher.has_perm("organizations.view_organization", cast.ours) is holds
