"""A join request from the wish to the decision (norm JOIN-3)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships import tasks
from memberships.models import JoinRequest, Membership
from memberships.queries import learners_named
from memberships.roles import STAFF_ROLES, Role
from memberships.services.rows import insert_family_link, insert_membership, insert_once
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


class AlreadyDecided(DomainError):
    """Somebody else was faster."""


@transaction.atomic
def request_to_join(
    *,
    organization,
    applicant,
    role,
    unit,
    invited_by=None,
    post="",
    child_surname="",
    child_given_name="",
):
    """Ask to join. A parent's child is found by name among the unit's learners, if it is only one.

    Called by whoever vouches for the way in (an invitation was redeemed); a bare call by a user
    is not offered anywhere. Raises DomainError when role and unit do not suit one another, the
    person holds that role there already, or the same request waits.
    """
    _check_place(organization, role, unit)
    if role == Role.PARENT and not (child_surname.strip() and child_given_name.strip()):
        raise DomainError("Укажите фамилию и имя ребёнка.")
    if role != Role.PARENT:
        child_surname = child_given_name = ""
        held = Membership.objects.current().filter(
            organization=organization, user=applicant, role=role, unit=unit
        )
        if held.exists():
            raise DomainError("Вы уже состоите здесь в этой роли.")
    join_request = JoinRequest(
        organization=organization,
        applicant=applicant,
        role=role,
        unit=unit,
        invited_by=invited_by,
        post=post.strip(),
        child_surname=child_surname.strip(),
        child_given_name=child_given_name.strip(),
    )
    if role == Role.PARENT:
        found = learners_named(unit, join_request.child_typed)
        join_request.child = found[0].user if len(found) == 1 else None
    return insert_once(
        join_request,
        by=applicant,
        reason="Заявка подана",
        taken="Такая заявка уже подана и ждёт решения.",
    )


def _check_place(organization, role, unit):
    if unit.organization_id != organization.pk:
        raise DomainError("Подразделение относится к другой организации.")
    unit.require_not_over()
    if (role in STAFF_ROLES) != (unit.kind == Unit.STAFF):
        raise DomainError("Роль и подразделение не подходят друг другу.")
    if role == Role.LEARNER and "learner_accounts" not in organization.profile.features:
        raise DomainError("У детей в этой организации нет учётных записей.")


@transaction.atomic
def choose_child(*, join_request, child, by):
    """Name the learner whom a parent's request is about."""
    join_request = _lock_pending(join_request, by)
    if join_request.role != Role.PARENT:
        raise DomainError("Ребёнка указывают только в заявке родителя.")
    learner = Membership.objects.current().filter(
        organization_id=join_request.organization_id,
        unit_id=join_request.unit_id,
        role=Role.LEARNER,
        user=child,
    )
    if not learner.exists():
        raise DomainError("Этот ребёнок не числится в выбранном подразделении.")
    join_request.child = child
    return record(join_request, by=by, reason="Указан ребёнок", fields=["child"])


@transaction.atomic
def approve_join_request(*, join_request, by):
    """Let the applicant in: the membership, for a parent also the family link.

    Raises AlreadyDecided, or DomainError while the child of a parent's request is unknown.
    """
    join_request = _lock_pending(join_request, by)
    organization, reason = join_request.organization, f"Заявка № {join_request.pk}"
    join_request.unit.require_not_over()
    _check_child(join_request)
    membership = _held(join_request) or insert_membership(
        organization=organization,
        user=join_request.applicant,
        role=join_request.role,
        unit=join_request.unit,
        post=join_request.post,
        by=by,
        reason=reason,
    )
    join_request.membership = membership
    if join_request.role == Role.PARENT:
        join_request.family_link = insert_family_link(
            organization=organization,
            parent=join_request.applicant,
            child=join_request.child,
            by=by,
            reason=reason,
        )
    return _decide(join_request, JoinRequest.Status.APPROVED, by)


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
def reject_join_request(*, join_request, by, reason):
    """Refuse with a reason that the applicant reads."""
    join_request = _lock_pending(join_request, by)
    if not reason.strip():
        raise DomainError("Укажите причину отказа: её увидит заявитель.")
    return _decide(join_request, JoinRequest.Status.REJECTED, by, reason.strip())


@transaction.atomic
def withdraw_join_request(*, join_request, by):
    """The applicant changes their mind while nobody has decided."""
    if join_request.applicant_id != by.pk:
        raise PermissionDenied("Отозвать заявку может только тот, кто её подал.")
    join_request = _pending(join_request)
    return _decide(join_request, JoinRequest.Status.WITHDRAWN, by)


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


def _lock_pending(join_request, by):
    require(by, "memberships.decide_joinrequest", join_request)
    return _pending(join_request)


def _pending(join_request):
    # Two administrators may press the button at once: look again under the lock.
    join_request = JoinRequest.objects.select_for_update().get(pk=join_request.pk)
    if not join_request.is_pending:
        when = timezone.localtime(join_request.decided_at)
        raise AlreadyDecided(
            f"Заявка уже решена: {join_request.get_status_display().lower()}, "
            f"{join_request.decided_by.short_name}, {when:%d.%m.%Y в %H:%M}."
        )
    return join_request


def _decide(join_request, status, by, reason=""):
    join_request.status, join_request.reason = status, reason
    join_request.decided_by, join_request.decided_at = by, timezone.now()
    record(
        join_request,
        by=by,
        reason=reason or join_request.get_status_display(),
        fields=["status", "reason", "decided_by", "decided_at", "membership", "family_link"],
    )
    if status != JoinRequest.Status.WITHDRAWN:
        # A decision stands even where the message about it cannot be handed over.
        # (Not a partial: Django names the function that failed, and a partial has no name.)
        transaction.on_commit(lambda: tasks.tell_applicant.delay(join_request.pk), robust=True)
    return join_request
