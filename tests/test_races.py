"""What two people do at the same moment; PostgreSQL has the row locks that SQLite lacks."""

import pkgutil
import time
import uuid

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import User
from accounts.services import register_person
from chats.models import Chat, ChatAudience, Message
from chats.services import create_standard_chat, post_message
from invitations.models import Redemption
from invitations.services import LinkClosed, redeem, revoke_invitation
from memberships import grants, services
from memberships.models import (
    FamilyLink,
    JoinRequest,
    Membership,
    UnitGrant,
    UnitLeadership,
)
from memberships.roles import Role
from memberships.services import AlreadyDecided
from organizations.models import ChatRule, Platform
from organizations.services import set_platform, set_ruling
from tests import factories as make
from tests.facts import grant, issue, membership_of, today
from tests.regulations.test_races import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


#: The first write after the guards have looked: where the other one must not come between.
WRITES = (
    "accounts.services.record",
    "chats.services.automatic.insert_chat",
    "chats.services.chats.insert_chat",
    "chats.services.chats.record",
    "chats.services.messages.record",
    "invitations.services.links.record",
    "memberships.grants.record",
    "memberships.services.members.close",
    "memberships.services.members.record",
    "memberships.services.acceptance.record_many",
    "memberships.services.requests.record",
    "memberships.services.rows.record",
    "organizations.services.record",
)


@pytest.fixture(autouse=True)
def hesitation(cast, monkeypatch):
    """Everybody waits a moment before writing, so that the two surely meet."""

    def hesitant(write):
        def wait_and_write(*args, **kwargs):
            time.sleep(0.15)
            return write(*args, **kwargs)

        return wait_and_write

    for name in WRITES:
        monkeypatch.setattr(name, hesitant(pkgutil.resolve_name(name)))


def fresh(row):
    """As another process holds it: read by itself."""
    return type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def join_request(cast):
    return make.JoinRequestFactory(organization=cast.ours)


def approve(request, by):
    return services.approve_join_request(join_request=fresh(request), by=by)


def test_two_approvals_of_one_request(cast, join_request, mailoutbox):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    results = at_once(
        lambda: approve(join_request, cast.administrator), lambda: approve(join_request, second)
    )
    (refusal,) = refusals(results)
    assert isinstance(refusal, AlreadyDecided)
    assert Membership.objects.filter(user=join_request.applicant).count() == 1
    assert join_request.history.filter(status="approved").count() == 1
    assert len(mailoutbox) == 1


def test_an_approval_and_a_withdrawal(cast, join_request):
    results = at_once(
        lambda: approve(join_request, cast.administrator),
        lambda: services.withdraw_join_request(
            join_request=fresh(join_request), by=join_request.applicant
        ),
    )
    assert len(refusals(results)) == 1
    approved = fresh(join_request).status == JoinRequest.Status.APPROVED
    assert Membership.objects.filter(user=join_request.applicant).exists() is approved


def test_two_children_of_one_parent_approved_at_once(cast):
    """One role and two links in the end; who was refused presses again."""
    requests = [
        make.JoinRequestFactory(
            organization=cast.ours,
            applicant=cast.stranger,
            role=Role.PARENT,
            unit=cast.unit,
            post="",
            child=make.make_learner(cast.unit).user,
            child_surname=surname,
            child_given_name="Пётр",
        )
        for surname in ("Первых", "Вторых")
    ]
    results = at_once(*[lambda row=row: approve(row, cast.administrator) for row in requests])
    assert len(refusals(results)) <= 1
    for request in requests:
        if fresh(request).is_pending:
            approve(request, cast.administrator)
    assert Membership.objects.filter(user=cast.stranger).count() == 1
    assert FamilyLink.objects.filter(parent=cast.stranger).count() == 2


def test_two_redemptions_of_the_last_use(cast):
    invitation, _ = make.make_invitation(make.staff_unit(cast.ours), Role.STAFF, max_uses=1)
    people = [make.PersonFactory() for _ in range(2)]
    results = at_once(
        *[
            lambda user=user: redeem(invitation=fresh(invitation), user=user, post="логопед")
            for user in people
        ]
    )
    (refusal,) = refusals(results)
    assert isinstance(refusal, LinkClosed)
    assert Redemption.objects.count() == JoinRequest.objects.count() == 1


def test_a_redemption_while_the_link_is_annulled(cast):
    invitation, _ = issue(cast, cast.leader)
    results = at_once(
        lambda: redeem(
            invitation=fresh(invitation),
            user=cast.stranger,
            child_surname="Иванов",
            child_given_name="Пётр",
        ),
        lambda: revoke_invitation(invitation=fresh(invitation), by=cast.leader),
    )
    assert len(refusals(results)) <= 1
    assert Redemption.objects.count() == 1 - len(refusals(results))
    assert fresh(invitation).revoked_at


def test_the_same_person_asks_twice(cast):
    invitation, _ = make.make_invitation(make.staff_unit(cast.ours), Role.STAFF)
    results = at_once(
        *[lambda: redeem(invitation=fresh(invitation), user=cast.stranger, post="логопед")] * 2
    )
    assert len(refusals(results)) == 1
    assert Redemption.objects.count() == JoinRequest.objects.count() == 1


def test_two_registrations_with_one_e_mail():
    names = {"surname": "Иванова", "given_name": "Анна", "password": make.PASSWORD}
    results = at_once(*[lambda: register_person(email="anna@people.example", **names)] * 2)
    (refusal,) = refusals(results)
    assert "уже заняты" in str(refusal)
    assert User.objects.filter(email="anna@people.example").count() == 1


def test_two_creations_of_one_standard_chat(cast):
    second = make.make_leader(cast.unit).user
    results = at_once(
        *[
            lambda by=by: create_standard_chat(kind="unit_parents", place=cast.unit, by=by)
            for by in (cast.leader, second)
        ]
    )
    chat = Chat.objects.get(kind="unit_parents")
    assert [made for made, _ in results] == [chat, chat]
    assert sorted(created for _, created in results) == [False, True]
    assert ChatAudience.objects.filter(chat=chat).count() == 2


def test_the_same_message_form_twice(cast):
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    key = uuid.uuid4()
    first, second = at_once(
        *[lambda: post_message(chat=chat, by=cast.parent, text="Спасибо", client_key=key)] * 2
    )
    assert first == second == Message.objects.get()


def test_two_administrators_leave_at_once(cast):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user

    def leave(person):
        return services.end_membership(membership=membership_of(person), by=person, reason="Ухожу")

    results = at_once(lambda: leave(cast.administrator), lambda: leave(second))
    (refusal,) = refusals(results)
    assert "последний администратор" in str(refusal)
    left = Membership.objects.current().filter(organization=cast.ours, role=Role.ADMINISTRATOR)
    assert left.count() == 1


def test_each_administrator_ends_the_role_of_the_other(cast):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user

    def end(whom, by):
        try:
            return services.end_membership(membership=membership_of(whom), by=by, reason="Приказ")
        except PermissionDenied:
            return "no right any more"

    at_once(lambda: end(second, cast.administrator), lambda: end(cast.administrator, second))
    left = Membership.objects.current().filter(organization=cast.ours, role=Role.ADMINISTRATOR)
    assert left.count() == 1


def test_a_role_is_confirmed_once(cast):
    membership = membership_of(cast.unverified_leader)
    results = at_once(
        *[
            lambda: services.verify_membership(
                membership=fresh(membership), by=cast.administrator, basis="Приказ № 6"
            )
        ]
        * 2
    )
    assert len(refusals(results)) == 1
    assert membership.history.filter(verified_at__isnull=False).count() == 1


def test_one_leadership_of_one_person(cast):
    results = at_once(
        *[
            lambda: services.assign_leader(
                membership=membership_of(cast.teacher), unit=cast.unit, by=cast.administrator
            )
        ]
        * 2
    )
    assert len(refusals(results)) == 1
    assert UnitLeadership.objects.filter(membership__user=cast.teacher).count() == 1


def test_one_exception_given_twice_and_taken_back_twice(cast):
    at_once(*[lambda: grant(cast)] * 2)
    seen = [UnitGrant.objects.get() for _ in range(2)]
    assert seen[0].expires_on == today(30)
    results = at_once(
        *[
            lambda row=row: grants.take_back(grant=row, by=cast.administrator, reason="Нет")
            for row in seen
        ]
    )
    assert len(refusals(results)) == 1
    assert not UnitGrant.objects.exists()


def test_one_cell_of_the_strategy_decided_twice(cast):
    cell = {"organization": cast.ours, "chat_kind": "unit_parents", "creator": "deputy"}
    results = at_once(
        lambda: set_ruling(by=cast.administrator, ruling="allowed", **cell),
        lambda: set_ruling(by=cast.head, ruling="on_request", **cell),
    )
    assert results == [True, True]
    assert ChatRule.objects.get().ruling in ("allowed", "on_request")


def test_one_platform_begins_a_day(cast):
    results = at_once(
        *[
            lambda name=name: set_platform(
                organization=cast.ours, by=cast.head, name=name, starts_on=today()
            )
            for name in ("MAX", "VK Мессенджер")
        ]
    )
    assert len(refusals(results)) == 1
    assert Platform.objects.count() == 1
