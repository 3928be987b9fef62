"""The school: thirty classes, their teachers by the curriculum, families; two thousand people."""

from collections import deque

from memberships.roles import Role
from sferum_portal.demo_data.people import Person
from sferum_portal.demo_data.school_curriculum import (
    CLASSES,
    DEPARTMENTS,
    IN_GROUPS,
    subjects_of,
)

LEADERS_CLASS = "5А"
DEPUTIES = (
    "заместитель директора по учебно-воспитательной работе",
    "заместитель директора по начальным классам",
    "заместитель директора по воспитательной работе",
    "заместитель директора по административно-хозяйственной работе",
)
OTHER_TEACHERS = (
    "педагог-психолог",
    "социальный педагог",
    "учитель-логопед",
    "педагог-библиотекарь",
    "педагог дополнительного образования",
    "педагог дополнительного образования",
)
OTHER_STAFF = (
    "секретарь",
    "делопроизводитель",
    "главный бухгалтер",
    "заведующий хозяйством",
    "лаборант",
    "техник",
)
MEN_POSTS = {"физической культуры", "безопасности", "физики", "информатики", "труда", "техник"}


def build(plan, families):
    _hire_administration(plan)
    departments = _hire_departments(plan)
    _hire_others(plan)
    units = [
        plan.unit("class", f"{grade}{letter}", grade)
        for grade, number in CLASSES.items()
        for letter in "АБВ"[:number]
    ]
    plan.leader_unit = plan.units[LEADERS_CLASS]
    # The leader's class comes first: the first teachers of each department teach there.
    units.sort(key=lambda unit: unit is not plan.leader_unit)
    for number, unit in enumerate(units):
        _staff_class(plan, unit, departments, number)
    _settle_leaders_class(plan, families)
    _settle_teachers_families(plan, families, departments)
    for unit in units[1:]:
        families.fill(unit, plan.rng.randint(28, 30))
    families.choose_activists()
    _choose_learners_activists(plan)


def account_of(unit):
    """How a pupil signs in; in the first grade many have no account yet."""
    return "without_account" if unit.grade == 1 else "pupil"


def _hire_administration(plan):
    people, cast = plan.people, plan.cast
    cast["admin"] = people.named("admin", "Кречетова", "Марина", "Олеговна", female=True)
    cast["head"] = people.named("head", "Берестов", "Андрей", "Константинович", female=False)
    plan.appoint(
        cast["head"],
        Role.HEAD,
        "директор",
        basis="Распоряжение учредителя от {date} № 88-л",
        years=8,
    )
    plan.appoint(
        cast["admin"],
        Role.ADMINISTRATOR,
        "специалист по информационным ресурсам",
        basis="Приказ о назначении администратора ИКОП «Сферум» от {date} № 96-од",
        years=3,
    )
    for number, post in enumerate(DEPUTIES):
        name = plan.names.adult(female=number < 3)
        plan.hire(people.staff(name), Role.DEPUTY, post)


def _hire_departments(plan):
    leader = plan.people.named("leader", "Ветлугина", "Анна", "Сергеевна", female=True)
    teacher = plan.people.named("teacher", "Усольцев", "Павел", "Дмитриевич", female=False)
    plan.cast |= {"leader": leader, "teacher": teacher}
    first = {"russian": leader, "history": teacher}
    departments = {}
    for code, (post, number, _) in DEPARTMENTS.items():
        persons = [first[code]] if code in first else []
        while len(persons) < number:
            persons.append(plan.people.staff(plan.names.adult(female=_is_woman(plan, post))))
        departments[code] = [plan.hire(person, Role.TEACHER, post) for person in persons]
    # New since the summer: their roles wait to be confirmed.
    for code in ("english", "crafts", "sport"):
        newcomer = departments[code][-1]
        newcomer.starts_on = plan.settled_on
        newcomer.verified_at = newcomer.verified_by = None
        newcomer.verification_basis = ""
    return departments


def _hire_others(plan):
    for post in OTHER_TEACHERS:
        plan.hire(plan.people.staff(plan.names.adult(female=True)), Role.TEACHER, post)
    for _ in range(2):
        person = plan.people.staff(plan.names.adult(female=True))
        plan.hire(person, Role.EDUCATOR, "воспитатель группы продлённого дня")
    for post in OTHER_STAFF:
        person = plan.people.staff(plan.names.adult(female=_is_woman(plan, post)))
        plan.hire(person, Role.STAFF, post, verified=post != "техник")


def _is_woman(plan, post):
    return plan.rng.random() < (0.25 if any(part in post for part in MEN_POSTS) else 0.93)


def _staff_class(plan, unit, departments, number):
    """Every subject of the grade gets its teacher, and the class its leader."""
    teachers = {}
    for code, members in departments.items():
        subjects = subjects_of(code, unit.grade)
        if not subjects:
            continue
        if code == "primary":
            free = [one for one in members if not _leads(plan, one)]
            chosen = free[:1]
        else:
            chosen = [members[number % len(members)]]
            if code in IN_GROUPS:
                chosen.append(members[(number + 1) % len(members)])
        for membership in chosen:
            for subject in subjects:
                plan.teach(membership, unit, subject)
        teachers[code] = chosen[0]
    plan.lead(_free_leader(plan, deque(teachers.values()), number if unit.grade > 4 else 0), unit)


def _free_leader(plan, teachers, number):
    """Another department begins each time, so that leaders are not all of one."""
    teachers.rotate(-number)
    not_a_leader = plan.cast["teacher"].user
    return next(
        one
        for one in teachers
        if one.is_verified and one.user is not not_a_leader and not _leads(plan, one)
    )


def _leads(plan, membership):
    return any(membership in leaders for leaders in plan.leaders.values())


def _settle_leaders_class(plan, families):
    """Twenty-five pupils of twenty-four families, of whom twenty-seven parents have joined."""
    people, unit = plan.people, plan.leader_unit
    mother = people.named("parent", "Приозёрова", "Наталья", "Игоревна", female=True)
    pupil = people.named("learner", "Приозёров", "Матвей", "Алексеевич", female=False)
    plan.cast |= {"parent": mother, "learner": pupil}
    family = families.found((), surname="Приозёров", father="Алексей")
    families.join(family, mother)
    families.child(family, unit, person=pupil)
    both = [("mother", "father"), ("mother of another name", "father"), ("mother", "father")]
    for joined in both:
        families.child(families.found(joined), unit)
    families.twins(families.found(("mother",)), unit)
    one = [("mother",)] * 15 + [("father",)] * 3 + [("grandmother",)]
    for joined in one:
        families.child(families.found(joined), unit)


def _settle_teachers_families(plan, families, departments):
    """Two teachers are parents here too."""
    mothers = [
        one.user
        for one in departments["primary"]
        if one.user.surname.endswith(("ова", "ева", "ёва", "ина"))
    ]
    for user, name in zip(mothers, ("2Б", "7А"), strict=False):
        family = families.found((), surname=user.surname.removesuffix("а"))
        families.join(family, Person(user, female=True))
        families.child(family, plan.units[name])


def _choose_learners_activists(plan):
    for name, unit in plan.units.items():
        if unit.grade >= 5:
            plan.choose_activist(plan.learners[name][2], Role.LEARNER)
