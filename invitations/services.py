"""Links are issued, annulled and used."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from invitations.models import Invitation, Redemption
from invitations.tokens import digest, make_token
from memberships import link_chats
from memberships.roles import STAFF_ROLES, Role
from memberships.services import request_to_join
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_TERM = timedelta(days=60)
MOST_USES = 500
TWICE = (
    "Эта ссылка уже выдана и действует. Её адрес показывается один раз: если вы его не сохранили, "
    "аннулируйте её в списке ссылок и выдайте новую."
)


class LinkClosed(DomainError):
    """The link no longer lets anybody in; the sentence says why."""


def roles_for(unit):
    """The roles into which links for this unit invite; an administrator is never made by a link."""
    if unit.kind == Unit.STAFF:
        return [role for role in Role if role in STAFF_ROLES - {Role.ADMINISTRATOR, Role.HEAD}] + [
            Role.HEAD
        ]
    learners = "learner_accounts" in unit.organization.profile.features
    return [Role.LEARNER, Role.PARENT] if learners else [Role.PARENT]


@transaction.atomic
def issue_invitation(
    *, unit, role, by, expires_at, max_uses, note="", form_key=None, child=None, chats=()
):
    """Issue a link into a unit; returns ``(invitation, token)``, the token for the only time.

    The same form sent again (``form_key``, a UUID) is refused, be it by a second press or by a
    reload: the first link may have been sent on already, and its secret is not stored.

    ``chats`` are numbers of chats that the issuer leads: who is accepted comes into them too.

    Raises DomainError when the role does not suit the unit or a chat, or term or uses are out of
    bounds (60 days, 500 uses).
    """
    require(by, "organizations.issue_unit_invitations", unit)
    unit.require_not_over()
    if role not in roles_for(unit):
        raise DomainError("В это подразделение по ссылке в такой роли не приглашают.")
    link_chats.require_admitted(by=by, unit=unit, role=role, chats=chats)
    now = timezone.now()
    if not now < expires_at <= now + LONGEST_TERM:
        raise DomainError("Срок ссылки — в будущем и не дольше 60 дней.")
    if not 1 <= max_uses <= MOST_USES:
        raise DomainError(f"Число использований — от 1 до {MOST_USES}.")
    if form_key and Invitation.objects.filter(created_by=by, form_key=form_key).exists():
        raise DomainError(TWICE)
    token = make_token()
    invitation = Invitation(
        organization_id=unit.organization_id,
        unit=unit,
        role=role,
        token_digest=digest(token),
        expires_at=expires_at,
        max_uses=max_uses,
        note=note.strip(),
        chats=list(chats),
        created_by=by,
        child=child,
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            return record(invitation, by=by, reason="Ссылка выдана"), token
    except IntegrityError as error:
        raise DomainError(TWICE) from error


@transaction.atomic
def revoke_invitation(*, invitation, by, reason="Ссылка аннулирована"):
    """Annul a link (norm JOIN-5); requests that came through it stay.

    Leaders stop any link into their unit, whoever issued it: they see first that it leaked.
    """
    require(by, "invitations.revoke_invitation", invitation)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.revoked_at is not None:
        raise DomainError("Эта ссылка уже аннулирована.")
    invitation.revoked_at, invitation.revoked_by = timezone.now(), by
    return record(invitation, by=by, reason=reason, fields=["revoked_at", "revoked_by"])


def find_invitation(token):
    """The invitation of a secret, open or not; None for an unknown one."""
    return (
        Invitation.objects.select_related("organization", "unit", "created_by")
        .filter(token_digest=digest(token))
        .first()
    )


@transaction.atomic
def redeem(*, invitation, user, post="", child_surname="", child_given_name="", parent_email=""):
    """Use the link: the person asks to join; one use is spent only if the request is accepted.

    Raises LinkClosed when the link is expired, used up or annulled by now, DomainError as
    `memberships.services.request_to_join` does.
    """
    # Two people may want the last use: count under the link's lock.
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require_open(invitation)
    join_request = request_to_join(
        child=invitation.child,
        chats=invitation.chats,
        organization=invitation.organization,
        applicant=user,
        role=Role(invitation.role),
        unit=invitation.unit,
        invited_by=invitation.created_by,
        post=post,
        child_surname=child_surname,
        child_given_name=child_given_name,
        parent_email=parent_email,
    )
    redemption = Redemption(
        organization_id=invitation.organization_id,
        invitation=invitation,
        user=user,
        join_request=join_request,
    )
    record(redemption, by=user, reason="Ссылка использована")
    return join_request


def require_open(invitation):
    sentences = {
        Invitation.State.EXPIRED: "Срок этой ссылки истёк {until}.",
        Invitation.State.USED_UP: "Этой ссылкой уже воспользовались столько раз, сколько можно.",
        Invitation.State.REVOKED: "Эта ссылка аннулирована.",
    }
    if sentence := sentences.get(invitation.state):
        until = timezone.localtime(invitation.expires_at).strftime("%d.%m.%Y")
        raise LinkClosed(sentence.format(until=until) + " Попросите новую у того, кто её прислал.")
