"""Given names: spellings of one name, short forms, whether women or men bear it."""

import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path

from memberships.matching.rules import DIFFERS, LACKS, SAME, Rule, bar, doubt, form
from memberships.matching.spelling import (
    CACHED,
    is_latin,
    is_slip,
    sound_keys,
    without_doubles,
    words,
)

FOLDER = Path(__file__).parent
FEMALE, MALE = "female", "male"
SHORTEST_SLIP = 5


class Known:
    """A word that is a given name: the names it is in full, and those it may be short for."""

    def __init__(self):
        self.full = set()
        self.short = set()

    @property
    def names(self):
        return self.full | self.short

    def borne_by(self, gender):
        """Only the names of this gender; all of them where the gender is unknown."""
        return {name for name in self.names if gender in (None, name[0])}


@cache
def known_names():
    """``{word: Known}``; a name is a pair of its gender and its first spelling."""
    found = defaultdict(Known)
    for gender in (FEMALE, MALE):
        data = tomllib.loads((FOLDER / f"given_names_{gender}.toml").read_text("utf-8"))
        for line in [*data["names"].splitlines(), *data["plain"].split()]:
            full, short = (
                [word.norm for word in words(part)] for part in (line + ":").split(":")[:2]
            )
            for word in full:
                found[word].full.add((gender, full[0]))
            for word in short:
                found[word].short.add((gender, full[0]))
    return dict(found)


@cache
def _known_by_sound():
    """The same for what is written in Latin letters, Tanya and Aleksandr."""
    found = defaultdict(Known)
    for word, known in known_names().items():
        if not is_latin(word):
            for key in sound_keys(word):
                found[key].full |= known.full
                found[key].short |= known.short
    return dict(found)


@lru_cache(CACHED)
def known(word):
    """What is known of a word in either alphabet, or None."""
    if word in known_names() or not is_latin(word):
        return known_names().get(word)
    hits = (_known_by_sound().get(key) for key in sorted(sound_keys(word)))
    return next((hit for hit in hits if hit), None)


@lru_cache(CACHED)
def genders_of(given_name):
    """Who bears the name: one gender, both (Саша, Женя), or none if the name is unknown."""
    hit = known(given_name.partition("-")[0])
    return frozenset(gender for gender, _ in hit.names) if hit else frozenset()


@lru_cache(CACHED)
def compare_given_names(first, second, first_gender, second_gender):
    """The outcome for two given names of persons whose genders may be known otherwise."""
    if not first or not second:
        return LACKS
    if first == second:
        return SAME
    if 1 in (len(first), len(second)):
        return bar(Rule.INITIAL) if first[0] == second[0] else DIFFERS
    if known(first) and known(second):
        return _by_dictionary(first, second, first_gender, second_gender)
    return _by_letters(first, second)


def _by_dictionary(first, second, first_gender, second_gender):
    one, other = known(first), known(second)
    if one.full & other.full:
        mixed = is_latin(first) != is_latin(second)
        return doubt(Rule.TRANSLITERATION) if mixed else form(Rule.NAME_SPELLING)
    meant, expected = one.borne_by(first_gender), other.borne_by(second_gender)
    common = meant & expected
    if not common:
        return DIFFERS
    # Аля may be Алина and Альбина, and the twins may be called so: one of them has to be asked.
    shared = (len(meant) > 1 and not one.full & common) or (
        len(expected) > 1 and not other.full & common
    )
    return bar(Rule.SHARED_SHORT_NAME) if shared else doubt(Rule.SHORT_NAME)


def _by_letters(first, second):
    if is_latin(first) != is_latin(second) and sound_keys(first) & sound_keys(second):
        return doubt(Rule.TRANSLITERATION)
    first_parts, second_parts = set(first.split("-")), set(second.split("-"))
    if first_parts <= second_parts or second_parts <= first_parts:
        # Мухаммад and Мухаммад-Али may be brothers.
        return bar(Rule.PART_OF_NAME)
    if without_doubles(first) == without_doubles(second):
        return form(Rule.NAME_SPELLING)
    if is_latin(first) == is_latin(second):
        slip = is_slip(first, second, SHORTEST_SLIP)
    else:
        slip = any(
            is_slip(one, other, SHORTEST_SLIP)
            for one in sound_keys(first)
            for other in sound_keys(second)
        )
    return bar(Rule.GIVEN_NAME_SLIP) if slip else DIFFERS
