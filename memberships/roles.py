"""The role codes. What a role is called in an organization is a word of its kind."""

from django.db import models


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "Администратор"
    HEAD = "head", "Руководитель"
    DEPUTY = "deputy", "Заместитель руководителя"
    TEACHER = "teacher", "Педагог"
    EDUCATOR = "educator", "Воспитатель"
    STAFF = "staff", "Сотрудник"
    LEARNER = "learner", "Обучающийся"
    PARENT = "parent", "Родитель (законный представитель)"


TEACHING_ROLES = frozenset({Role.TEACHER, Role.EDUCATOR})
STAFF_ROLES = frozenset(set(Role) - {Role.LEARNER, Role.PARENT})
FAMILY_ROLES = frozenset({Role.LEARNER, Role.PARENT})
ALL_ROLES = frozenset(Role)
#: Roles that rest on an order of appointment.
APPOINTED = frozenset({Role.ADMINISTRATOR, Role.HEAD})


def role_label(organization, role):
    """«Учитель», «Преподаватель» …: the role in the words of the organization's kind."""
    return organization.profile.roles[role]


def roles_by_link(unit):
    """The roles into which links for this unit invite; an administrator is never made by a link."""
    if unit.kind == unit.STAFF:
        return [role for role in Role if role in STAFF_ROLES - APPOINTED] + [Role.HEAD]
    learners = "learner_accounts" in unit.organization.profile.features
    return [Role.LEARNER, Role.PARENT] if learners else [Role.PARENT]
