"""The kinds of chat, their rights and who may be named a creator of them.

Labels, scopes, audiences and default creators are data of each kind of organization
(`organizations/kinds/*.toml`); here is what the code itself must know by name.
"""

from django.db import models

#: Chat kind → codename of the right to create it, asked on the organization, unit or unit-subject.
CODENAMES = {
    "head_deputies": "create_head_deputies_chat",
    "head_teachers": "create_head_teachers_chat",
    "head_parent_activists": "create_head_parent_activists_chat",
    "head_learner_activists": "create_head_learner_activists_chat",
    "management_other": "create_management_chat",
    "unit_learners": "create_learners_chat",
    "unit_parents": "create_parents_chat",
    "unit_teachers": "create_teachers_chat",
    "unit_subject": "create_subject_chat",
    "education_other": "create_education_chat",
    "other_channel": "create_channel",
}
KIND_OF_CODENAME = {codename: kind for kind, codename in CODENAMES.items()}
#: Chats with learners or parents: who creates one needs a confirmed role (norm JOIN-4).
WITH_FAMILIES = {
    "head_parent_activists",
    "head_learner_activists",
    "unit_learners",
    "unit_parents",
    "unit_subject",
    "education_other",
    "other_channel",
}


class Creator(models.TextChoices):
    """Whom a strategy may allow to create a kind of chat. Learners and parents never are."""

    ADMINISTRATOR = "administrator", "Администратор"
    HEAD = "head", "Руководитель"
    DEPUTY = "deputy", "Заместитель"
    LEADER = "leader", "Тот, кто руководит этим подразделением"
    SUBJECT_TEACHER = "subject_teacher", "Тот, кто ведёт этот предмет"
    TEACHER = "teacher", "Педагог"
    EDUCATOR = "educator", "Воспитатель"
    STAFF = "staff", "Сотрудник"


class Ruling(models.TextChoices):
    ALLOWED = "allowed", "Разрешено"
    ON_REQUEST = "on_request", "По запросу"
    DENIED = "denied", "Нельзя"
