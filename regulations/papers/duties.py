"""Who answers for the platform by an order: one administrator or several, each with a substitute.

A draft keeps them under flat names: ``administrator``, ``phone``, ``substitute`` and
``substitute_phone`` of the first, ``administrator_2``, ``administrator_2_phone`` and
``substitute_2`` of the second.
"""

from regulations.papers.words import BLANK, Blank, phone_line

#: More than these nobody appoints.
MOST = 5
ADMINISTRATORS = ("administrator", *(f"administrator_{number}" for number in range(2, MOST + 1)))
#: In the order of `ADMINISTRATORS`; the first one's stands in for all who have none of their own.
SUBSTITUTES = ("substitute", *(f"substitute_{number}" for number in range(2, MOST + 1)))
DUTIES = (*ADMINISTRATORS, *SUBSTITUTES)


def prefix_of(duty):
    """What stands before ``post``, ``phone`` and ``email`` of that person."""
    return "" if duty == "administrator" else f"{duty}_"


def place_of(duty):
    """0 for the first administrator and for the first substitute."""
    return (ADMINISTRATORS if duty in ADMINISTRATORS else SUBSTITUTES).index(duty)


def of_others(known, said):
    """The names in a draft that tell of the former person of a duty that ``said`` gives another.

    ``known`` is what stood there before, and what a form was filled with: only what ``said`` has
    otherwise is of the new person.
    """
    for duty in DUTIES:
        if duty in said and said[duty] != known.get(duty):
            prefix = prefix_of(duty)
            for name in (f"{prefix}post", f"{prefix}phone", f"{prefix}email", f"{duty}_name"):
                if said.get(name) == known.get(name) or name not in said:
                    yield name


def rows_of_administrators(facts, values):
    """A row for each administrator: ``person`` and its post in their cases, phone, e-mail."""
    return [_row(facts, values, person, "administrator") for _, person in facts.administrators]


def rows_of_substitutes(facts, values):
    """A row for each substitute: whom they replace, and how they are reached where that is known.

    One who replaces all administrators is told of them all in one word.
    """
    count = len(facts.administrators)
    rows = []
    for person, replaced in facts.substitutions:
        names = [str(short(facts, user).gen) for user in replaced]
        rows.append(
            _row(facts, values, person, "substitute")
            | {
                "of_whom": "любого из администраторов" if len(names) == count else ", ".join(names),
                "duties": "его обязанности" if len(names) == count else _duties(len(names)),
                "reached": _reached(person),
            }
        )
    return rows


def _duties(count):
    return f"обязанности {'администратора' if count == 1 else 'администраторов'} платформы"


def short(facts, user):
    return facts.speech.short_name(user.surname, user.given_name, user.patronymic)


def _row(facts, values, person, duty):
    user, post, phone, email = person
    row = {
        "person": facts.speech.name(user.surname, user.given_name, user.patronymic),
        "person_post": facts.speech.post(post) if post else _asked(values, f"{duty}_post"),
    }
    if duty == "administrator":
        row["person_phone"] = phone_line(phone) if phone else _asked(values, f"{duty}_phone")
        row["person_email"] = email or _asked(values, f"{duty}_email")
    return row


def _reached(person):
    _, _, phone, email = person
    if not (phone and email):
        return ""
    return f" Мобильный телефон: {phone_line(phone)}, адрес электронной почты: {email}."


def _asked(values, key):
    values.missing.add(key)
    return Blank(BLANK)
