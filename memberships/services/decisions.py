"""A decision on a join request: made once, recorded with all that it made, taken back whole."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships import letters
from memberships.models import FamilyLink, JoinRequest, Membership, Teaching, UnitLeadership
from memberships.roles import Role
from memberships.services.entries import claim_entry, release_entry
from memberships.services.holding import require_not_held
from memberships.services.matching import match_with_roster
from memberships.services.requests import decided, lock_pending
from memberships.services.rows import close, insert_family_link, insert_membership
from memberships.signals import decision_undone
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


@transaction.atomic
def approve_join_request(*, join_request, by):
    """Let the applicant in: the membership, a parent's family link, what the roster expects.

    Raises AlreadyDecided, or DomainError while the request is held or the child of a parent's is
    unknown.
    """
    join_request = lock_pending(join_request, by)
    require_not_held(join_request)
    organization, reason = join_request.organization, f"Заявка № {join_request.pk}"
    join_request.unit.require_not_over()
    _take_child_of_the_roster(join_request)
    _check_child(join_request)
    made = []
    membership = _held(join_request)
    if membership is None:
        membership = insert_membership(
            organization=organization,
            user=join_request.applicant,
            role=join_request.role,
            unit=join_request.unit,
            post=join_request.post,
            by=by,
            reason=reason,
        )
        made.append(["membership", membership.pk])
    join_request.membership = membership
    if join_request.role == Role.PARENT:
        join_request.family_link, is_new = insert_family_link(
            organization=organization,
            parent=join_request.applicant,
            child=join_request.child,
            by=by,
            reason=reason,
        )
        made += [["family_link", join_request.family_link.pk]] if is_new else []
    join_request.made = made + claim_entry(join_request=join_request, by=by, reason=reason)
    join_request.deferred_until = None
    return decided(join_request, Status.APPROVED, by)


def _take_child_of_the_roster(join_request):
    """A matched parent's child is the roster's, whatever the parent typed."""
    if join_request.role != Role.PARENT or join_request.child_id is not None:
        return
    if join_request.pile == JoinRequest.Pile.MATCHED and join_request.entry is not None:
        learner = join_request.entry.child or join_request.entry
        join_request.child_id = learner.user_id


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
    for name, pk in reversed(join_request.made):
        row = MADE[name].objects.current().filter(pk=pk).first()
        if row is not None and not _still_needed(row):
            close(row, by=by, reason=reason)
    join_request.status, join_request.reason, join_request.made = Status.PENDING, "", []
    join_request.decided_by = join_request.decided_at = None
    join_request.membership = join_request.family_link = None
    join_request.is_silent = False
    match_with_roster(join_request)
    record(join_request, by=by, reason=f"Решение отменено: была {was}"[:300])
    decision_undone.send(JoinRequest, join_request=join_request, by=by)
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
    return (
        JoinRequest.objects.pending()
        .filter(
            organization_id=join_request.organization_id,
            applicant_id=join_request.applicant_id,
            role=join_request.role,
            unit_id=join_request.unit_id,
            child_search_name=join_request.child_search_name,
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


def _check_child(join_request):
    if join_request.lacks_child:
        raise DomainError(
            f"Ребёнок «{join_request.child_typed}» не найден. Откройте заявку и выберите его."
        )
    if join_request.child_id and not Membership.objects.current().filter(
        organization_id=join_request.organization_id,
        role=Role.LEARNER,
        user_id=join_request.child_id,
    ):
        raise DomainError("Этот ребёнок здесь больше не числится. Откройте заявку и выберите его.")


def _held(join_request):
    """The role that a parent of a second child has already."""
    return (
        Membership.objects.current()
        .filter(
            organization_id=join_request.organization_id,
            user_id=join_request.applicant_id,
            role=Role.PARENT,
        )
        .first()
        if join_request.role == Role.PARENT
        else None
    )


@transaction.atomic
def reject_join_request(*, join_request, by, reason, silent=False):
    """Refuse with a reason that the applicant reads; ``silent``: junk, nobody is written to."""
    join_request = lock_pending(join_request, by)
    if not reason.strip():
        raise DomainError("Укажите причину отказа: её увидит заявитель.")
    join_request.is_silent, join_request.deferred_until = silent, None
    return decided(join_request, Status.REJECTED, by, reason.strip())


def approve_many(*, join_requests, by):
    """Approve each in a transaction of its own; returns ``[(join_request, sentence or None)]``.

    One refused row blocks no other; the right is asked again for each.
    """
    results = []
    for join_request in join_requests:
        try:
            approve_join_request(join_request=join_request, by=by)
            results.append((join_request, None))
        except DomainError as error:
            results.append((join_request, str(error)))
        except PermissionDenied:
            results.append((join_request, "У вас нет права решать эту заявку."))
    return results
