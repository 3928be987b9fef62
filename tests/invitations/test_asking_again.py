"""A request made again is still the link's: what it proves holds, and what stops it."""

import pytest
from django.test import Client
from django.urls import reverse

from invitations import services
from invitations.passport import passport_of
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services import (
    approve_join_request,
    ask_again,
    choose_child,
    reject_join_request,
    undo_decision,
    withdraw_join_request,
)
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.facts import expected, in_a_week
from tests.helpers import assert_queries_do_not_grow


def refused(cast, request):
    return reject_join_request(join_request=request, by=cast.administrator, reason="Не тот класс")


def withdrawn(cast, request):
    return withdraw_join_request(join_request=request, by=request.applicant)


def again(request, **particulars):
    return ask_again(join_request=request, by=request.applicant, **particulars)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


# --- What the link proves -------------------------------------------------------------------------


@pytest.mark.parametrize("end", [refused, withdrawn])
def test_the_place_that_a_personal_link_proves_stays_proved(cast, end):
    namesakes = [expected(cast), expected(cast)]
    _, token = services.issue_personal_link(
        entry=namesakes[1], role=Role.LEARNER, by=cast.administrator, expires_at=in_a_week()
    )
    names = {"surname": "Ожидаев", "given_name": "Пётр", "patronymic": "Ильич"}
    former = make.join_through(token, make.PersonFactory(**names))
    end(cast, former)
    request = again(former)
    assert (request.named_entry, request.entry) == (namesakes[1], namesakes[1])
    assert request.pile == "matched"


@pytest.mark.parametrize("door", ["own", "code"])
def test_a_slip_has_named_the_child_once_for_all(cast, door):
    namesake = make.PersonFactory(surname=cast.learner.surname, given_name=cast.learner.given_name)
    make.make_learner(cast.unit, user=namesake)
    _, token = make.make_invitation(cast.unit, child=cast.learner, max_uses=2)
    former = make.join_through(token, make.PersonFactory())
    withdrawn(cast, former)
    client = Client()
    if door == "own":
        client.force_login(former.applicant)
        address = reverse("memberships:own_again", args=[former.pk])
    else:
        address = reverse("memberships:code_again", args=[former.code])
    page = client.get(address).content.decode()
    assert "child_surname" not in page
    # Whoever has only found the code learns no child's name.
    assert (cast.learner.full_name in page) is (door == "own")
    assert client.post(address).status_code == 200
    request = JoinRequest.objects.get(previous=former)
    assert (request.child, request.child_typed) == (cast.learner, former.child_typed)
    assert request.child_is_given


def test_a_child_that_somebody_else_chose_is_typed(cast):
    other = make.make_learner(cast.unit).user
    _, token = make.make_invitation(cast.unit, child=cast.learner)
    former = make.join_through(token, make.PersonFactory())
    choose_child(join_request=former, child=other, by=cast.administrator)
    refused(cast, former)
    request = again(
        fresh(former), child_surname=cast.learner.surname, child_given_name=cast.learner.given_name
    )
    assert not request.child_is_given


# --- What stops the link --------------------------------------------------------------------------


@pytest.fixture
def leaked(cast):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    return invitation, make.join_through(token, make.PersonFactory())


def stop(cast, invitation):
    return services.quarantine_invitation(invitation=invitation, by=cast.administrator)


def lift(cast, invitation):
    return services.lift_quarantine(invitation=invitation, by=cast.administrator)


@pytest.mark.parametrize("end", [refused, withdrawn])
@pytest.mark.parametrize("ended_first", [True, False])
def test_nobody_slips_out_of_quarantine_by_asking_again(cast, leaked, end, ended_first):
    invitation, former = leaked
    steps = [lambda: end(cast, former), lambda: stop(cast, invitation)]
    for step in steps if ended_first else reversed(steps):
        step()
    request = fresh(again(fresh(former)))
    assert (request.is_held, request.held_reason) == (True, "ссылка на карантине")
    assert not JoinRequest.objects.waiting().exists()
    with pytest.raises(DomainError, match="удержана"):
        approve_join_request(join_request=request, by=cast.administrator)
    # Once more: it is the third of its line, and still the link's.
    end(cast, request)
    request = fresh(again(fresh(request)))
    assert request.is_held
    assert lift(cast, invitation)[1] == 1
    assert not fresh(request).is_held
    approve_join_request(join_request=fresh(request), by=cast.administrator)


def test_what_was_asked_again_before_is_held_with_the_others(cast, leaked):
    invitation, former = leaked
    withdrawn(cast, former)
    request = again(former)
    assert not fresh(request).is_held
    assert stop(cast, invitation)[1] == 1
    assert fresh(request).is_held
    # A refusal of it that is taken back is held again, as of one that came by itself.
    lift(cast, invitation)
    refused(cast, fresh(request))
    stop(cast, invitation)
    undo_decision(join_request=fresh(request), by=cast.administrator)
    assert fresh(request).is_held


def test_after_the_quarantine_asking_again_is_free(cast, leaked):
    invitation, former = leaked
    stop(cast, invitation)
    withdrawn(cast, former)
    lift(cast, invitation)
    assert not fresh(again(fresh(former))).is_held


def test_without_a_link_nothing_is_held(cast):
    former = make.make_withdrawn(cast.ours)
    assert not fresh(again(former, post="сторож")).is_held


def test_the_passport_shows_it_in_place_of_the_former_and_no_use_is_spent(cast, client, leaked):
    invitation, former = leaked
    stop(cast, invitation)
    withdrawn(cast, former)
    request = again(fresh(former))
    assert invitation.used == 1
    assert passport_of(invitation).results == ["удержаны: 1"]
    for person, address in (
        (cast.leader, reverse("invitations:passport", args=[cast.ours.slug, invitation.pk])),
        (
            cast.administrator,
            reverse("admin:invitations_invitation_change", args=[invitation.pk]),
        ),
    ):
        client.force_login(person)
        page = client.get(address).content.decode()
        assert "подана снова: удержана: ссылка на карантине" in page
    assert reverse("admin:memberships_joinrequest_change", args=[request.pk]) in page


def test_an_alarm_follows_whoever_asks_again(cast):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    former = make.join_through(token, cast.teacher)
    withdrawn(cast, former)
    assert passport_of(invitation).alarms == []
    request = again(former)
    (alarm,) = passport_of(invitation).alarms
    assert (alarm.kind, alarm.requests) == ("adult", (request.pk,))


def test_a_page_costs_the_same_however_many_asked_again(cast, client):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    client.force_login(cast.leader)
    address = reverse("invitations:passport", args=[cast.ours.slug, invitation.pk])

    def one_more():
        former = make.join_through(token, make.PersonFactory())
        withdrawn(cast, former)
        again(former)

    one_more()
    assert_queries_do_not_grow(client, address, one_more)
