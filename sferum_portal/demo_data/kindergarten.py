"""The kindergarten: eight groups, children without accounts, educators and specialists."""

from memberships.models import FamilyLink
from memberships.roles import Role
from sferum_portal.demo_data.people import Person

#: Group → the age with which its children entered it.
GROUPS = {
    "Капелька": 2,
    "Солнышко": 3,
    "Звёздочка": 3,
    "Ромашка": 4,
    "Радуга": 4,
    "Теремок": 5,
    "Колокольчик": 6,
    "Почемучки": 6,
}
LEADERS_GROUP = "Солнышко"
#: Post → how many of a hundred are women, and the classes that these specialists give from an age.
SPECIALISTS = (
    ("музыкальный руководитель", 90, "Музыкальное развитие", 2),
    ("инструктор по физической культуре", 60, "Физическое развитие", 3),
    ("учитель-логопед", 97, "Развитие речи с логопедом", 4),
    ("педагог-психолог", 97, "Социально-коммуникативное развитие", 5),
)
OTHER_STAFF = (
    "делопроизводитель",
    "заведующий хозяйством",
    "кладовщик",
    "повар",
    "повар",
    "машинист по стирке белья",
)


def build(plan, families):
    _hire_administration(plan)
    for name, age in GROUPS.items():
        plan.unit("age_group", name, age)
    plan.leader_unit = plan.units[LEADERS_GROUP]
    _hire_educators(plan)
    _hire_specialists(plan)
    _settle_leaders_group(plan, families)
    _settle_neighbours(plan, families)
    for unit in plan.units.values():
        families.fill(unit, plan.rng.randint(19, 23))
    families.choose_activists()


def account_of(unit):
    return "without_account"


def _hire_administration(plan):
    people, cast = plan.people, plan.cast
    cast["admin"] = people.named("admin", "Першина", "Юлия", "Андреевна", female=True)
    cast["head"] = people.named("head", "Голубцова", "Ирина", "Валентиновна", female=True)
    plan.appoint(
        cast["head"],
        Role.HEAD,
        "заведующий",
        basis="Распоряжение учредителя от {date} № 31-л",
        years=11,
    )
    plan.appoint(
        cast["admin"],
        Role.ADMINISTRATOR,
        "старший воспитатель",
        basis="Приказ о назначении администратора ИКОП «Сферум» от {date} № 44-од",
        years=2,
    )
    for post in (
        "заместитель заведующего по воспитательной и методической работе",
        "заместитель заведующего по административно-хозяйственной работе",
    ):
        plan.hire(people.staff(plan.names.adult(female=True)), Role.DEPUTY, post)
    for post in OTHER_STAFF:
        plan.hire(people.staff(plan.names.adult(female=True)), Role.STAFF, post)


def _hire_educators(plan):
    """Two educators lead each group; the assistants are other staff."""
    plan.cast["leader"] = plan.people.named(
        "leader", "Рябинина", "Татьяна", "Николаевна", female=True
    )
    for unit in plan.units.values():
        for number in range(2):
            if unit is plan.leader_unit and not number:
                person = plan.cast["leader"]
            else:
                person = plan.people.staff(plan.names.adult(female=True))
            # One came in the summer: the role waits to be confirmed.
            is_new = (unit.name, number) == ("Почемучки", 1)
            membership = plan.hire(
                person,
                Role.EDUCATOR,
                "воспитатель",
                verified=not is_new,
                years=0 if is_new else None,
            )
            plan.lead(membership, unit)
        helper = plan.people.staff(plan.names.adult(female=True))
        plan.hire(helper, Role.STAFF, "помощник воспитателя", verified=unit.name != "Капелька")


def _hire_specialists(plan):
    plan.cast["teacher"] = plan.people.named("teacher", "Ковылин", "Денис", "Юрьевич", female=False)
    for number, (post, women, subject, age) in enumerate(SPECIALISTS):
        person = plan.cast["teacher"]
        if number:
            is_woman = plan.rng.randint(1, 100) <= women
            person = plan.people.staff(plan.names.adult(female=is_woman))
        membership = plan.hire(person, Role.TEACHER, post)
        for unit in plan.units.values():
            if unit.grade >= age:
                plan.teach(membership, unit, subject)


def _settle_leaders_group(plan, families):
    mother = plan.people.named("parent", "Зимина", "Екатерина", "Павловна", female=True)
    plan.cast["parent"] = mother
    family = families.found((), surname="Зимин", father="Антон")
    families.join(family, mother)
    families.child(family, plan.leader_unit, female=True)


def neighbours():
    """Fathers of the school's first-graders, whose smaller children are here; none without it."""
    links = FamilyLink.objects.filter(
        organization__slug="school", parent__patronymic__endswith="ич", child__login=None
    )
    return [link.parent for link in links.select_related("parent").order_by("pk")[:3]]


def _settle_neighbours(plan, families):
    """One person in two organizations, as in life."""
    for user, name in zip(plan.neighbours, ("Ромашка", "Теремок", "Почемучки"), strict=False):
        family = families.found((), surname=user.surname, father=user.given_name)
        families.join(family, Person(user, female=False))
        families.child(family, plan.units[name])
