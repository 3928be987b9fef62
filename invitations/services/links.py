"""Links are issued, annulled, issued anew and used."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from invitations import alarms, letters
from invitations.facts import facts_of
from invitations.models import Invitation, Redemption
from invitations.services.quarantine import require_may_lift
from invitations.terms import longest_term, longest_text
from invitations.tokens import digest, make_token
from memberships import link_chats
from memberships.roles import Role, roles_by_link
from memberships.services import request_to_join
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

MOST_USES = 500
TWICE = (
    "Эта ссылка уже выдана и действует. Её адрес показывается один раз: если вы его не сохранили, "
    "выпустите её заново в списке ссылок."
)


class LinkClosed(DomainError):
    """The link no longer lets anybody in; the sentence says why."""


@transaction.atomic
def issue_invitation(
    *,
    unit,
    role,
    by,
    expires_at,
    max_uses,
    note="",
    form_key=None,
    child=None,
    entry=None,
    replaces=None,
    chats=(),
):
    """Issue a link into a unit; returns ``(invitation, token)``, the token for the only time.

    The same form sent again (``form_key``, a UUID) is refused, be it by a second press or by a
    reload: the first link may have been sent on already, and its secret is not stored.

    ``chats`` are numbers of chats that the issuer leads: who is accepted comes into them too.

    Raises DomainError when the role does not suit the unit or a chat, or term or uses are out of
    bounds (the organization's longest term, 500 uses; one use of a link for one ``entry``).
    """
    require(by, "organizations.issue_unit_invitations", unit)
    unit.require_not_over()
    if role not in roles_by_link(unit):
        raise DomainError("В это подразделение по ссылке в такой роли не приглашают.")
    link_chats.require_admitted(by=by, unit=unit, role=role, chats=chats)
    now = timezone.now()
    if not now < expires_at <= now + longest_term(unit.organization):
        longest = longest_text(unit.organization)
        raise DomainError(f"Срок ссылки — в будущем и не дольше {longest}.")
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
        entry=entry,
        named=entry.full_name if entry else "",
        replaces=replaces,
        form_key=form_key,
    )
    try:
        with transaction.atomic():
            return record(invitation, by=by, reason="Ссылка выдана"), token
    except IntegrityError as error:
        raise DomainError(TWICE) from error


@transaction.atomic
def reissue_invitation(*, invitation, by):
    """Annul a link and issue one like it; returns ``(invitation, token)``.

    Role, unit, person, note, the uses that are left and the end of the term stay the same; a link
    that has expired gets a term of the same length. Raises DomainError for a link that is annulled
    or used up, or was issued anew already, for a personal one of somebody who gets none now, and
    for a leader where an administrator has put the link into quarantine.
    """
    require(by, "organizations.issue_unit_invitations", invitation.unit)
    invitation = _locked(invitation)
    if invitation.revoked_at is not None:
        again = Invitation.objects.filter(replaces=invitation).exists()
        word = "выпущена заново" if again else "аннулирована"
        raise DomainError(f"Эта ссылка уже {word}.")
    if invitation.state == Invitation.State.REVOKED:
        raise DomainError("Этого человека больше нет в списках. Выдайте новую ссылку.")
    if invitation.entry is not None:
        require_awaited(invitation.entry)
    require_may_lift(invitation, by)
    left = invitation.max_uses - invitation.used
    if left < 1:
        raise DomainError("По этой ссылке вошли все, кто мог. Выдайте новую.")
    now, expires_at = timezone.now(), invitation.expires_at
    if expires_at <= now:
        expires_at = now + (expires_at - invitation.created_at)
    # Only into those chats that this person may lead people into.
    offered = dict(
        link_chats.choices(by=by, organization=invitation.organization, unit=invitation.unit)
    )
    annul(invitation, by=by, reason="Выпущена заново")
    return issue_invitation(
        unit=invitation.unit,
        role=Role(invitation.role),
        by=by,
        expires_at=min(expires_at, now + longest_term(invitation.organization)),
        max_uses=left,
        note=invitation.note,
        child=invitation.child,
        entry=invitation.entry,
        replaces=invitation,
        chats=[pk for pk in invitation.chats if pk in offered],
    )


def require_awaited(entry):
    """A personal link is for who stands in the latest roster and is not on the portal yet."""
    if entry.missing_since is not None:
        raise DomainError("Этого человека нет в последнем списке: ссылка ему не положена.")
    if entry.user is not None and entry.user.has_account:
        raise DomainError("Этот человек уже на портале.")


@transaction.atomic
def revoke_invitation(*, invitation, by, reason="Ссылка аннулирована"):
    """Annul a link (norm JOIN-5); requests that came through it stay.

    Leaders stop any link into their unit, whoever issued it: they see first that it leaked.
    """
    require(by, "invitations.revoke_invitation", invitation)
    invitation = _locked(invitation)
    if invitation.revoked_at is not None:
        raise DomainError("Эта ссылка уже аннулирована.")
    return annul(invitation, by=by, reason=reason)


def annul(invitation, *, by, reason, act=None):
    """A part of verbs, which asks no right."""
    invitation.revoked_at, invitation.revoked_by, invitation.act = timezone.now(), by, act
    return record(invitation, by=by, reason=reason, fields=["revoked_at", "revoked_by", "act"])


def _locked(invitation):
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "unit__school_year").get(pk=invitation.pk)


def find_invitation(token):
    """The invitation of a secret, open or not; None for an unknown one."""
    return (
        # With its uses: a closed link costs one query, as an unknown one does.
        Invitation.objects.with_uses()
        .select_related("organization", "unit", "created_by", "child", "entry")
        .filter(token_digest=digest(token))
        .first()
    )


@transaction.atomic
def redeem(*, invitation, user, post="", child_surname="", child_given_name="", parent_email=""):
    """Use the link: the person asks to join. One use is spent by a request that was handed in;
    one that is refused here spends none, what is decided of it later gives none back.

    Raises LinkClosed when the link is expired, used up or annulled by now, DomainError as
    `memberships.services.request_to_join` does.
    """
    # Two people may want the last use: count under the link's lock.
    invitation = _locked(invitation)
    require_open(invitation)
    join_request = request_to_join(
        child=invitation.child,
        chats=invitation.chats,
        named_entry=invitation.entry,
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
    _tell_of_new_alarms(invitation)
    return join_request


def _tell_of_new_alarms(invitation):
    """One letter for each kind of alarm of a link, however often it comes again."""
    (facts,) = facts_of([invitation])
    raised = {alarm.kind.value for alarm in alarms.raised(*facts)}
    if new := sorted(raised - set(invitation.alarms_told)):
        told = sorted(raised | set(invitation.alarms_told))
        Invitation.objects.filter(pk=invitation.pk).mark(alarms_told=told)
        transaction.on_commit(lambda: letters.tell_of_alarms.delay(invitation.pk, new), robust=True)


def require_open(invitation):
    sentences = {
        Invitation.State.EXPIRED: "Срок этой ссылки истёк {until}.",
        Invitation.State.USED_UP: "Этой ссылкой уже воспользовались столько раз, сколько можно.",
        Invitation.State.QUARANTINED: "Эта ссылка остановлена на время проверки.",
        Invitation.State.REVOKED: "Эта ссылка аннулирована.",
    }
    if sentence := sentences.get(invitation.state):
        until = timezone.localtime(invitation.expires_at).strftime("%d.%m.%Y")
        raise LinkClosed(sentence.format(until=until))
