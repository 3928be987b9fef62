"""Exceptions through django-guardian: the only module that assigns or removes permissions.

An exception gives one person one right on one object, with a reason and a term. It holds for
people who are staff of the organization now; learners and parents never create chats.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from guardian.backends import ObjectPermissionBackend
from guardian.shortcuts import assign_perm, remove_perm

from memberships.chat_rights import CHAT_PERMISSIONS, is_over, scope_of
from memberships.models import OrganizationGrant, UnitGrant, UnitSubjectGrant
from memberships.roles import STAFF_ROLES
from memberships.standing import Standing
from organizations.chat_kinds import KIND_OF_CODENAME, WITH_FAMILIES
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

GRANT_MODELS = {
    "organization": OrganizationGrant,
    "unit": UnitGrant,
    "unit_subject": UnitSubjectGrant,
}
#: What may be given as an exception.
GRANTABLE = CHAT_PERMISSIONS | {"organizations.issue_unit_invitations"}
LONGEST_TERM = timedelta(days=366)


@transaction.atomic
def give(*, user, perm, obj, by, reason, expires_on):
    """Give an exception until ``expires_on`` (exclusive); again for the same right: a new term.

    Raises DomainError when the person is not staff here, the right takes no exceptions, the kind
    of organization has no such chat, or reason or term are missing.
    """
    organization = obj.organization
    require(by, "organizations.grant_exceptions", organization)
    today = timezone.localdate()
    if not reason.strip():
        raise DomainError("Укажите основание исключения.")
    if not today < expires_on <= today + LONGEST_TERM:
        raise DomainError("Срок исключения — от одного дня до года.")
    codename = perm.partition(".")[2]
    model = GRANT_MODELS[scope_of(obj)]
    if perm not in GRANTABLE or not obj_has_permission(obj, codename):
        raise DomainError("Такое право исключением не даётся.")
    if perm in CHAT_PERMISSIONS:
        kind = organization.profile.chats.get(KIND_OF_CODENAME[codename])
        if kind is None or scope_of(obj) not in kind.scopes:
            raise DomainError("Такие чаты в организации не предусмотрены.")
    if not Standing(user, organization).roles & STAFF_ROLES:
        raise DomainError("Исключение можно дать только сотруднику организации.")
    assign_perm(perm, user, obj)
    grant = model.objects.select_for_update().get(
        user=user, content_object=obj, permission__codename=codename
    )
    grant.reason, grant.expires_on, grant.granted_by = reason.strip(), expires_on, by
    return record(grant, by=by, reason=reason.strip())


@transaction.atomic
def take_back(*, grant, by, reason):
    """End an exception at once; its history stays."""
    require(by, "organizations.grant_exceptions", grant.organization)
    if not reason.strip():
        raise DomainError("Укажите, почему исключение отменяется.")
    grant = type(grant).objects.select_for_update().filter(pk=grant.pk).first()
    if grant is None:
        raise DomainError("Это исключение уже отменено.")
    grant.expires_on = timezone.localdate()
    record(grant, by=by, reason=reason.strip(), fields=["expires_on"])
    remove_perm(f"organizations.{grant.permission.codename}", grant.user, grant.content_object)


def obj_has_permission(obj, codename):
    return codename in {name for name, _ in obj._meta.permissions}


class GrantBackend(ObjectPermissionBackend):
    """Guardian's answer, narrowed to exceptions that are in force for staff of today."""

    def has_perm(self, user_obj, perm, obj=None):
        if obj is None or user_obj.is_anonymous or perm not in GRANTABLE:
            return False
        codename = perm.partition(".")[2]
        if not hasattr(obj, "grants") or not obj_has_permission(obj, codename) or is_over(obj):
            return False
        in_force = obj.grants.filter(
            user_id=user_obj.pk,
            permission__codename=codename,
            expires_on__gt=timezone.localdate(),
        )
        if not in_force.exists() or not super().has_perm(user_obj, perm, obj):
            return False
        standing = Standing(user_obj, obj.organization)
        if KIND_OF_CODENAME.get(codename) in WITH_FAMILIES:
            return bool(STAFF_ROLES & standing.verified_roles)
        return standing.is_staff
