"""A link for one person of the roster, for one use."""

from django.db import transaction

from invitations.models import Invitation
from invitations.services.links import annul, issue_invitation, require_awaited
from memberships.models import RosterEntry
from memberships.roles import Role, roles_by_link
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


def unit_of(entry):
    """Into which unit a link for this entry leads."""
    if entry.role == Role.STAFF:
        return Unit.objects.select_related("organization").get(
            organization=entry.organization_id, kind=Unit.STAFF
        )
    return (entry.child or entry).unit


def roles_of(entry):
    """As what the person may be invited; staff are asked for, the roster does not tell it."""
    possible = roles_by_link(unit_of(entry))
    return possible if entry.role == Role.STAFF else [r for r in possible if r == entry.role]


@transaction.atomic
def issue_personal_link(*, entry, role, by, expires_at, note=""):
    """A link by which this one person asks to join; returns ``(invitation, token)``.

    Earlier ones of the same person that nobody used are annulled. Raises DomainError for somebody
    who is on the portal already, no longer in the roster, or has no account by the organization's
    kind.
    """
    unit = unit_of(entry)
    require(by, "organizations.issue_unit_invitations", unit)
    # Two presses make one open link: the second one annuls the first.
    rows = RosterEntry.objects.select_for_update(of=("self",)).select_related("user", "child__user")
    entry = rows.get(pk=entry.pk)
    require_awaited(entry)
    if role not in roles_of(entry):
        raise DomainError("Этого человека по ссылке в такой роли не приглашают.")
    earlier = Invitation.objects.select_for_update(of=("self",)).filter(
        entry=entry, revoked_at=None, redemptions=None
    )
    for invitation in earlier.order_by("pk"):
        annul(invitation, by=by, reason="Выдана новая личная ссылка")
    return issue_invitation(
        unit=unit,
        role=role,
        by=by,
        expires_at=expires_at,
        max_uses=1,
        note=note,
        child=entry.child.user if entry.child else None,
        entry=entry,
    )
