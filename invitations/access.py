"""Loaders for invitations: by their secret for the invited, by number for those who issue them."""

from datetime import timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from invitations.models import Invitation
from invitations.services import LinkClosed, find_invitation
from invitations.services.quarantine import ADMINISTRATORS
from memberships.models import UnitGrant
from memberships.permissions import decide
from memberships.standing import Standing
from organizations.access import organization_for
from sferum_portal.lib.errors import TooManyTries
from sferum_portal.lib.throttle import within_limit

#: Unknown links that one address may try in an hour; a whole school sits behind one.
MOST_GUESSES = 60
#: What is longer is none of ours.
LONGEST_TOKEN = 100


def invitation_by_token(token, visitor):
    """The invitation of a secret; LinkClosed for an unknown one.

    That answer is the same as of a closed link but for its words, with the same status after the
    same query: it tells a guesser nothing but that this is no link that works. TooManyTries once a
    visitor (their address) has tried too many unknown ones. A right one opens all the same: nobody
    guesses 256 bits, and a whole school sits behind one address.
    """
    name = f"links {visitor}"
    if (invitation := find_invitation(token[:LONGEST_TOKEN])) is None:
        if not within_limit(name, limit=MOST_GUESSES, period=timedelta(hours=1)):
            raise TooManyTries("Слишком много неверных ссылок. Попробуйте через час.")
        raise LinkClosed("Такой ссылки нет: возможно, она скопирована не целиком.")
    return invitation


def invitations_of(user, organization):
    """The links that the person may see: an administrator all, others those of the own units."""
    rows = Invitation.objects.filter(organization=organization)
    if not user.has_perm(ADMINISTRATORS, organization):
        led = Standing(user, organization).led_units
        rows = rows.filter(Q(unit__in=led) | Q(unit__in=_excepted_units(user, organization)))
    return rows


def _excepted_units(user, organization):
    """Those into which an exception lets the person invite."""
    return UnitGrant.objects.filter(
        organization=organization,
        user=user,
        permission__codename="issue_unit_invitations",
        expires_on__gt=timezone.localdate(),
    ).values_list("content_object", flat=True)


def set_rights(invitations, user, organization):
    """What the person may do with each of these links, for a page: no query per row."""
    standing = Standing(user, organization)
    excepted = set(_excepted_units(user, organization))

    def may(perm, obj):
        return user.is_superuser or bool(decide(standing, perm, obj))

    is_administrator = may(ADMINISTRATORS, organization)
    for row in invitations:
        row.organization = row.unit.organization = organization
        row.may_revoke = may("invitations.revoke_invitation", row)
        row.may_quarantine = may("invitations.quarantine_invitation", row)
        # What an administrator has stopped only administrators let go on.
        free = row.quarantined_at is None or row.leaders_may_lift or is_administrator
        row.may_lift = row.may_quarantine and free
        row.may_reissue = free and (
            may("organizations.issue_unit_invitations", row.unit)
            or (row.unit_id in excepted and not row.unit.is_over)
        )


def invitation_for(user, slug, pk):
    organization = organization_for(user, slug)
    rows = invitations_of(user, organization).select_related(
        "unit__school_year",
        "organization",
        "child",
        "created_by",
        "revoked_by",
        "quarantined_by",
        "replaces",
        "act",
    )
    return get_object_or_404(rows, pk=pk)
