"""Surnames: double ones, forms of women and men, slips, Latin letters."""

import re
from functools import lru_cache

from memberships.matching.given_names import FEMALE, MALE
from memberships.matching.rules import DIFFERS, LACKS, SAME, Rule, doubt
from memberships.matching.spelling import CACHED, is_latin, is_slip, sound_keys

SHORTEST_SLIP = 6
#: A transliteration is freer than our table: it may be off by one letter, if it is long.
SHORTEST_SOUND_SLIP = 7
FEMALE_FORM = re.compile(r"(?<=..)(ова|ева|ина|ына|ая)$")
MALE_FORM = re.compile(r"(?<=..)(ов|ев|ин|ын|[сц]кий)$")
ADJECTIVE = re.compile(r"(?<=..)(ая|ой|ый|ий)$")


@lru_cache(CACHED)
def parts(surname):
    return tuple(surname.split("-"))


@lru_cache(CACHED)
def family_form(surname):
    """What a couple's surnames have in common: Иванова and Иванов, Белая and Белый."""
    return "-".join(_masculine(part) for part in parts(surname))


def _masculine(part):
    if ADJECTIVE.search(part):
        return ADJECTIVE.sub("ый", part)
    return part[:-1] if FEMALE_FORM.search(part) else part


def gender_of_surname(surname):
    """Told by the ending alone, hence the last thing to ask; None for Ким and Шевченко."""
    if FEMALE_FORM.search(surname):
        return FEMALE
    return MALE if MALE_FORM.search(surname) else None


@lru_cache(CACHED)
def compare_surnames(first, second):
    """The outcome for two surnames, the parts of a double one held together by hyphens."""
    if not first or not second:
        return LACKS
    if first == second:
        return SAME
    if family_form(first) == family_form(second):
        return doubt(Rule.GENDERED_SURNAME)
    if is_latin(first) != is_latin(second):
        return _by_sound(first, second)
    one, other = set(parts(family_form(first))), set(parts(family_form(second)))
    if one <= other or other <= one:
        return doubt(Rule.DOUBLE_SURNAME)
    return doubt(Rule.SLIP) if is_slip(first, second, SHORTEST_SLIP) else DIFFERS


def _by_sound(first, second):
    one, other = (sound_keys(each.replace("-", "")) for each in (first, second))
    slips = (is_slip(a, b, SHORTEST_SOUND_SLIP) for a in one for b in other)
    near = one & other or any(slips)
    return doubt(Rule.TRANSLITERATION) if near else DIFFERS
