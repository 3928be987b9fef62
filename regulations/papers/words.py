"""Names and posts as the organization says them: its own forms before those of the grammar."""

import datetime as dt
import re

import phonenumbers

from organizations.kinds.words import Word
from regulations.models import WordForms
from regulations.templatetags.typography import held
from sferum_portal.lib.russian import CASES, name_forms, phrase_forms, short_forms
from sferum_portal.lib.text import NBSP

BLANK = "____________"
ACTING = re.compile(r"вр(?:ио\b|\.|еменно)|и\.\s?о\.|ио\s|исполня", re.IGNORECASE)
SETTLEMENT_TYPE = (
    r"(?:город|село|деревня|станица|хутор|пос[её]лок|р\.?\s?п"
    r"|пгт|гор|пос|ст-ца|дер|г|с|п|д|х|ст)\.?"
)


class Blank(str):
    """A line to be filled in by hand; in any case of it."""

    def __getattr__(self, case):
        return self


class Speech:
    """All corrected forms of one organization, read once."""

    def __init__(self, organization):
        rows = WordForms.objects.filter(organization=organization)
        self.kept = {(row.kind, row.nom): row.forms for row in rows}

    def name(self, surname, given_name, patronymic=""):
        """The full name in its cases."""
        full = " ".join(filter(None, [surname, given_name, patronymic]))
        return Word(self.kept.get(("name", full)) or name_forms(surname, given_name, patronymic))

    def short_name(self, surname, given_name, patronymic="", *, initials_first=False):
        """Surname and initials, after the forms of the full name."""
        full = " ".join(filter(None, [surname, given_name, patronymic]))
        kept = self.kept.get(("name", full))
        if kept is None:
            forms = short_forms(surname, given_name, patronymic, initials_first=initials_first)
            return Word(forms)
        words = len(surname.split())
        own = {case: " ".join(kept[case].split()[:words]) for case in CASES}
        return Word(_short_like(own, given_name, patronymic, initials_first))

    def post(self, text):
        """A post in its cases; in the midst of a sentence it begins with a small letter."""
        text = in_sentence(text)
        return Word(self.kept.get(("post", text)) or phrase_forms(text))

    def phrase(self, text):
        return Word(phrase_forms(text))


def _short_like(surname_forms, given_name, patronymic, initials_first):
    """Initials beside forms of a surname that are given."""
    initials = [f"{name[0]}." for name in (given_name, patronymic) if name]
    return {
        case: NBSP.join([*initials, form] if initials_first else [form, *initials])
        for case, form in surname_forms.items()
    }


def in_sentence(text):
    """«Директор» → «директор»; an abbreviation («ИТ-специалист») keeps its capitals."""
    text = " ".join(text.split())
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def act(kind_of_act, number, date):
    """«приказ от 30.08.2026 № 102/2-од» in its cases; blank lines for what is not known."""
    day = f"{date:%d.%m.%Y}" if date else BLANK
    forms = phrase_forms(kind_of_act)
    return Word(
        {case: held(f"{form} от {day} № {number or BLANK}") for case, form in forms.items()}
    )


def day_of(text):
    """A date out of JSON."""
    return dt.date.fromisoformat(text) if text else None


def phone_line(phone):
    """«+7 913 123-45-67», held together."""
    try:
        number = phonenumbers.parse(phone or "", "RU")
    except phonenumbers.NumberParseException:
        return phone or ""
    line = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return line.replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{NON-BREAKING HYPHEN}")


def is_acting(post):
    """Whether it says that somebody acts for the head: «и. о. директора»."""
    return ACTING.match(post) is not None


def postal_line(settlement, address):
    """Many write the settlement into the address as well: then it stands once."""
    name = re.sub(rf"^{SETTLEMENT_TYPE}\s+", "", settlement)
    # «ул. Пушкинская» does not name the town of Пушкин, neither does «ул. Кирова» that of Киров.
    named = rf"(?:^|,\s*|\b{SETTLEMENT_TYPE}\s*){re.escape(name)}(?:,|$)"
    return address if re.search(named, address) else f"{settlement}, {address}"
