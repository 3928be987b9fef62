"""Who takes part in a chat: live rules, read in two directions.

`people` answers "who is in this chat?" by a join over memberships, `audiences_of` answers "which
rules hold for this person?" from their standing. The two must agree; a test compares them.
"""

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from memberships.models import FamilyLink, Membership, Teaching, UnitLeadership
from memberships.restrictions import without_shut_out
from memberships.roles import STAFF_ROLES, TEACHING_ROLES, Role


class Audience(models.TextChoices):
    EVERYBODY = "everybody", "Все участники"
    STAFF = "staff", "Все сотрудники"
    TEACHING_STAFF = "teaching_staff", "Педагогические работники"
    HEAD = "head", "Руководитель"
    DEPUTIES = "deputies", "Заместители руководителя"
    ADMINISTRATORS = "administrators", "Администраторы"
    PARENT_ACTIVISTS = "parent_activists", "Родительский актив"
    LEARNER_ACTIVISTS = "learner_activists", "Актив обучающихся"
    UNIT_LEARNERS = "unit_learners", "Обучающиеся подразделения"
    UNIT_PARENTS = "unit_parents", "Родители обучающихся подразделения"
    UNIT_LEADERS = "unit_leaders", "Руководители подразделения"
    UNIT_TEACHERS = "unit_teachers", "Педагоги подразделения"
    SUBJECT_TEACHERS = "subject_teachers", "Педагоги, ведущие предмет"


#: Audiences that are simply holders of roles.
ROLES_OF = {
    Audience.STAFF: STAFF_ROLES,
    Audience.TEACHING_STAFF: TEACHING_ROLES,
    Audience.HEAD: {Role.HEAD},
    Audience.DEPUTIES: {Role.DEPUTY},
    Audience.ADMINISTRATORS: {Role.ADMINISTRATOR},
}
ACTIVISTS = {
    Audience.PARENT_ACTIVISTS: Role.PARENT,
    Audience.LEARNER_ACTIVISTS: Role.LEARNER,
}
#: Audiences of learners, most of whom are children.
MINORS = {Audience.LEARNER_ACTIVISTS, Audience.UNIT_LEARNERS}
#: Kinds of chat for whose chosen members only staff come into question.
STAFF_KINDS = {"management_other"}


def memberships_in(organization, code, unit_id=None, unit_subject_id=None):
    """The current memberships through which people with an account belong to one audience."""
    rows = Membership.objects.current().filter(organization=organization).with_account()
    if code == Audience.EVERYBODY:
        return without_shut_out(rows, organization)
    if code in ROLES_OF:
        return rows.filter(role__in=ROLES_OF[code])
    if code in ACTIVISTS:
        rows = rows.filter(role=ACTIVISTS[code], is_activist=True)
        return without_shut_out(rows, organization)
    if code == Audience.UNIT_LEARNERS:
        return rows.filter(role=Role.LEARNER, unit_id=unit_id)
    if code == Audience.UNIT_PARENTS:
        learners = Membership.objects.current().filter(
            organization=organization, role=Role.LEARNER, unit_id=unit_id
        )
        links = (
            FamilyLink.objects.current()
            .free()
            .filter(organization=organization, child__in=learners.values("user"))
        )
        return rows.filter(role=Role.PARENT, user__in=links.values("parent"))
    if code == Audience.UNIT_LEADERS:
        leaderships = UnitLeadership.objects.current().filter(unit_id=unit_id)
        return rows.filter(pk__in=leaderships.values("membership"))
    teachings = Teaching.objects.current()
    if code == Audience.UNIT_TEACHERS:
        teachings = teachings.filter(unit_subject__unit_id=unit_id)
    elif code == Audience.SUBJECT_TEACHERS:
        teachings = teachings.filter(unit_subject_id=unit_subject_id)
    else:
        raise ValueError(f"Unknown audience: {code}")
    return rows.filter(pk__in=teachings.values("membership"))


def people(organization, audiences, chosen=None, within=((Audience.EVERYBODY, None, None),)):
    """The persons of several audiences, each once.

    ``audiences`` are ``(code, unit_id, unit_subject_id)``; ``chosen`` is a queryset of user ids,
    of whom those count who belong to one of the audiences ``within`` today.
    """
    users = _users_of(organization, audiences)
    if chosen is not None:
        users |= Q(pk__in=chosen) & _users_of(organization, within)
    return get_user_model().objects.filter(users, is_active=True).order_by("search_name", "pk")


def _users_of(organization, audiences):
    users = Q(pk__in=[])
    for code, unit_id, unit_subject_id in audiences:
        rows = memberships_in(organization, code, unit_id, unit_subject_id)
        users |= Q(pk__in=rows.values("user"))
    return users


def within_of_chosen(kind, unit_id):
    """Among whom the chosen people of a chat must still be: what they were chosen as.

    A chat of managers is for staff; a chat of a unit for staff and the unit's own families.
    """
    if kind in STAFF_KINDS:
        return [(Audience.STAFF, None, None)]
    if unit_id is None:
        return [(Audience.EVERYBODY, None, None)]
    families = (Audience.UNIT_LEARNERS, Audience.UNIT_PARENTS)
    return [(Audience.STAFF, None, None)] + [(code, unit_id, None) for code in families]


def chosen_still(standing):
    """A filter on chosen members of the person: those that `within_of_chosen` lets count."""
    if standing.is_staff:
        return Q()
    if not standing.taking_part:
        return Q(pk__in=[])
    families = standing.learner_units | standing.children_units
    return ~Q(chat__kind__in=STAFF_KINDS) & (Q(chat__unit=None) | Q(chat__unit__in=families))


def audiences_of(standing):
    """A filter on rows with ``code``, ``unit``, ``unit_subject``: the rules that hold today."""
    if not standing.taking_part:
        return Q(pk__in=[])
    whole = {Audience.EVERYBODY}
    whole |= {code for code, roles in ROLES_OF.items() if standing.roles & roles}
    whole |= {
        code
        for code, role in ACTIVISTS.items()
        if role in standing.taking_part
        and any(row.role == role and row.is_activist for row in standing.memberships)
    }
    return (
        Q(code__in=whole)
        | Q(code=Audience.UNIT_LEARNERS, unit_id__in=standing.learner_units)
        | Q(code=Audience.UNIT_PARENTS, unit_id__in=standing.children_units)
        | Q(code=Audience.UNIT_LEADERS, unit_id__in=standing.led_units)
        | Q(code=Audience.UNIT_TEACHERS, unit_id__in=standing.taught_units)
        | Q(code=Audience.SUBJECT_TEACHERS, unit_subject_id__in=standing.taught_unit_subjects)
    )
