"""A decision on a join request: made once, recorded with all that it made.

`undoing` takes it back.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from memberships.models import JoinRequest
from memberships.models.refusal import LONGEST_NEXT_STEP
from memberships.models.request import LONGEST_REASON
from memberships.queries import reasons_for
from memberships.services.acceptance import accept_one
from memberships.services.members import add_learner
from memberships.services.requests import choose_child, decided, lock_pending
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_DEFERRAL = timedelta(days=62)
#: Under these names `JoinRequest.made` keeps which child was named before, and the role of a
#: learner who was entered for this request.
FORMER_CHILD, ENTERED_CHILD = "former_child", "entered_child"
Status = JoinRequest.Status


def approve_join_request(*, join_request, by):
    """Let the applicant in: the membership, a parent's family link, what the roster expects.

    Raises AlreadyDecided, or DomainError while the request is held or the child of a parent's is
    unknown.
    """
    return accept_one(join_request, by)


@transaction.atomic
def approve_with_child(*, join_request, child, by):
    """Name the learner whom the parent means and accept, or neither; undoing names the former one.

    Raises what `choose_child` and `approve_join_request` raise.
    """
    return _approve_with(join_request, child, by)


@transaction.atomic
def approve_with_new_child(*, join_request, by, **names):
    """The child enters the unit's list, is named, and the parent is let in; or none of it.

    Undoing takes the child out of the list again, unless something rests on it by then.
    """
    learner = add_learner(
        organization=join_request.organization, unit=join_request.unit, by=by, **names
    )
    return _approve_with(join_request, learner.user, by, [ENTERED_CHILD, learner.pk])


def _approve_with(join_request, child, by, *made):
    join_request = lock_pending(join_request, by)
    former = [FORMER_CHILD, join_request.child_id]
    choose_child(join_request=join_request, child=child, by=by)
    accepted = accept_one(join_request, by)
    # First: what was made last is taken back first.
    accepted.made = [former, *made, *accepted.made]
    return record(accepted, by=by, reason="Ребёнок указан при решении", fields=["made"])


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
