"""The college: twenty study groups of five specialities, tutors, students and some parents."""

from collections import Counter
from itertools import cycle

from memberships.roles import Role

#: Speciality → courses of its groups; the group «ИС-21» is the first one of the second course.
GROUPS = {
    "ИС": (11, 12, 21, 22, 31, 41),
    "ТМ": (11, 21, 31, 41),
    "ПК": (11, 21, 31, 41),
    "БУ": (11, 21, 31),
    "ДО": (11, 21, 31),
}
LEADERS_GROUP = "ИС-21"
#: Chair → (post, lecturers, disciplines of the first course for all groups).
GENERAL = {
    "mathematics": ("преподаватель математики", 3, ("Математика",)),
    "language": ("преподаватель русского языка и литературы", 3, ("Русский язык", "Литература")),
    "english": ("преподаватель иностранного языка", 3, ("Иностранный язык",)),
    "society": ("преподаватель истории и обществознания", 2, ("История", "Обществознание")),
    "science": ("преподаватель физики и химии", 2, ("Физика", "Химия")),
    "informatics": ("преподаватель информатики", 2, ("Информатика",)),
    "sport": ("преподаватель физической культуры", 2, ("Физическая культура",)),
    "safety": (
        "преподаватель-организатор основ безопасности и защиты Родины",
        1,
        ("Основы безопасности и защиты Родины",),
    ),
}
#: Chair → its discipline of the later courses.
LATER = {
    "english": "Иностранный язык в профессиональной деятельности",
    "sport": "Физическая культура",
    "society": "История России",
    "safety": "Безопасность жизнедеятельности",
}
#: Speciality → (post, lecturers, disciplines of the later courses).
SPECIAL = {
    "ИС": (
        "преподаватель информационных дисциплин",
        4,
        ("Основы алгоритмизации и программирования", "Базы данных", "Компьютерные сети"),
    ),
    "ТМ": (
        "преподаватель технических дисциплин",
        3,
        ("Материаловедение", "Инженерная графика", "Процессы формообразования"),
    ),
    "ПК": (
        "преподаватель технологии приготовления пищи",
        3,
        ("Микробиология и санитария", "Организация обслуживания", "Технология кулинарных изделий"),
    ),
    "БУ": (
        "преподаватель экономических дисциплин",
        2,
        ("Основы бухгалтерского учёта", "Налоги и налогообложение", "Статистика"),
    ),
    "ДО": (
        "преподаватель педагогических дисциплин",
        2,
        ("Детская психология", "Педагогика", "Теория и методика игровой деятельности"),
    ),
}
DEPUTIES = (
    "заместитель директора по учебной работе",
    "заместитель директора по учебно-производственной работе",
    "заместитель директора по воспитательной работе",
)
OTHER_STAFF = (
    "секретарь учебной части",
    "методист",
    "бухгалтер",
    "комендант общежития",
    "заведующий библиотекой",
    "лаборант",
)


def build(plan, families):
    _hire_administration(plan)
    chairs = _hire_lecturers(plan)
    for code, courses in GROUPS.items():
        for course in courses:
            plan.unit("study_group", f"{code}-{course}", course // 10)
    plan.leader_unit = plan.units[LEADERS_GROUP]
    lecturers = {code: cycle(members) for code, members in chairs.items()}
    units = sorted(plan.units.values(), key=lambda unit: unit is not plan.leader_unit)
    for unit in units:
        _staff_group(plan, unit, lecturers)
    _appoint_tutors(plan, units)
    _settle_leaders_group(plan, families)
    for unit in units:
        _admit(plan, families, unit)
    families.choose_activists()
    _choose_students_activists(plan)


def account_of(unit):
    return "student"


def _hire_administration(plan):
    people, cast = plan.people, plan.cast
    cast["admin"] = people.named("admin", "Залесов", "Илья", "Романович", female=False)
    cast["head"] = people.named("head", "Колокольцева", "Вера", "Аркадьевна", female=True)
    plan.appoint(
        cast["head"],
        Role.HEAD,
        "директор",
        basis="Приказ учредителя от {date} № 117-лс",
        years=6,
    )
    plan.appoint(
        cast["admin"],
        Role.ADMINISTRATOR,
        "инженер по информационным технологиям",
        basis="Приказ о назначении администратора ИКОП «Сферум» от {date} № 203/2-од",
        years=1,
    )
    for post in DEPUTIES:
        plan.hire(people.staff(plan.names.adult(female=True)), Role.DEPUTY, post)
    for post in OTHER_STAFF:
        person = people.staff(plan.names.adult(female=True))
        plan.hire(person, Role.STAFF, post, verified=post != "лаборант")
    for _ in range(2):
        person = people.staff(plan.names.adult(female=plan.rng.random() < 0.7))
        plan.hire(person, Role.EDUCATOR, "воспитатель общежития")
    person = people.staff(plan.names.adult(female=True))
    plan.hire(person, Role.TEACHER, "педагог-психолог")


def _hire_lecturers(plan):
    """Chair → memberships; leader@ and teacher@ are the first ones of theirs."""
    plan.cast["leader"] = plan.people.named(
        "leader", "Черёмухин", "Сергей", "Львович", female=False
    )
    plan.cast["teacher"] = plan.people.named(
        "teacher", "Мезенцева", "Оксана", "Петровна", female=True
    )
    first = {"ИС": plan.cast["leader"], "english": plan.cast["teacher"]}
    chairs = {}
    for code, (post, number, _) in (GENERAL | SPECIAL).items():
        persons = [first[code]] if code in first else []
        women = 0.35 if code in ("ТМ", "ИС", "sport", "safety") else 0.85
        while len(persons) < number:
            name = plan.names.adult(female=plan.rng.random() < women)
            persons.append(plan.people.staff(name))
        chairs[code] = [plan.hire(person, Role.TEACHER, post) for person in persons]
    # Two came in the summer: their roles wait to be confirmed.
    for code in ("science", "БУ"):
        person = plan.people.staff(plan.names.adult(female=True))
        post = (GENERAL | SPECIAL)[code][0]
        chairs[code].append(plan.hire(person, Role.TEACHER, post, verified=False, years=0))
    return chairs


def _staff_group(plan, unit, lecturers):
    code = unit.name.partition("-")[0]
    special = SPECIAL[code][2]
    for discipline in special[:1] if unit.grade == 1 else special:
        plan.teach(next(lecturers[code]), unit, discipline)
    general = {chair: row[2] for chair, row in GENERAL.items()}
    later = {chair: (discipline,) for chair, discipline in LATER.items()}
    for chair, disciplines in (general if unit.grade == 1 else later).items():
        membership = next(lecturers[chair])
        for discipline in disciplines:
            plan.teach(membership, unit, discipline)


def _appoint_tutors(plan, units):
    """A lecturer of the group is its tutor; some have two groups, teacher@ has none."""
    teacher = plan.cast["teacher"].user
    led = Counter()
    for unit in units:
        able = [
            one for one in plan.teachers[unit.name] if one.is_verified and one.user is not teacher
        ]
        tutor = min(able, key=lambda one: led[id(one)])
        # leader@ has one group, as the entrance page says.
        led[id(tutor)] += 9 if unit is plan.leader_unit else 1
        plan.lead(tutor, unit)


def _settle_leaders_group(plan, families):
    mother = plan.people.named("parent", "Тетерина", "Лариса", "Геннадьевна", female=True)
    student = plan.people.named("learner", "Тетерин", "Глеб", "Максимович", female=False)
    plan.cast |= {"parent": mother, "learner": student}
    family = families.found((), surname="Тетерин", father="Максим")
    families.join(family, mother)
    families.child(family, plan.leader_unit, person=student)


def _admit(plan, families, unit):
    """Students of age seldom have a parent on the portal."""
    share = {1: 0.75, 2: 0.6, 3: 0.15, 4: 0.05}[unit.grade]
    seats = plan.rng.randint(20, 25)
    while len(plan.learners[unit.name]) < seats:
        joined = None if plan.rng.random() < share else ()
        families.child(families.found(joined), unit)


def _choose_students_activists(plan):
    for persons in plan.learners.values():
        plan.choose_activist(persons[1], Role.LEARNER)
