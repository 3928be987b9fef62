"""Loaders for invitations: by their secret for the invited, by number for those who issue them."""

from datetime import timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from invitations.models import Invitation
from invitations.services import find_invitation
from memberships.models import UnitGrant
from memberships.standing import Standing
from organizations.access import organization_for
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.throttle import is_spent, within_limit

#: Unknown links that one address may try in an hour; a whole school sits behind one.
MOST_GUESSES = 60


def invitation_by_token(token, visitor):
    """The invitation of a secret; an unknown one does not exist (404).

    DomainError once a visitor (their address) has tried too many unknown ones: whoever guesses is
    told nothing any more, not even of a right one.
    """
    name = f"links {visitor}"
    if is_spent(name, limit=MOST_GUESSES):
        raise DomainError("Слишком много попыток. Откройте ссылку через час.")
    if len(token) > 100 or (invitation := find_invitation(token)) is None:
        within_limit(name, limit=MOST_GUESSES, period=timedelta(hours=1))
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
