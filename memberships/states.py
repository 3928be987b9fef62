"""The states of a join request, in the same words for the applicant and for those who decide.

«Получена» nobody has looked at yet; «проверяется» somebody has: opened it, put it off to a day that
has come, taken a decision back, or put the link on quarantine. «Роль подтверждена» is a staff role
that was accepted and holds a confirmation today.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from memberships.models import JoinRequest
from memberships.models.request import UNCONFIRMED
from memberships.roles import STAFF_ROLES
from sferum_portal.lib.text import counted

#: How long a decision can be taken back.
UNDO_TERM = timedelta(hours=24)
Status = JoinRequest.Status


@dataclass(frozen=True)
class State:
    """``tone`` and ``icon`` are those of the badge (templates/components/badge.html)."""

    code: str
    label: str
    tone: str = ""
    icon: str = ""


RECEIVED = State("received", "получена", "wait", "clock")
AWAITS_CODE = State("unconfirmed", "получена, ждёт кода родителя", "wait", "clock")
CHECKING = State("checking", "проверяется", "info", "search")
DEFERRED = State("deferred", "отложена", "wait", "clock")
APPROVED = State("approved", "принята", "done", "check")
VERIFIED = State("verified", "роль подтверждена", "done", "verified")
REJECTED = State("rejected", "отклонена", "refused", "cross")
WITHDRAWN = State("withdrawn", "отозвана")
ALL = (RECEIVED, AWAITS_CODE, CHECKING, DEFERRED, APPROVED, VERIFIED, REJECTED, WITHDRAWN)


def state_of(join_request):
    """The state today. For lists: select ``membership``, nothing else is read."""
    if join_request.status == Status.APPROVED:
        return VERIFIED if _is_verified(join_request) else APPROVED
    if join_request.status == Status.REJECTED:
        return REJECTED
    if join_request.status == Status.WITHDRAWN:
        return WITHDRAWN
    if join_request.is_unconfirmed:
        return AWAITS_CODE
    until = join_request.deferred_until
    if until is not None and until > timezone.localdate():
        return replace(DEFERRED, label=f"отложена до {until:%d.%m.%Y}")
    looked = join_request.seen_at or until or join_request.held_at
    return CHECKING if looked else RECEIVED


def can_be_undone(join_request):
    """Whether its decision is fresh enough; what was built on it says `services.undo_decision`."""
    return (
        join_request.status in (Status.APPROVED, Status.REJECTED)
        and timezone.now() - join_request.decided_at <= UNDO_TERM
    )


def accepted_words(join_request):
    """What is said to whoever accepted it: who, which child, which chats were left out."""
    said = [f"Заявка принята: {join_request.applicant.full_name}."]
    if join_request.child is not None:
        said.append(f"Ребёнок: {join_request.child.full_name}.")
    return " ".join([*said, *join_request.chat_notes])


def condition(code):
    """The requests in this state, as a condition for querysets."""
    today = timezone.localdate()
    waiting = Q(status=Status.PENDING) & ~UNCONFIRMED
    later = Q(deferred_until__gt=today)
    looked = Q(seen_at__isnull=False) | Q(deferred_until__isnull=False) | Q(held_at__isnull=False)
    lasting = Q(membership__ends_on=None) | Q(membership__ends_on__gt=today)
    verified = Q(role__in=STAFF_ROLES, membership__verified_at__isnull=False) & lasting
    return {
        RECEIVED.code: waiting & ~looked,
        AWAITS_CODE.code: Q(status=Status.PENDING) & UNCONFIRMED,
        CHECKING.code: waiting & looked & ~later,
        DEFERRED.code: waiting & later,
        APPROVED.code: Q(status=Status.APPROVED) & ~verified,
        VERIFIED.code: Q(status=Status.APPROVED) & verified,
        REJECTED.code: Q(status=Status.REJECTED),
        WITHDRAWN.code: Q(status=Status.WITHDRAWN),
    }[code]


def _is_verified(join_request):
    membership = join_request.membership
    return join_request.role in STAFF_ROLES and membership.is_verified and not _is_over(membership)


def _is_over(membership):
    return membership.ends_on is not None and membership.ends_on <= timezone.localdate()


def next_step(join_request):
    """What the applicant does next, or who does: one sentence; nothing after a silent refusal."""
    state, organization = state_of(join_request), join_request.organization
    if state == APPROVED and _is_over(join_request.membership):
        return "Эта роль в организации уже закончилась."
    if state == REJECTED:
        return "" if join_request.is_silent else _after_refusal(join_request)
    days = counted(organization.decision_days, "день", "дня", "дней")
    staff = join_request.role in STAFF_ROLES
    return {
        RECEIVED.code: f"Заявку рассмотрят в организации. На решение даётся {days}.",
        AWAITS_CODE.code: "Введите код из письма, которое приходит на почту родителя, — и заявка "
        "попадёт в организацию.",
        CHECKING.code: f"В организации сверяют заявку со списками. На решение даётся {days}.",
        DEFERRED.code: "К этому дню решение примут.",
        APPROVED.code: "Войдите на портал. Чаты с семьями откроются, когда администратор "
        "подтвердит вашу роль."
        if staff
        else "Войдите на портал: организация для вас открыта.",
        VERIFIED.code: "Войдите на портал: всё, что даёт роль, для вас открыто.",
        WITHDRAWN.code: "Передумали? Заявку можно подать снова.",
    }[state.code]


def _after_refusal(join_request):
    """What the reason itself advises, where it does."""
    advice = join_request.next_step
    return advice or "Исправьте то, что указано, и подайте заявку снова — или обратитесь лично."
