"""A link that seems to have leaked is stopped at once, with the requests that came through it."""

from django.db import transaction
from django.utils import timezone

from invitations.models import Invitation
from invitations.succession import numbers_of
from memberships.models import JoinRequest
from memberships.services import hold_requests, release_requests
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

QUARANTINE = "invitations.quarantine_invitation"
REASON = "ссылка на карантине"
FIELDS = ["quarantined_at", "quarantined_by", "leaders_may_lift"]
ADMINISTRATORS = "organizations.issue_invitations"
NOT_YOURS = (
    "Эту ссылку поставил на карантин администратор. Снять карантин или выпустить её заново может "
    "только администратор."
)


@transaction.atomic
def quarantine_invitation(*, invitation, by):
    """Stop a link for a while and hold its undecided requests; returns ``(link, how many)``.

    Also one that is annulled or expired: its requests may still be waiting. Raises DomainError
    for a link that is in quarantine already.

    What an administrator has stopped only administrators let go on; what a leader of the unit has
    stopped its leaders do, too.
    """
    invitation = _locked(invitation, by)
    if invitation.quarantined_at is not None:
        raise DomainError("Эта ссылка уже на карантине.")
    invitation.quarantined_at, invitation.quarantined_by = timezone.now(), by
    invitation.leaders_may_lift = not by.has_perm(ADMINISTRATORS, invitation.organization)
    record(invitation, by=by, reason="Поставлена на карантин", fields=FIELDS)
    return invitation, hold_requests(join_requests=came_through(invitation), by=by, reason=REASON)


@transaction.atomic
def lift_quarantine(*, invitation, by):
    """The link works again, if nothing else stops it, and its requests go back to the queue.

    Raises DomainError for a link that is not in quarantine, and for a leader where an
    administrator has stopped it.
    """
    invitation = _locked(invitation, by)
    if invitation.quarantined_at is None:
        raise DomainError("Эта ссылка не на карантине.")
    require_may_lift(invitation, by)
    invitation.quarantined_at = invitation.quarantined_by = None
    invitation.leaders_may_lift = False
    record(invitation, by=by, reason="Карантин снят", fields=FIELDS)
    released = release_requests(
        join_requests=came_through(invitation), by=by, reason="Карантин ссылки снят"
    )
    return invitation, released


def require_may_lift(invitation, by):
    """A part of verbs: raises DomainError where an administrator's quarantine stands in the way."""
    free = invitation.quarantined_at is None or invitation.leaders_may_lift
    if not free and not by.has_perm(ADMINISTRATORS, invitation.organization):
        raise DomainError(NOT_YOURS)


def came_through(invitation):
    """Its requests and those made again in their place, all locked by now.

    Asking again locks the former request: once that is locked here, the one in its place either
    can be read, or is made after us, by somebody who sees what we did to the link.
    """
    locked = set()
    while new := numbers_of(invitation) - locked:
        # In one order with who decides many at once; what comes meanwhile has higher numbers.
        rows = JoinRequest.objects.filter(pk__in=new).order_by("pk").select_for_update()
        locked.update(rows.values_list("pk", flat=True))
    return JoinRequest.objects.filter(pk__in=locked)


def _locked(invitation, by):
    require(by, QUARANTINE, invitation)
    # Whoever comes through it at this moment is either before, and held, or after, and refused.
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=invitation.pk)
