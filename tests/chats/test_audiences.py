"""Who is in a chat: both directions of the rules agree, and they follow the facts at once."""

import pytest

from chats import services
from chats.models import Chat
from memberships.models import Membership, UnitLeadership
from memberships.services import (
    add_member,
    approve_join_request,
    end_leadership,
    end_membership,
    set_activist,
)
from memberships.standing import Standing
from tests import factories as make
from tests.cast import PEOPLE
from tests.chat_matrix import MATRIX, place_of


def create_all(cast, kind):
    """Every standard chat of the organization, by somebody who may."""
    for (chat_kind, scope), allowed in MATRIX[kind].items():
        entry = cast.ours.profile.chats.get(chat_kind)
        if entry and allowed and not entry.chosen:
            creator = getattr(cast, min(allowed))
            place = place_of(cast, scope)
            services.create_standard_chat(kind=chat_kind, place=place, by=creator)


@pytest.mark.parametrize("kind", MATRIX)
def test_both_directions_of_the_rules_agree(cast_of, kind):
    cast = cast_of(kind)
    create_all(cast, kind)
    for person in PEOPLE:
        user = getattr(cast, person)
        standing = Standing(user, cast.ours)
        visible = set(Chat.objects.filter(organization=cast.ours).visible_to(standing))
        listed = {
            chat for chat in Chat.objects.filter(organization=cast.ours) if user in chat.people()
        }
        if user.has_account:
            assert visible == listed, person


def parents_chat(cast):
    return services.create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)[0]


def test_a_parent_approved_later_is_in(cast):
    chat = parents_chat(cast)
    child = make.make_learner(cast.unit)
    request = make.JoinRequestFactory(
        organization=cast.ours,
        role="parent",
        unit=cast.unit,
        post="",
        child_surname="Иванов",
        child_given_name="Пётр",
        child=child.user,
    )
    assert request.applicant not in chat.people()
    approve_join_request(join_request=request, by=cast.administrator)
    assert request.applicant in chat.people()


def test_one_whose_child_left_is_out(cast):
    chat = parents_chat(cast)
    assert cast.parent.has_perm("chats.view_chat", chat)
    child = Membership.objects.get(user=cast.learner)
    end_membership(membership=child, by=cast.administrator, reason="Выбыл")
    assert cast.parent not in chat.people()
    assert not cast.parent.has_perm("chats.view_chat", chat)


def test_a_right_ends_the_moment_its_fact_ends(cast):
    assert cast.leader.has_perm("organizations.create_parents_chat", cast.unit)
    leadership = UnitLeadership.objects.get(membership__user=cast.leader)
    end_leadership(leadership=leadership, by=cast.administrator, reason="Замена")
    assert not cast.leader.has_perm("organizations.create_parents_chat", cast.unit)


def test_activists_are_marked_people(cast):
    chat, _ = services.create_standard_chat(
        kind="head_parent_activists", place=cast.ours, by=cast.head
    )
    assert set(chat.people()) == {cast.head}
    parent = Membership.objects.get(user=cast.parent)
    set_activist(membership=parent, by=cast.administrator, is_activist=True)
    assert set(chat.people()) == {cast.head, cast.parent}


def test_a_new_employee_reads_the_staff_channel_and_a_parent_does_not(cast):
    channel = Chat.objects.get(organization=cast.ours, kind="staff_channel")
    newcomer = make.PersonFactory()
    assert newcomer not in channel.people()
    add_member(organization=cast.ours, user=newcomer, role="staff", by=cast.administrator)
    assert newcomer in channel.people()
    assert cast.parent not in channel.people()


def test_children_without_accounts_take_part_nowhere(cast_of):
    cast = cast_of("kindergarten")
    community = Chat.objects.get(organization=cast.ours, kind="community_channel")
    assert not cast.learner.has_account
    assert cast.learner not in community.people()
    assert cast.parent in community.people()


def test_a_chosen_person_who_left_the_organization_is_out(cast):
    chat = services.create_chosen_chat(
        kind="management_other", place=cast.ours, by=cast.head, title="Ремонт", people=[cast.staff]
    )
    assert cast.staff in chat.people()
    membership = Membership.objects.get(user=cast.staff)
    end_membership(membership=membership, by=cast.administrator, reason="Уволился")
    assert cast.staff not in chat.people()
    assert not cast.staff.has_perm("chats.view_chat", chat)
