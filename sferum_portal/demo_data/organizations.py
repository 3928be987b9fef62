"""The facts of the three organizations. None of them, nor their towns, exists."""

from datetime import timedelta

from organizations.models import Unit
from organizations.services import create_organization, set_joining_rules, set_platform

FACTS = {
    "school": {
        "kind": "school",
        "full_name": (
            "Муниципальное бюджетное общеобразовательное учреждение "
            "«Средняя общеобразовательная школа № 47» города Ясноборска"
        ),
        "short_name": "МБОУ СОШ № 47 г. Ясноборска",
        "head_surname": "Берестов",
        "head_given_name": "Андрей",
        "head_patronymic": "Константинович",
        "settlement": "город Ясноборск",
        "address": "000047, г. Ясноборск, ул. Кленовая, д. 12",
        "phone": "+7 (974) 100-00-47",
        "ejournal": "ГИС «Электронная школа Ясноборского края»",
        "consultation_schedule": (
            "каждый вторник с 17:00 до 18:30 в кабинете 204, "
            "а для работающих посменно — в первую субботу месяца с 10:00 до 12:00"
        ),
    },
    "kindergarten": {
        "kind": "kindergarten",
        "full_name": (
            "Муниципальное дошкольное образовательное учреждение "
            "«Детский сад № 9 „Родничок“» города Ясноборска"
        ),
        "short_name": "МДОУ «Детский сад № 9 „Родничок“»",
        "head_surname": "Голубцова",
        "head_given_name": "Ирина",
        "head_patronymic": "Валентиновна",
        "settlement": "город Ясноборск",
        "address": "000047, г. Ясноборск, пер. Тополиный, д. 3",
        "phone": "+7 (974) 200-00-09",
        "consultation_schedule": (
            "по понедельникам и четвергам с 16:30 до 18:00 в методическом кабинете"
        ),
    },
    "college": {
        "kind": "college",
        "full_name": (
            "Государственное бюджетное профессиональное образовательное учреждение "
            "«Каменореченский политехнический колледж»"
        ),
        "short_name": "ГБПОУ «Каменореченский политехнический колледж»",
        "head_surname": "Колокольцева",
        "head_given_name": "Вера",
        "head_patronymic": "Аркадьевна",
        "settlement": "город Каменореченск",
        "address": "000052, г. Каменореченск, пр-т Мастеров, д. 25",
        "phone": "+7 (974) 300-00-52",
        "consultation_schedule": (
            "в первую и третью среду месяца с 15:00 до 17:00 в аудитории 118, корпус 1"
        ),
    },
}
#: Where whoever leads a unit also decides who joins it.
LEADERS_DECIDE = {"kindergarten"}
#: Where the learning profile lives: the name, and how many years before the present school year.
PLATFORMS = {
    "school": (("VK Мессенджер", 2), ("MAX", 0)),
    "kindergarten": (("VK Мессенджер", 1), ("MAX", 0)),
    "college": (("MAX", 0),),
}


def create(slug, *, by, calendar):
    """The organization with its school year, its unit «Сотрудники» and its platforms."""
    organization = create_organization(
        by=by,
        slug=slug,
        today=calendar.day_of_school_year,
        site=f"https://{slug}.example",
        email=f"info@{slug}.example",
        **FACTS[slug],
    )
    # From the first of August on, so that the regulation of the end of August names the new one.
    first_day = current_year(organization).starts_on - timedelta(days=31)
    for name, years in PLATFORMS[slug]:
        starts_on = first_day.replace(year=first_day.year - years)
        set_platform(organization=organization, by=by, name=name, starts_on=starts_on)
    if slug in LEADERS_DECIDE:
        set_joining_rules(
            organization=organization,
            by=by,
            leaders_decide=True,
            decision_days=3,
            longest_link_days=60,
            takes_applications=True,
        )
        organization.refresh_from_db()
    return organization


def current_year(organization):
    return organization.school_years.get()


def staff_unit(organization):
    return organization.units.get(kind=Unit.STAFF)
