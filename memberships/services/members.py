"""People get and lose roles, lead units and teach subjects."""

from django.db import transaction
from django.utils import timezone

from accounts.services import register_person
from memberships import letters
from memberships.models import FamilyLink, Membership, Teaching, UnitLeadership
from memberships.roles import APPOINTED, STAFF_ROLES, TEACHING_ROLES, Role
from memberships.services.rows import (
    close,
    end_parent_without_children,
    finish,
    insert_membership,
    insert_once,
)
from organizations.models import Organization, Unit
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


@transaction.atomic
def add_member(*, organization, user, role, by, **fields):
    """Give a person a role; with a ``basis`` the role is confirmed at once (norm JOIN-4).

    Heads rest on an order, so their role is never given without a basis. Administrators are
    appointed (`appointments.appoint_administrator`); only the operator enters the first one so.
    Further ``fields``: unit, post, basis, starts_on.
    """
    require(by, "organizations.manage_members", organization)
    if role == Role.ADMINISTRATOR and not by.is_superuser:
        raise DomainError("Администратора назначают приказом: «Назначить администратора».")
    return give_role(organization=organization, user=user, role=role, by=by, **fields)


def give_role(*, organization, user, role, by, unit=None, post="", basis="", starts_on=None):
    """The part of `add_member` and of appointments that asks no right: their callers did."""
    if role in APPOINTED and not basis.strip():
        raise DomainError("Укажите основание: номер и дату приказа о назначении.")
    _require_appointable(organization, user, role, by)
    if role != Role.LEARNER and not user.has_account:
        raise DomainError("У этого человека нет учётной записи.")
    accounts = "learner_accounts" in organization.profile.features
    if role == Role.LEARNER and user.has_account and not accounts:
        raise DomainError("У детей в этой организации нет учётных записей.")
    membership = insert_membership(
        organization=organization,
        user=user,
        role=role,
        by=by,
        unit=unit,
        post=post,
        starts_on=starts_on,
        reason=basis or "Добавлен администратором",
    )
    return _verify(membership, by, basis) if basis.strip() else membership


@transaction.atomic
def add_learner(*, organization, unit, surname, given_name, by, patronymic=""):
    """Enter a learner who has no account (yet) into a unit's list; returns the membership."""
    require(by, "organizations.manage_members", organization)
    child = register_person(
        surname=surname, given_name=given_name, patronymic=patronymic, password=None, by=by
    )
    return insert_membership(
        organization=organization,
        user=child,
        role=Role.LEARNER,
        unit=unit,
        by=by,
        reason="Внесён в список администратором",
    )


@transaction.atomic
def verify_membership(*, membership, by, basis):
    """Confirm the status (norm JOIN-4) on a stated basis; only once."""
    require(by, "organizations.manage_members", membership.organization)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.is_verified:
        raise DomainError("Эта роль уже подтверждена.")
    if not basis.strip():
        raise DomainError("Укажите основание подтверждения.")
    _require_appointable(membership.organization, membership.user, membership.role, by)
    return _verify(membership, by, basis)


def _require_appointable(organization, user, role, by):
    """One person alone shall not become, or make, who approves the regulation.

    An administrator enters the head where there is none; who follows a head in office is entered
    by the operator of the portal. Nobody appoints themselves, nor lets themselves into the chats
    of families.
    """
    if by.is_superuser:
        return
    if user.pk == by.pk and role in (*APPOINTED, Role.PARENT):
        raise DomainError(
            "Себе такую роль не дают: её вносит другой администратор или оператор портала."
        )
    current = Membership.objects.current().filter(organization=organization)
    if role == Role.ADMINISTRATOR and not current.filter(user=user, role__in=STAFF_ROLES).exists():
        # Norm STR-4.
        raise DomainError("Администратором назначают того, кто уже вступил как сотрудник.")
    in_office = current.filter(role=Role.HEAD, verified_at__isnull=False)
    if role == Role.HEAD and in_office.exclude(user=user).exists():
        raise DomainError("Руководитель уже есть. Смену руководителя вносит оператор портала.")


def _verify(membership, by, basis):
    membership.verified_at, membership.verified_by = timezone.now(), by
    membership.verification_basis = basis.strip()
    record(
        membership,
        by=by,
        reason=f"Роль подтверждена: {basis.strip()}"[:300],
        fields=["verified_at", "verified_by", "verification_basis"],
    )
    if membership.role in APPOINTED:
        transaction.on_commit(lambda: letters.tell_of_appointment.delay(membership.pk), robust=True)
    return membership


@transaction.atomic
def set_activist(*, membership, by, is_activist):
    """Mark a parent or learner as belonging to the activists, or no longer."""
    require(by, "organizations.manage_members", membership.organization)
    if membership.role not in (Role.PARENT, Role.LEARNER):
        words = membership.organization.words
        raise DomainError(words.format("В актив входят только {families}."))
    membership.is_activist = is_activist
    return record(membership, by=by, reason="Актив", fields=["is_activist"])


@transaction.atomic
def end_membership(*, membership, by, reason, ends_on=None):
    """End a role and all that rests on it: leaderships, teachings, a leaving child's family links.

    A parent without any other child here loses the parent's role too. Norm STR-5.
    """
    organization = membership.organization
    require(by, "organizations.manage_members", organization)
    if not reason.strip():
        raise DomainError("Укажите причину.")
    if membership.role == Role.ADMINISTRATOR:
        # Two administrators who leave at once wait for one another.
        Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ends_on is not None and membership.ends_on <= timezone.localdate():
        raise DomainError("Эта роль уже закончилась.")
    if membership.role == Role.HEAD and membership.is_verified and not by.is_superuser:
        raise DomainError("Смену руководителя вносит оператор портала.")
    if membership.role == Role.ADMINISTRATOR and not _other_administrator(membership):
        raise DomainError("Это последний администратор. Сначала назначьте другого.")
    close(membership, by=by, reason=reason, ends_on=ends_on)
    until = membership.ends_on
    resting = [membership.leaderships, membership.teachings]
    resting += [membership.absences, membership.substitutions]
    if membership.role == Role.LEARNER:
        _end_family_of(membership, by=by, reason=reason)
    elif membership.role == Role.PARENT:
        resting.append(
            FamilyLink.objects.filter(organization=organization, parent_id=membership.user_id)
        )
    for rows in resting:
        for row in rows.beyond(until):
            close(row, by=by, reason=reason, ends_on=until)
    return membership


def _other_administrator(membership):
    """Whether somebody else administers who is able to and whose role has no end."""
    return (
        Membership.objects.current()
        .filter(
            organization_id=membership.organization_id,
            role=Role.ADMINISTRATOR,
            ends_on=None,
            verified_at__isnull=False,
            user__is_active=True,
        )
        .exclude(pk=membership.pk)
        .exists()
    )


def _end_family_of(membership, *, by, reason):
    """A family link lasts while the child learns here, a parent's role while one of the links."""
    here = {"organization_id": membership.organization_id}
    learning = Membership.objects.filter(role=Role.LEARNER, user_id=membership.user_id, **here)
    if (until := learning.last_day()) is None:
        return
    links = FamilyLink.objects.filter(child_id=membership.user_id, **here)
    for link in links.beyond(until):
        close(link, by=by, reason=reason, ends_on=until)
        end_parent_without_children(link=link, by=by, reason=reason)


@transaction.atomic
def assign_leader(*, membership, unit, by, starts_on=None):
    """Attach a staff member to a unit as its leader (norm STR-3)."""
    _require_same_organization(membership, unit, by)
    if membership.role not in TEACHING_ROLES:
        raise DomainError("Подразделением руководит педагогический работник.")
    if unit.kind == Unit.STAFF:
        raise DomainError("У подразделения «Сотрудники» такого руководителя нет.")
    unit.require_not_over()
    row = UnitLeadership(
        organization_id=unit.organization_id,
        membership=membership,
        unit=unit,
        starts_on=starts_on or timezone.localdate(),
    )
    return insert_once(
        row, by=by, reason="Назначено", taken="Этот человек уже руководит подразделением."
    )


@transaction.atomic
def assign_teaching(*, membership, unit_subject, by, starts_on=None):
    _require_same_organization(membership, unit_subject, by)
    unit_subject.unit.require_not_over()
    row = Teaching(
        organization_id=unit_subject.organization_id,
        membership=membership,
        unit_subject=unit_subject,
        starts_on=starts_on or timezone.localdate(),
    )
    words = unit_subject.organization.words
    taken = words.format("Этот человек уже ведёт здесь {subject.acc}.")
    return insert_once(row, by=by, reason="Назначено", taken=taken)


def _require_same_organization(membership, place, by):
    require(by, "organizations.manage_members", membership.organization)
    if membership.organization_id != place.organization_id:
        raise DomainError("Человек и подразделение — из разных организаций.")
    if membership.role not in STAFF_ROLES:
        raise DomainError("Это можно поручить только сотруднику.")


@transaction.atomic
def end_leadership(*, leadership, by, reason):
    require(by, "organizations.manage_members", leadership.organization)
    return finish(leadership, by=by, reason=reason)


@transaction.atomic
def end_teaching(*, teaching, by, reason):
    require(by, "organizations.manage_members", teaching.organization)
    return finish(teaching, by=by, reason=reason)
