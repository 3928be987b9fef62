"""Links, requests and acts for tests."""

import datetime as dt

import factory
from django.utils import timezone

from invitations.models import Invitation
from invitations.services import annul_unclaimed, find_invitation, redeem
from invitations.tokens import digest, make_token
from memberships.models import (
    JoinRequest,
)
from memberships.roles import Role
from memberships.services import (
    renew_code,
    withdraw_join_request,
)
from tests.factories.people import PersonFactory, make_operator, make_organization, staff_unit


class JoinRequestFactory(factory.django.DjangoModelFactory):
    """A pending request of a newcomer who wants to be a teacher."""

    class Meta:
        model = JoinRequest

    organization = factory.LazyFunction(make_organization)
    applicant = factory.SubFactory(PersonFactory)
    role = Role.TEACHER
    unit = factory.LazyAttribute(lambda o: staff_unit(o.organization))
    post = "учитель математики"


def make_code_for(join_request):
    """The private code of a request, as its applicant has it."""
    return renew_code(join_request=join_request, by=join_request.applicant)


def make_withdrawn(organization, **fields):
    wish = JoinRequestFactory(organization=organization, **fields)
    return withdraw_join_request(join_request=wish, by=wish.applicant)


def make_invitation(unit, role=Role.PARENT, **fields):
    """An open link; returns ``(invitation, token)``."""
    token = make_token()
    defaults = {
        "expires_at": timezone.now() + dt.timedelta(days=14),
        "max_uses": 30,
        "created_by": make_operator(),
    }
    invitation = Invitation.objects.create(
        organization=unit.organization,
        unit=unit,
        role=role,
        token_digest=digest(token),
        **(defaults | fields),
    )
    return invitation, token


def make_annulment_act(organization, unit):
    """An act about one link that nobody has used in its term."""
    invitation, _ = make_invitation(unit, expires_at=timezone.now() - dt.timedelta(days=1))
    act, _ = annul_unclaimed(
        organization=organization, by=make_operator(), invitations=[invitation.pk], idle_days=14
    )
    return act


def join_through(token, user, **particulars):
    """Somebody uses a link; returns the request."""
    return redeem(invitation=find_invitation(token), user=user, **particulars)
