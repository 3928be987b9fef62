"""A link that seems to have leaked is stopped at once, with the requests that came through it."""

from django.db import transaction
from django.utils import timezone

from invitations.models import Invitation
from memberships.models import JoinRequest
from memberships.services import hold_requests, release_requests
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

QUARANTINE = "invitations.quarantine_invitation"
REASON = "ссылка на карантине"
FIELDS = ["quarantined_at", "quarantined_by"]


@transaction.atomic
def quarantine_invitation(*, invitation, by):
    """Stop a link for a while and hold its undecided requests; returns ``(link, how many)``.

    Also one that is annulled or expired: its requests may still be waiting. Raises DomainError
    for a link that is in quarantine already.
    """
    invitation = _locked(invitation, by)
    if invitation.quarantined_at is not None:
        raise DomainError("Эта ссылка уже на карантине.")
    invitation.quarantined_at, invitation.quarantined_by = timezone.now(), by
    record(invitation, by=by, reason="Поставлена на карантин", fields=FIELDS)
    return invitation, hold_requests(join_requests=came_through(invitation), by=by, reason=REASON)


@transaction.atomic
def lift_quarantine(*, invitation, by):
    """The link works again, if nothing else stops it, and its requests go back to the queue."""
    invitation = _locked(invitation, by)
    if invitation.quarantined_at is None:
        raise DomainError("Эта ссылка не на карантине.")
    invitation.quarantined_at = invitation.quarantined_by = None
    record(invitation, by=by, reason="Карантин снят", fields=FIELDS)
    released = release_requests(
        join_requests=came_through(invitation), by=by, reason="Карантин ссылки снят"
    )
    return invitation, released


def came_through(invitation):
    return JoinRequest.objects.filter(redemption__invitation=invitation)


def _locked(invitation, by):
    require(by, QUARANTINE, invitation)
    # Whoever comes through it at this moment is either before, and held, or after, and refused.
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=invitation.pk)
