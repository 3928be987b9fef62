"""Administrators are appointed by an order (norms REG-2, STR-4), and replaced while away."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from memberships.models import Appointment, Membership, Substitution
from memberships.roles import STAFF_ROLES, Role
from memberships.services.members import give_role
from memberships.services.rows import finish, insert_once
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_ABSENCE = timedelta(days=184)


@transaction.atomic
def appoint_administrator(
    *, organization, user, by, order_number, order_date, ends_on=None, substitute=None
):
    """Make a member of the staff an administrator; returns the confirmed membership.

    ``ends_on`` is the first day without the role, None for an order without a term; ``substitute``
    a membership of the staff. Raises DomainError for an order without a number or of a coming
    day, for whoever has not joined as staff, and for a substitute who cannot stand in.
    """
    require(by, "organizations.manage_members", organization)
    number, today = order_number.strip(), timezone.localdate()
    if not number:
        raise DomainError("Укажите номер приказа.")
    if order_date > today:
        raise DomainError("Дата приказа ещё не наступила.")
    if ends_on is not None and ends_on <= today:
        raise DomainError("Срок назначения уже прошёл.")
    if substitute is not None:
        _check_substitute(organization, user.pk, substitute)
    basis = f"приказ от {order_date:%d.%m.%Y} № {number}"
    membership = give_role(
        organization=organization, user=user, role=Role.ADMINISTRATOR, by=by, basis=basis
    )
    if ends_on is not None:
        membership.ends_on = ends_on
        record(membership, by=by, reason=f"Срок: {basis}", fields=["ends_on"])
    appointment = Appointment(
        organization=organization,
        membership=membership,
        order_number=number,
        order_date=order_date,
        substitute=substitute,
    )
    record(appointment, by=by, reason=basis)
    return membership


@transaction.atomic
def name_substitute(*, administrator, substitute, by, starts_on, ends_on):
    """Let ``substitute`` decide the join requests while ``administrator`` is away (memberships).

    ``ends_on`` is the first day without the substitute. One at a time for each administrator.
    """
    organization = administrator.organization
    require(by, "organizations.name_substitutes", organization)
    # Two orders for the same absence wait for one another.
    administrator = Membership.objects.select_for_update().get(pk=administrator.pk)
    if administrator.role != Role.ADMINISTRATOR or not _is_current(administrator):
        raise DomainError("Замещают только действующего администратора.")
    _check_substitute(organization, administrator.user_id, substitute)
    if ends_on <= max(starts_on, timezone.localdate()):
        raise DomainError("Замещение должно закончиться позже, чем началось, и не в прошлом.")
    if ends_on - starts_on > LONGEST_ABSENCE:
        raise DomainError("Замещение — не дольше полугода. На больший срок назначьте приказом.")
    overlapping = Substitution.objects.filter(
        administrator=administrator, starts_on__lt=ends_on, ends_on__gt=starts_on
    )
    # One that was called off before it began holds on no day.
    overlapping = overlapping.exclude(ends_on=F("starts_on"))
    if overlapping.exists():
        raise DomainError("На эти дни замещение уже назначено.")
    row = Substitution(
        organization=organization,
        administrator=administrator,
        substitute=substitute,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return insert_once(
        row, by=by, reason="Назначено замещение", taken="На эти дни замещение уже назначено."
    )


@transaction.atomic
def end_substitution(*, substitution, by, reason):
    """The administrator is back earlier, or somebody else stands in."""
    require(by, "organizations.name_substitutes", substitution.organization)
    return finish(substitution, by=by, reason=reason)


def _check_substitute(organization, administrator_id, substitute):
    if substitute.organization_id != organization.pk:
        raise DomainError("Замещающий — из другой организации.")
    if substitute.user_id == administrator_id:
        raise DomainError("Никто не замещает сам себя.")
    if substitute.role not in STAFF_ROLES or not _is_current(substitute):
        raise DomainError("Замещает тот, кто состоит в организации как сотрудник.")
    if not substitute.is_verified:
        raise DomainError("Роль замещающего ещё не подтверждена.")


def _is_current(membership):
    return Membership.objects.current().filter(pk=membership.pk).exists()
