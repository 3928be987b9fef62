"""A link that leaked is stopped by one press, with the requests that came through it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from invitations import services
from invitations.models import Invitation
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services import (
    approve_join_request,
    approve_many,
    reject_join_request,
    undo_decision,
    withdraw_join_request,
)
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import membership_of

STOPPERS = {"administrator", "leader", "operator"}


@pytest.fixture
def leaked(cast):
    """A learners' link through which three came; one of them is accepted already."""
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    requests = [make.join_through(token, make.PersonFactory()) for _ in range(3)]
    approve_join_request(join_request=requests[0], by=cast.administrator)
    return invitation, token, requests


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def stop(invitation, by):
    return services.quarantine_invitation(invitation=invitation, by=by)


def test_it_stops_the_link_and_holds_what_is_undecided(cast, leaked):
    invitation, token, requests = leaked
    stopped, held = stop(invitation, cast.leader)
    assert (stopped.state, held) == (Invitation.State.QUARANTINED, 2)
    with pytest.raises(services.LinkClosed, match="остановлена"):
        make.join_through(token, cast.stranger)
    assert [fresh(row).is_held for row in requests] == [False, True, True]
    assert fresh(requests[0]).status == JoinRequest.Status.APPROVED
    assert not JoinRequest.objects.waiting().filter(organization=cast.ours).exists()
    assert JoinRequest.objects.held().count() == 2


def test_held_requests_are_accepted_neither_singly_nor_in_bulk(cast, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.leader)
    with pytest.raises(DomainError, match="Заявка удержана: ссылка на карантине"):
        approve_join_request(join_request=requests[1], by=cast.administrator)
    results = approve_many(join_requests=requests[1:], by=cast.administrator)
    assert all("Заявка удержана" in sentence for _, sentence in results)
    assert all(fresh(row).is_pending for row in requests[1:])


def test_held_requests_can_be_refused_and_withdrawn(cast, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.leader)
    reject_join_request(join_request=requests[1], by=cast.administrator, reason="Чужой")
    withdraw_join_request(join_request=requests[2], by=requests[2].applicant)
    # The refusal taken back: it is held as before, until the quarantine is lifted.
    undo_decision(join_request=fresh(requests[1]), by=cast.administrator)
    assert fresh(requests[1]).is_held
    assert services.lift_quarantine(invitation=invitation, by=cast.leader)[1] == 1
    approve_join_request(join_request=fresh(requests[1]), by=cast.administrator)


def test_an_acceptance_taken_back_is_held_while_the_link_is_stopped(cast, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.leader)
    undo_decision(join_request=requests[0], by=cast.administrator)
    assert fresh(requests[0]).is_held
    with pytest.raises(DomainError, match="удержана"):
        approve_join_request(join_request=requests[0], by=cast.administrator)


def test_lifting_gives_the_requests_back_and_opens_the_link(cast, leaked):
    invitation, token, requests = leaked
    stop(invitation, cast.leader)
    lifted, released = services.lift_quarantine(invitation=invitation, by=cast.administrator)
    assert (lifted.state, released) == (Invitation.State.OPEN, 2)
    assert {row.pk for row in JoinRequest.objects.waiting()} == {row.pk for row in requests[1:]}
    make.join_through(token, cast.stranger)
    assert stop(invitation, cast.leader)[1] == 3


def test_it_is_stopped_once_and_lifted_once(cast, leaked):
    invitation = leaked[0]
    with pytest.raises(DomainError, match="не на карантине"):
        services.lift_quarantine(invitation=invitation, by=cast.leader)
    stop(invitation, cast.leader)
    with pytest.raises(DomainError, match="уже на карантине"):
        stop(invitation, cast.administrator)


def test_what_an_administrator_stopped_no_leader_lets_go_on(cast, client, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.administrator)
    for verb in (services.lift_quarantine, services.reissue_invitation):
        with pytest.raises(DomainError, match="поставил на карантин администратор"):
            verb(invitation=fresh(invitation), by=cast.leader)
    client.force_login(cast.leader)
    lift = reverse("invitations:lift_quarantine", args=[cast.ours.slug, invitation.pk])
    page = client.get(reverse("invitations:invitation_list", args=[cast.ours.slug]))
    assert lift not in page.content.decode()
    assert "Снять карантин может только администратор" in page.content.decode()
    assert "поставил на карантин администратор" in client.post(lift, follow=True).content.decode()
    assert fresh(invitation).state == Invitation.State.QUARANTINED
    assert fresh(requests[1]).is_held
    services.lift_quarantine(invitation=invitation, by=cast.administrator)
    # Once lifted, nothing of it is left: what a leader stops next, leaders let go on.
    stop(invitation, cast.leader)
    assert (
        lift
        in client.get(
            reverse("invitations:passport", args=[cast.ours.slug, invitation.pk])
        ).content.decode()
    )
    services.lift_quarantine(invitation=invitation, by=cast.leader)


def test_it_is_the_right_at_that_time_that_counts(cast, leaked):
    """An administrator who has left since leaves no quarantine to leaders."""
    stop(leaked[0], cast.administrator)
    membership = membership_of(cast.administrator)
    membership.role = Role.TEACHER
    membership.save()
    with pytest.raises(DomainError, match="поставил на карантин администратор"):
        services.lift_quarantine(invitation=leaked[0], by=cast.leader)
    services.lift_quarantine(invitation=leaked[0], by=cast.operator)


def test_an_annulled_link_stays_annulled_but_its_requests_can_be_held(cast, leaked):
    invitation, _, requests = leaked
    services.revoke_invitation(invitation=invitation, by=cast.leader)
    stopped, held = stop(invitation, cast.leader)
    assert (stopped.state, held) == (Invitation.State.REVOKED, 2)
    lifted, released = services.lift_quarantine(invitation=invitation, by=cast.leader)
    assert (lifted.state, released) == (Invitation.State.REVOKED, 2)
    assert not fresh(requests[1]).is_held


@pytest.mark.parametrize("person", [*PEOPLE, "operator"])
def test_administrators_and_leaders_of_the_unit_stop_links(cast, person):
    invitation, _ = make.make_invitation(cast.unit)
    by = getattr(cast, person)
    if person in STOPPERS:
        stop(invitation, by)
        services.lift_quarantine(invitation=invitation, by=by)
        return
    for verb in (services.quarantine_invitation, services.lift_quarantine):
        with pytest.raises(PermissionDenied):
            verb(invitation=invitation, by=by)


def test_a_leader_stops_nothing_of_another_unit_by_any_page(cast, client):
    other, _ = make.make_invitation(cast.other_unit)
    client.force_login(cast.leader)
    for verb in ("quarantine", "lift_quarantine", "reissue", "revoke"):
        address = reverse(f"invitations:{verb}", args=[cast.ours.slug, other.pk])
        assert client.post(address).status_code == 404
    assert fresh(other).state == Invitation.State.OPEN


def test_one_press_on_the_portal_and_one_in_the_admin(cast, client, leaked):
    invitation = leaked[0]
    client.force_login(cast.leader)
    address = reverse("invitations:quarantine", args=[cast.ours.slug, invitation.pk])
    page = client.post(address, follow=True).content.decode()
    assert "На карантине" in page
    assert "удержано 2" in page
    assert "Снять карантин" in page
    client.force_login(cast.administrator)
    client.post(reverse("admin:invitations_invitation_lift", args=[invitation.pk]))
    assert fresh(invitation).state == Invitation.State.OPEN
    client.post(reverse("admin:invitations_invitation_quarantine", args=[invitation.pk]))
    assert fresh(invitation).state == Invitation.State.QUARANTINED
    assert not fresh(invitation).leaders_may_lift


def test_the_queue_hides_held_requests_and_a_filter_shows_them(cast, client, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.leader)
    client.force_login(cast.administrator)
    queue = reverse("admin:memberships_joinrequest_changelist")
    name = requests[1].applicant.full_name
    assert name not in client.get(queue).content.decode()
    held = client.get(queue, {"status": "held"}).content.decode()
    assert name in held
    assert "Удержана: ссылка на карантине" in held
    accept = reverse("admin:memberships_joinrequest_approve", args=[requests[1].pk])
    assert accept not in held
    assert "удержана" in client.post(accept, follow=True).content.decode()
    bulk = reverse("admin:memberships_joinrequest_approve_selected")
    answer = client.post(bulk, {"_selected_action": [requests[1].pk, requests[2].pk]})
    assert "Заявка удержана" in answer.content.decode()
    assert fresh(requests[1]).is_pending


def test_the_history_says_who_stopped_what(cast, leaked):
    invitation, _, requests = leaked
    stop(invitation, cast.leader)
    services.lift_quarantine(invitation=invitation, by=cast.administrator)
    told = [(row.history_user, row.history_change_reason) for row in invitation.history.all()[:2]]
    assert told == [
        (cast.administrator, "Карантин снят"),
        (cast.leader, "Поставлена на карантин"),
    ]
    newest, before = requests[1].history.all()[:2]
    assert newest.history_change_reason == "Карантин ссылки снят"
    assert before.history_change_reason == "Удержана: ссылка на карантине"
