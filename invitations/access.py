"""Loaders for invitations: by their secret for the invited, by number for those who issue them."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from invitations.models import Invitation
from invitations.services import find_invitation
from memberships.models import UnitGrant
from memberships.standing import Standing
from organizations.access import organization_for


def invitation_by_token(token):
    """The invitation of a secret; an unknown one does not exist (404)."""
    if len(token) > 100 or (invitation := find_invitation(token)) is None:
        raise Http404
    return invitation


def invitations_of(user, organization):
    """The links that the person may see: an administrator all, others those of the own units."""
    rows = Invitation.objects.filter(organization=organization)
    if not user.has_perm("organizations.issue_invitations", organization):
        led = Standing(user, organization).led_units
        excepted = UnitGrant.objects.filter(
            organization=organization,
            user=user,
            permission__codename="issue_unit_invitations",
            expires_on__gt=timezone.localdate(),
        )
        rows = rows.filter(Q(unit__in=led) | Q(unit__in=excepted.values("content_object")))
    return rows


def invitation_for(user, slug, pk):
    organization = organization_for(user, slug)
    rows = invitations_of(user, organization).select_related("unit", "organization")
    return get_object_or_404(rows, pk=pk)
