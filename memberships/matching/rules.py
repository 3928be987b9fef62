"""The rules by name, and what each of them does to a pair of a claim and an entry."""

from enum import IntEnum, StrEnum
from typing import NamedTuple


class Rule(StrEnum):
    """Why a field agrees, differs or counts as it does; `docs/adr/0010-matching.md` has the table.

    The order is that of the table: readings, doubts, bars, supports.
    """

    # Readings: written otherwise, yet the same beyond doubt.
    LOOK_ALIKE = "look_alike"
    LAYOUT = "layout"
    SWAPPED = "swapped"
    NAME_SPELLING = "name_spelling"
    PATRONYMIC_FORM = "patronymic_form"
    PHONE_TAIL = "phone_tail"

    # Doubts: each needs a support of its own, or the pair is only similar.
    SHORT_NAME = "short_name"
    SLIP = "slip"
    DOUBLE_SURNAME = "double_surname"
    GENDERED_SURNAME = "gendered_surname"
    TRANSLITERATION = "transliteration"
    SWAPPED_UNSURELY = "swapped_unsurely"
    UNIT_UNKNOWN = "unit_unknown"
    CHILD_UNKNOWN = "child_unknown"
    PHONE_DIFFERS = "phone_differs"
    EMAIL_DIFFERS = "email_differs"

    # Bars: nothing makes them good, the pair is similar at best.
    GIVEN_NAME_SLIP = "given_name_slip"
    PART_OF_NAME = "part_of_name"
    SHARED_SHORT_NAME = "shared_short_name"
    INITIAL = "initial"
    NAME_UNKNOWN = "name_unknown"
    SURNAME_DIFFERS = "surname_differs"
    GIVEN_NAME_DIFFERS = "given_name_differs"
    PATRONYMIC_DIFFERS = "patronymic_differs"
    BIRTH_DATE_DIFFERS = "birth_date_differs"
    UNIT_DIFFERS = "unit_differs"
    OTHER_PARENT = "other_parent"
    OTHER_CHILD = "other_child"
    PARENT_UNKNOWN = "parent_unknown"
    THIRD_PARENT = "third_parent"
    TAKEN = "taken"
    NAMESAKES = "namesakes"

    # Supports: fields that hardly agree by chance.
    SAME_PHONE = "same_phone"
    SAME_EMAIL = "same_email"
    SAME_BIRTH_DATE = "same_birth_date"
    SAME_CHILD = "same_child"
    SAME_PARENT = "same_parent"


_ORDER = list(Rule)


def _between(first, last):
    return frozenset(_ORDER[_ORDER.index(first) : _ORDER.index(last) + 1])


READINGS = _between(Rule.LOOK_ALIKE, Rule.PHONE_TAIL)
DOUBTS = _between(Rule.SHORT_NAME, Rule.EMAIL_DIFFERS)
BARS = _between(Rule.GIVEN_NAME_SLIP, Rule.NAMESAKES)
SUPPORTS = _between(Rule.SAME_PHONE, Rule.SAME_PARENT)

#: The supports that belong to one person or family, whoever else has the same name.
EVIDENCE = frozenset({Rule.SAME_PHONE, Rule.SAME_EMAIL, Rule.SAME_BIRTH_DATE})


class Grade(IntEnum):
    """How well one field of a claim fits that of an entry; the less the better."""

    SAME = 0
    FORM = 1
    DOUBT = 2
    BAR = 3
    DIFFERS = 4
    LACKS = 5


class Outcome(NamedTuple):
    """The grade of one field, and the rule that gave it where it is neither same nor different."""

    grade: Grade
    rule: Rule | None = None

    @property
    def is_sure(self):
        return self.grade <= Grade.FORM

    @property
    def fits(self):
        return self.grade <= Grade.BAR

    @property
    def differs(self):
        return self.grade == Grade.DIFFERS

    @property
    def lacks(self):
        return self.grade == Grade.LACKS


SAME = Outcome(Grade.SAME)
DIFFERS = Outcome(Grade.DIFFERS)
LACKS = Outcome(Grade.LACKS)


def form(rule):
    return Outcome(Grade.FORM, rule)


def doubt(rule):
    return Outcome(Grade.DOUBT, rule)


def bar(rule):
    return Outcome(Grade.BAR, rule)
