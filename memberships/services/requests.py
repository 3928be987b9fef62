"""A join request from the wish to the decision (norm JOIN-3)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from memberships import letters
from memberships.models import JoinRequest, Membership
from memberships.queries import is_learner, learners_named
from memberships.roles import STAFF_ROLES, Role
from memberships.services.matching import match_with_roster
from memberships.services.rows import insert_once
from organizations.models import Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: The columns that a decision writes.
DECISION = (
    "status reason decided_by decided_at membership family_link made deferred_until is_silent entry"
).split()

LEARNER_IS_NO_PARENT = (
    "Эта учётная запись — ребёнка, а заявка — родителя. Выйдите; пусть родитель войдёт под своим "
    "именем или зарегистрируется."
)


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
    child=None,
    named_entry=None,
):
    """Ask to join. A parent's child is found by name among the unit's learners, if it is only one;
    with ``child`` (a user, from a personal link) nobody needs to be found. ``named_entry`` is whom
    a personal link names in the roster: the request is compared with that entry.

    Called by whoever vouches for the way in (an invitation was redeemed); a bare call by a user
    is not offered anywhere. Raises DomainError when role and unit do not suit one another, a
    learner asks to be a parent, the person holds that role there already, or the same request
    waits.
    """
    _check_place(organization, role, unit)
    if role == Role.PARENT and is_learner(applicant, organization):
        raise DomainError(organization.words.format(LEARNER_IS_NO_PARENT))
    if child is not None:
        child_surname, child_given_name = child.surname, child.given_name
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
        named_entry=named_entry,
    )
    if role == Role.PARENT:
        found = [] if child else learners_named(unit, join_request.child_typed)
        join_request.child = child or (found[0].user if len(found) == 1 else None)
    match_with_roster(join_request)
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
    join_request = lock_pending(join_request, by)
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
def withdraw_join_request(*, join_request, by):
    """The applicant changes their mind while nobody has decided."""
    if join_request.applicant_id != by.pk:
        raise PermissionDenied("Отозвать заявку может только тот, кто её подал.")
    join_request = still_pending(join_request)
    return decided(join_request, JoinRequest.Status.WITHDRAWN, by)


def lock_pending(join_request, by):
    require(by, "memberships.decide_joinrequest", join_request)
    return still_pending(join_request)


def still_pending(join_request):
    # Two administrators may press the button at once: look again under the lock.
    rows = JoinRequest.objects.select_related("organization", "applicant", "unit__school_year")
    join_request = rows.select_for_update(of=("self",)).get(pk=join_request.pk)
    if not join_request.is_pending:
        when = timezone.localtime(join_request.decided_at)
        raise AlreadyDecided(
            f"Заявка уже решена: {join_request.get_status_display().lower()}, "
            f"{join_request.decided_by.short_name}, {when:%d.%m.%Y в %H:%M}."
        )
    return join_request


def decided(join_request, status, by, reason=""):
    join_request.status, join_request.reason = status, reason
    join_request.decided_by, join_request.decided_at = by, timezone.now()
    record(
        join_request,
        by=by,
        reason=reason or join_request.get_status_display(),
        fields=DECISION,
    )
    if status != JoinRequest.Status.WITHDRAWN and not join_request.is_silent:
        # A decision stands even where the message about it cannot be handed over.
        # (Not a partial: Django names the function that failed, and a partial has no name.)
        transaction.on_commit(lambda: letters.tell_applicant.delay(join_request.pk), robust=True)
    return join_request
