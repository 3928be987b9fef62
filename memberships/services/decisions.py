"""A decision on a join request: made once, recorded with all that it made, taken back whole."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from memberships import letters
from memberships.models import FamilyLink, JoinRequest, Membership, Teaching, UnitLeadership
from memberships.models.refusal import LONGEST_NEXT_STEP
from memberships.models.request import LONGEST_REASON
from memberships.queries import reasons_for
from memberships.roles import Role
from memberships.services.acceptance import accept_one
from memberships.services.entries import release_entry
from memberships.services.matching import match_with_roster
from memberships.services.requests import decided, lock_pending
from memberships.services.rows import close
from memberships.signals import decision_undone, request_waits_again
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: How long a decision can be taken back.
UNDO_TERM = timedelta(hours=24)
LONGEST_DEFERRAL = timedelta(days=62)
#: What a decision may have made, by the name under which ``JoinRequest.made`` keeps it.
MADE = {
    "membership": Membership,
    "family_link": FamilyLink,
    "teaching": Teaching,
    "leadership": UnitLeadership,
}
Status = JoinRequest.Status


def approve_join_request(*, join_request, by):
    """Let the applicant in: the membership, a parent's family link, what the roster expects.

    Raises AlreadyDecided, or DomainError while the request is held or the child of a parent's is
    unknown.
    """
    return accept_one(join_request, by)


@transaction.atomic
def undo_decision(*, join_request, by):
    """Take a decision back within 24 hours, with all that it made; the request waits again.

    Raises DomainError when it is too late, or when something was built on what it made.
    """
    require(by, "memberships.decide_joinrequest", join_request)
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    if join_request.status not in (Status.APPROVED, Status.REJECTED):
        raise DomainError("Здесь нет решения, которое можно отменить.")
    if timezone.now() - join_request.decided_at > UNDO_TERM:
        raise DomainError("Решение можно отменить в течение суток. Закончите роль в реестре ролей.")
    if _another_waits(join_request):
        raise DomainError("Этот человек уже подал такую же заявку снова: решите её.")
    reason = f"Отменено решение по заявке № {join_request.pk}"
    was = join_request.get_status_display().lower()
    release_entry(join_request=join_request, by=by, reason=reason)
    decision_undone.send(JoinRequest, join_request=join_request, by=by, reason=reason)
    for name, pk in reversed(join_request.made):
        if name not in MADE:  # of an app above, which has taken it back by now
            continue
        row = MADE[name].objects.current().filter(pk=pk).first()
        if row is not None and not _still_needed(row):
            close(row, by=by, reason=reason)
    join_request.status, join_request.reason, join_request.made = Status.PENDING, "", []
    join_request.next_step = ""
    join_request.decided_by = join_request.decided_at = None
    join_request.membership = join_request.family_link = None
    join_request.is_silent, join_request.chat_notes = False, []
    if join_request.seen_at is None:
        join_request.seen_by, join_request.seen_at = by, timezone.now()
    match_with_roster(join_request)
    record(join_request, by=by, reason=f"Решение отменено: была {was}"[:300])
    request_waits_again.send(JoinRequest, join_request=join_request, by=by)
    transaction.on_commit(lambda: letters.tell_of_undoing.delay(join_request.pk), robust=True)
    return join_request


def _still_needed(row):
    """A parent's role that another child's link has come to rest on meanwhile."""
    return (
        isinstance(row, Membership)
        and row.role == Role.PARENT
        and FamilyLink.objects.current()
        .filter(organization_id=row.organization_id, parent_id=row.user_id)
        .exists()
    )


def _another_waits(join_request):
    same = Q(child_search_name=join_request.child_search_name) | Q(previous=join_request)
    return (
        JoinRequest.objects.pending()
        .filter(
            same,
            organization_id=join_request.organization_id,
            applicant_id=join_request.applicant_id,
            role=join_request.role,
            unit_id=join_request.unit_id,
        )
        .exists()
    )


@transaction.atomic
def defer_join_request(*, join_request, by, until):
    """Put a request off to a day; the applicant sees until when."""
    join_request = lock_pending(join_request, by)
    today = timezone.localdate()
    if not today < until <= today + LONGEST_DEFERRAL:
        raise DomainError("Отложить можно на срок от завтрашнего дня до двух месяцев.")
    join_request.deferred_until = until
    return record(
        join_request, by=by, reason=f"Отложена до {until:%d.%m.%Y}", fields=["deferred_until"]
    )


@transaction.atomic
def reject_join_request(
    *, join_request, by, reason="", next_step="", silent=False, refusal_reason=None
):
    """Refuse with a reason that the applicant reads, and what they can do next.

    ``refusal_reason`` is one of the organization's list: its words stand before ``reason``, its
    next step where none is given, and it may be silent. ``silent``: junk, nobody is written to.
    Raises DomainError without any words, or for a reason that is not offered for this request.
    """
    join_request = lock_pending(join_request, by)
    reason, next_step = reason.strip(), next_step.strip()
    if refusal_reason is not None:
        refusal_reason = _offered(refusal_reason, join_request)
        reason = f"{refusal_reason.text} {reason}".strip()
        next_step = next_step or refusal_reason.next_step
        silent = silent or refusal_reason.is_silent
    if not reason:
        raise DomainError("Укажите причину отказа: её увидит заявитель.")
    if len(reason) > LONGEST_REASON or len(next_step) > LONGEST_NEXT_STEP:
        raise DomainError("Слишком длинно: заявителю столько не прочесть. Напишите короче.")
    join_request.is_silent, join_request.deferred_until = silent, None
    join_request.next_step = "" if silent else next_step
    return decided(join_request, Status.REJECTED, by, reason)


def _offered(refusal_reason, join_request):
    """As it is now: the list may have been changed since the page was shown."""
    offered = reasons_for(join_request.organization, join_request.role)
    found = offered.filter(pk=refusal_reason.pk).first()
    if found is None:
        raise DomainError("Этой причины в перечне больше нет. Выберите другую.")
    return found
