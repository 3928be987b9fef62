"""Pairs that the name does not decide: contacts, birth dates, units, roles."""

from tests.memberships.matching_language import MATCHED, NONE, SIMILAR, case

ANNA = "Иванова|Анна|Сергеевна"
MOTHER = "Иванова|Ольга|Ильинична > Иванов|Пётр"
PHONE = "phone=+79131234567"
OTHER_PHONE = "phone=+79137654321"
EMAIL = "email=anna@mail.example"
OTHER_EMAIL = "email=ivanova@mail.example"

CONTACTS = [
    case("phone-with-eight", f"{ANNA};phone=89131234567", f"{ANNA};{PHONE}", MATCHED, "same_phone"),
    case("phone-with-signs", f"{ANNA};phone=8(913)123-45-67", f"{ANNA};{PHONE}", MATCHED),
    case("phone-lacks", f"{ANNA};{PHONE}", ANNA, MATCHED),
    case("phone-differs", f"{ANNA};{OTHER_PHONE}", f"{ANNA};{PHONE}", SIMILAR, "phone_differs"),
    case(
        "phone-differs-email-agrees",
        f"{ANNA};{OTHER_PHONE} {EMAIL}",
        f"{ANNA};{PHONE} {EMAIL}",
        MATCHED,
        "phone_differs",
        "same_email",
    ),
    case(
        "phone-differs-child-agrees",
        f"{MOTHER};{OTHER_PHONE}",
        f"{MOTHER};{PHONE}",
        MATCHED,
        "phone_differs",
        "same_child",
    ),
    case(
        "phone-differs-child-in-doubt",
        f"Иванова|Ольга|Ильинична > Иванов|Петя;{OTHER_PHONE}",
        f"{MOTHER};{PHONE}",
        SIMILAR,
        "phone_differs",
        "same_parent",
    ),
    case("last-four", f"{ANNA};phone=+79251114567", f"{ANNA};{PHONE}", MATCHED, "phone_tail"),
    case("last-four-in-roster", f"{ANNA};{PHONE}", f"{ANNA};phone=***4567", MATCHED, "phone_tail"),
    case(
        "hidden-digits-are-no-number",
        f"{ANNA};{PHONE}",
        f"{ANNA};phone=8913123**4567",
        MATCHED,
        "phone_tail",
    ),
    case("last-two-in-roster", f"{ANNA};{PHONE}", f"{ANNA};phone=+7913*****67", MATCHED),
    case("other-last-four", f"{ANNA};{PHONE}", f"{ANNA};phone=***0001", SIMILAR, "phone_differs"),
    case(
        "last-four-are-weak",
        "Щербокова|Анна;phone=+79251114567",
        f"Щербакова|Анна;{PHONE}",
        SIMILAR,
        "phone_tail",
        "slip",
    ),
    case(
        "last-four-on-both-sides",
        "Щербокова|Анна;phone=4567",
        "Щербакова|Анна;phone=***4567",
        SIMILAR,
        "phone_tail",
    ),
    case("no-number", f"{ANNA};phone=нет", f"{ANNA};{PHONE}", MATCHED),
    case(
        "two-numbers",
        f"{ANNA};{PHONE}",
        f"{ANNA};phone=+79137654321,89131234567",
        MATCHED,
        "same_phone",
    ),
    case("foreign-number", f"{ANNA};phone=998901234567", f"{ANNA};phone=+998901234567", MATCHED),
    case("email-capitals", f"{ANNA};email=Anna@Mail.example", f"{ANNA};{EMAIL}", MATCHED),
    case(
        "email-cyrillic-a",
        f"{ANNA};email=аnnа@mail.example",
        f"{ANNA};{EMAIL}",
        MATCHED,
        "same_email",
    ),
    case(
        "email-one-mailbox",
        f"{ANNA};email=anna.i@ya.ru",
        f"{ANNA};email=anna-i@yandex.ru",
        MATCHED,
        "same_email",
    ),
    case("email-differs", f"{ANNA};{OTHER_EMAIL}", f"{ANNA};{EMAIL}", SIMILAR, "email_differs"),
    case(
        "email-differs-phone-agrees",
        f"{ANNA};{OTHER_EMAIL} {PHONE}",
        f"{ANNA};{EMAIL} {PHONE}",
        MATCHED,
    ),
    case(
        "both-differ-child-agrees",
        f"{MOTHER};{OTHER_EMAIL} {OTHER_PHONE}",
        f"{MOTHER};{EMAIL} {PHONE}",
        SIMILAR,
        "email_differs",
        "phone_differs",
        "same_child",
    ),
    case(
        "two-doubts-one-support",
        f"Щербокова|Аня;{PHONE}",
        f"Щербакова|Анна;{PHONE}",
        SIMILAR,
        "slip",
        "short_name",
        "same_phone",
    ),
    case(
        "two-doubts-two-supports",
        f"Щербокова|Аня;{PHONE} {EMAIL}",
        f"Щербакова|Анна;{PHONE} {EMAIL}",
        MATCHED,
    ),
    case(
        "birth-date-agrees",
        f"{ANNA};born=2014-03-12",
        f"{ANNA};born=2014-03-12",
        MATCHED,
        "same_birth_date",
    ),
    case(
        "birth-date-differs",
        f"{ANNA};born=2014-03-12",
        f"{ANNA};born=2014-12-03",
        SIMILAR,
        "birth_date_differs",
    ),
    case(
        "birth-date-differs-phone",
        f"{ANNA};born=2014-03-12 {PHONE}",
        f"{ANNA};born=2014-12-03 {PHONE}",
        SIMILAR,
        "birth_date_differs",
    ),
    case(
        "birth-date-and-unit-differ",
        f"{ANNA};born=2014-03-12 unit=9Б",
        f"{ANNA};born=2010-12-03",
        NONE,
    ),
]

UNITS_AND_ROLES = [
    case("other-unit", f"{ANNA};unit=5Б", ANNA, SIMILAR, "unit_differs"),
    case("other-unit-phone", f"{ANNA};unit=5Б {PHONE}", f"{ANNA};{PHONE}", SIMILAR, "unit_differs"),
    case("no-unit-in-claim", f"{ANNA};unit=-", ANNA, SIMILAR, "unit_unknown"),
    case("no-unit-in-roster", ANNA, f"{ANNA};unit=-", SIMILAR, "unit_unknown"),
    case("no-unit-phone", f"{ANNA};unit=- {PHONE}", f"{ANNA};{PHONE}", MATCHED, "unit_unknown"),
    case("two-units-one-name", ANNA, [f"{ANNA};unit=5Б", ANNA], MATCHED, best=2),
    case(
        "neither-of-two-units",
        f"{ANNA};unit=5В",
        [f"{ANNA};unit=5Б", ANNA],
        SIMILAR,
        "unit_differs",
        "namesakes",
        rivals=(2,),
    ),
    case(
        "teacher", f"{ANNA};role=teacher post=учитель", f"{ANNA};role=staff post=Учитель", MATCHED
    ),
    case(
        "teacher-other-post",
        f"{ANNA};role=teacher post=завуч",
        f"{ANNA};role=teacher post=повар",
        MATCHED,
    ),
    case("teacher-and-pupil", f"{ANNA};role=teacher", ANNA, NONE),
    case("pupil-and-teacher", ANNA, f"{ANNA};role=teacher", NONE),
    case("pupil-and-teacher-phone", f"{ANNA};{PHONE}", f"{ANNA};role=head {PHONE}", NONE),
    case("teacher-and-parent", f"{ANNA};role=teacher", f"{ANNA} > Иванов|Пётр", NONE),
    case("father-and-son", "Иванов|Сергей", "Иванов|Сергей > Иванов|Сергей", NONE),
    case(
        "son-for-father",
        "Иванов|Сергей > Иванов|Сергей",
        "Иванов|Сергей",
        SIMILAR,
        "parent_unknown",
    ),
    case(
        "father-beside-son",
        "Иванов|Сергей > Иванов|Сергей",
        ["Иванов|Сергей", "Иванов|Сергей > Иванов|Сергей"],
        MATCHED,
        best=2,
    ),
    case(
        "son-beside-father",
        "Иванов|Сергей",
        ["Иванов|Сергей > Иванов|Сергей", "Иванов|Сергей"],
        MATCHED,
        best=2,
    ),
    case(
        "parent-as-teacher-too",
        f"{ANNA};role=teacher",
        [f"{ANNA} > Иванов|Пётр", f"{ANNA};role=teacher"],
        MATCHED,
        best=2,
    ),
]

GROUPS = {"contacts": CONTACTS, "units and roles": UNITS_AND_ROLES}
