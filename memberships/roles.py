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
