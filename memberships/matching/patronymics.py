"""Patronymics: Russian and foreign forms of one father's name."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from memberships.matching.given_names import FEMALE, MALE, known_names
from memberships.matching.rules import DIFFERS, LACKS, SAME, Outcome, Rule, doubt, form
from memberships.matching.spelling import (
    CACHED,
    is_latin,
    is_slip,
    sound_keys,
    without_doubles,
)

SHORTEST_SLIP = 7
SON_OF = "оглы оглу огли угли улы уулу уулы улу".split()
DAUGHTER_OF = "кызы гызы кизи кыз гыз".split()
APART = frozenset(SON_OF + DAUGHTER_OF)
# The vowel before -ич goes too: Сергеич is Сергеевич as it is spoken.
MALE_ENDING = re.compile(r"(ович|евич|ич|ыч)$")
FEMALE_ENDING = re.compile(r"(овна|евна|инична|ична|вна|на)$")
JOINED_MALE = re.compile(rf"(?<=...)({'|'.join(SON_OF)})$")
JOINED_FEMALE = re.compile(rf"(?<=...)({'|'.join(DAUGHTER_OF)})$")
RUSSIAN_FORM = re.compile(r"..(ович|евич|ич|овна|евна|ична|инична|[еи]вна)$")
# What people put where a person has no patronymic.
NONE_WORDS = frozenset("нет отсутствует безотчества без отчества бо прочерк".split())


def looks_like_patronymic(norm):
    """Whether a single word is one by its ending: a given name never is, a surname may be."""
    return bool(RUSSIAN_FORM.search(norm) or JOINED_MALE.search(norm) or JOINED_FEMALE.search(norm))


@lru_cache(CACHED)
def gender_of_patronymic(patronymic):
    """None where it cannot be told: an initial, a bare father's name."""
    last = patronymic.rpartition(" ")[2]
    if last in DAUGHTER_OF or (RUSSIAN_FORM.search(last) and last.endswith("на")):
        return FEMALE
    if last in SON_OF or RUSSIAN_FORM.search(last):
        return MALE
    if JOINED_FEMALE.search(last):
        return FEMALE
    return MALE if JOINED_MALE.search(last) else None


@lru_cache(CACHED)
def father_key(patronymic):
    """The father's name without what depends on the form: гасан for Гасанович and Гасан оглы."""
    stem = patronymic.replace(" ", "")
    for ending in (MALE_ENDING, FEMALE_ENDING, JOINED_MALE, JOINED_FEMALE):
        cut = ending.sub("", stem)
        if cut != stem and len(cut) > 1:
            stem = cut
            break
    return _stems().get(_bare(stem), _bare(stem))


def _bare(stem):
    """Анатоль- and Анатоли-, Сергей and Серге-, Даниил- and Данил- become one."""
    plain = without_doubles(stem.replace("й", "и"))
    return re.sub(r"(?<=..)[аяиыйьуеэо]+$", "", plain)


@cache
def _stems():
    data = tomllib.loads(Path(__file__).with_name("fathers.toml").read_text("utf-8"))
    return dict(line.split() for line in data["stems"].splitlines() if line)


@cache
def _known_fathers():
    """The keys of all men's names: two patronymics that both exist are no slip of each other."""
    return {
        father_key(word)
        for word, known in known_names().items()
        if any(gender == MALE for gender, _ in known.full)
    }


@lru_cache(CACHED)
def compare_patronymics(first, second):
    """The outcome for two patronymics; one that is not given on either side lacks."""
    if not first or not second:
        return LACKS
    if first == second:
        return SAME
    if 1 in (len(first), len(second)):
        return form(Rule.PATRONYMIC_FORM) if first[0] == second[0] else DIFFERS
    if is_latin(first) or is_latin(second):
        return _by_sound(first, second)
    genders = {gender_of_patronymic(first), gender_of_patronymic(second)}
    if {FEMALE, MALE} <= genders:
        return DIFFERS
    one, other = father_key(first), father_key(second)
    if one == other:
        return form(Rule.PATRONYMIC_FORM)
    if {one, other} <= _known_fathers():
        return DIFFERS
    return doubt(Rule.SLIP) if is_slip(first, second, SHORTEST_SLIP) else DIFFERS


def _by_sound(first, second) -> Outcome:
    one, other = (sound_keys(each.replace(" ", "")) for each in (first, second))
    if one & other:
        return doubt(Rule.TRANSLITERATION)
    slips = (is_slip(a, b, SHORTEST_SLIP) for a in one for b in other)
    return doubt(Rule.SLIP) if any(slips) else DIFFERS
