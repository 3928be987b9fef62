"""Inserts that other verbs are made of. They ask no right: their callers did."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from memberships.models import FamilyLink, Membership
from memberships.restrictions import is_restricted_pair
from memberships.roles import STAFF_ROLES, Role
from organizations.models import Unit
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: Without the basis: leaders read it too.
RESTRICTED = (
    "Есть ограничение между этим родителем и ребёнком. Снять его может администратор: "
    "в реестре семей, с основанием."
)


def unit_for_role(organization, role, unit):
    """Where a role is placed: staff in «Сотрудники», a learner in a class, a parent nowhere.

    Raises DomainError when the unit is another organization's or does not suit the role.
    """
    if unit is not None and unit.organization_id != organization.pk:
        raise DomainError("Подразделение относится к другой организации.")
    if role in STAFF_ROLES:
        if unit is not None and unit.kind == Unit.STAFF:
            return unit
        return Unit.objects.get(organization=organization, kind=Unit.STAFF)
    if role == Role.PARENT:
        return None
    if unit is None or unit.kind == Unit.STAFF:
        raise DomainError(
            organization.words.format("Выберите {unit.acc}: без этого в список не записать.")
        )
    unit.require_not_over()
    return unit


def insert_membership(*, organization, user, role, by, unit=None, post="", starts_on=None, reason):
    """A new role; raises DomainError when the person already holds it there."""
    membership = Membership(
        organization=organization,
        user=user,
        role=role,
        unit=unit_for_role(organization, role, unit),
        post=post,
        starts_on=starts_on or timezone.localdate(),
    )
    return insert_once(membership, by=by, reason=reason, taken="Эта роль у человека уже есть.")


def insert_family_link(*, organization, parent, child, by, reason):
    """The open link between the two and whether it is new; an existing one stays as it is.

    A restriction outlives the link: while it is not lifted, nobody links the two anew.
    """
    if parent.pk == child.pk:
        raise DomainError("Никто не может быть родителем самому себе.")
    if is_restricted_pair(organization, parent, child):
        raise DomainError(RESTRICTED)
    link = FamilyLink.objects.current().filter(
        organization=organization, parent=parent, child=child
    )
    if existing := link.first():
        return existing, False
    row = FamilyLink(
        organization=organization, parent=parent, child=child, starts_on=timezone.localdate()
    )
    return insert_once(row, by=by, reason=reason, taken="Эта семейная связь уже записана."), True


def insert_once(row, *, by, reason, taken):
    """Save a row; a broken unique constraint becomes the sentence ``taken``."""
    try:
        with transaction.atomic():
            return record(row, by=by, reason=reason)
    except IntegrityError as error:
        raise DomainError(taken) from error


def finish(row, *, by, reason):
    """End a row with a term today, once and with a reason; else raises DomainError."""
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if row.ends_on is not None and row.ends_on <= timezone.localdate():
        raise DomainError("Это уже закончено.")
    if not reason.strip():
        raise DomainError("Укажите причину.")
    return close(row, by=by, reason=reason.strip())


def close(row, *, by, reason, ends_on=None):
    """End a row with a term today (or on a given day); one that never began ends as it began."""
    row.ends_on = max(ends_on or timezone.localdate(), row.starts_on)
    return record(row, by=by, reason=reason, fields=["ends_on"])


def end_parent_without_children(*, link, by, reason):
    """A parent's role lasts while one of the links to children here does; ``link`` has ended."""
    here = {"organization_id": link.organization_id}
    until = FamilyLink.objects.filter(parent_id=link.parent_id, **here).last_day()
    if until is None:
        return
    roles = Membership.objects.filter(role=Role.PARENT, user_id=link.parent_id, **here)
    for parent in roles.beyond(until):
        close(parent, by=by, reason=reason, ends_on=until)
