"""A request made again is still the link's: what it proves holds, and what stops it."""

import pytest
from django.test import Client
from django.urls import reverse

from invitations import services
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services import (
    ask_again,
    choose_child,
    reject_join_request,
    withdraw_join_request,
)
from tests import factories as make
from tests.facts import expected, in_a_week


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
