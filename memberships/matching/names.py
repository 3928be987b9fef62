"""A person's whole name: which word is which, and how well two names fit."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

from memberships.matching.given_names import compare_given_names, genders_of, known
from memberships.matching.patronymics import (
    APART,
    NONE_WORDS,
    compare_patronymics,
    gender_of_patronymic,
    looks_like_patronymic,
)
from memberships.matching.rules import DIFFERS, Outcome, Rule
from memberships.matching.spelling import CACHED, from_layout, from_look_alikes, words
from memberships.matching.surnames import compare_surnames, gender_of_surname


class Part(NamedTuple):
    """One of the three words of a name; ``shown`` is how it was typed."""

    norm: str = ""
    shown: str = ""


@dataclass(frozen=True)
class Name:
    """One reading of what was typed; ``rules`` say what had to be done for it."""

    surname: Part
    given: Part
    patronymic: Part
    rules: frozenset = frozenset()

    @cached_property
    def gender(self):
        """What the words tell of the person's gender, the given name before the surname."""
        genders = genders_of(self.given.norm)
        if len(genders) == 1:
            return next(iter(genders))
        by_patronymic = gender_of_patronymic(self.patronymic.norm)
        return by_patronymic or gender_of_surname(self.surname.norm)


def _join(found, glue):
    return Part(glue.join(word.norm for word in found), " ".join(word.shown for word in found))


def _name(surname, given, patronymic, rules=frozenset()):
    if any(word.mended for word in (*surname, *given, *patronymic)):
        rules |= {Rule.LOOK_ALIKE}
    return Name(_join(surname, "-"), _join(given, "-"), _join(patronymic, " "), rules)


# --- Which word is which --------------------------------------------------------------------------


@lru_cache(CACHED)
def read(surname, given, patronymic):
    """The likeliest reading of three fields: words are moved only where a field was left empty."""
    fields = words(surname), words(given), words(patronymic)
    surname, given, patronymic = fields
    patronymic = tuple(word for word in patronymic if word.norm not in NONE_WORDS)
    # What stands in its own field need not stand in another one too.
    given = _without(given, patronymic)
    surname = _without(surname, (*given, *patronymic))
    if not patronymic:
        given, patronymic = _split_patronymic(given)
    if not given and len(surname) > 1:
        surname, given, patronymic = _read_one_field(surname, patronymic)
    moved = (surname, given) != fields[:2]
    return _name(surname, given, patronymic, frozenset({Rule.SWAPPED} if moved else ()))


def _without(found, elsewhere):
    elsewhere = {word.norm for word in elsewhere}
    return tuple(word for word in found if word.norm not in elsewhere) or found


def _split_patronymic(given):
    """«Анна Сергеевна», «Али Гасан оглы», «А. С.» typed where the given name belongs."""
    if len(given) > 2 and given[-1].norm in APART:
        return given[:-2], given[-2:]
    if len(given) > 1 and looks_like_patronymic(given[-1].norm):
        return given[:-1], given[-1:]
    if len(given) == 2 and len(given[0].norm) == len(given[1].norm) == 1:
        return given[:1], given[1:]
    return given, ()


def _read_one_field(found, patronymic):
    """«Иванова Анна Сергеевна», «Анна Сергеевна Иванова», «Анна Иванова» in one field."""
    if not patronymic:
        found, patronymic = _split_patronymic(found)
    if not patronymic and len(found) == 3 and looks_like_patronymic(found[1].norm):
        return found[2:], found[:1], found[1:2]
    if len(found) == 1:
        return found, (), patronymic
    if not patronymic and len(found) == 3 and len(found[2].norm) == 1:
        found, patronymic = found[:2], found[2:]
    if known(found[0].norm) and not known(found[-1].norm):
        return found[-1:], found[:-1], patronymic
    # A double surname without its hyphen is followed by a name that is known.
    end = len(found) - 1 if known(found[-1].norm) else 1
    return found[:end], found[end:], patronymic


@lru_cache(CACHED)
def readings(surname, given, patronymic):
    """All that the fields may mean, the likeliest first: other keys, other order of words."""
    typed = [_as_typed(surname, given, patronymic)]
    for rule, reread in ((Rule.LAYOUT, from_layout), (Rule.LOOK_ALIKE, from_look_alikes)):
        again = [reread(field or "") or field for field in (surname, given, patronymic)]
        if again != [surname, given, patronymic]:
            typed.append([_with(name, rule) for name in _as_typed(*again)])
    # As it was typed comes first in every alphabet: what was reordered is read with more freedom.
    return tuple(
        dict.fromkeys([names[0] for names in typed] + [name for names in typed for name in names])
    )


def _as_typed(surname, given, patronymic):
    """The likeliest reading and those with the fields, or the words in them, in another order."""
    first = read(surname, given, patronymic)
    orders = [read(given, surname, patronymic), _name_of(first.given, first.surname, first)]
    if looks_like_patronymic(first.given.norm):
        orders += [read(patronymic, surname, given), read(surname, patronymic, given)]
    return [first, *(_with(name, Rule.SWAPPED) for name in orders)]


def _name_of(surname, given, name):
    return replace(name, surname=surname, given=given)


def _with(name, rule):
    return replace(name, rules=name.rules | {rule})


# --- How well two names fit -----------------------------------------------------------------------


@dataclass(frozen=True)
class Fit:
    """A claimed name against an expected one, word by word."""

    name: Name
    surname: Outcome
    given: Outcome
    patronymic: Outcome
    rules: frozenset

    @property
    def fits(self):
        """Surname and given name are there and nothing speaks for another person's name."""
        return self.surname.fits and self.given.fits

    @property
    def differs(self):
        return self.surname.differs or self.given.differs

    @property
    def lacks(self):
        """One side says nothing of this person."""
        return self.surname.lacks and self.given.lacks

    @property
    def is_sure(self):
        """The name agrees without any doubt; a patronymic may lack."""
        patronymic = self.patronymic.is_sure or self.patronymic.lacks
        sure = self.surname.is_sure and self.given.is_sure and patronymic
        return sure and Rule.SWAPPED_UNSURELY not in self.rules

    @property
    def is_full(self):
        """All three words agree without any doubt."""
        return self.is_sure and self.patronymic.is_sure

    @property
    def rank(self):
        words_of_name = (self.surname, self.given)
        return (
            sum(outcome.differs for outcome in words_of_name),
            sum(outcome.lacks for outcome in words_of_name),
            self.patronymic.differs,
            sum(outcome.grade for outcome in (*words_of_name, self.patronymic)),
            len(self.rules),
        )


def compare_names(claimed, expected):
    """The best `Fit` among the readings of the claimed name."""
    best = _compare(claimed[0], expected)
    if best.fits and not best.patronymic.differs:
        return best
    others = [
        _compare(name, expected)
        for name in claimed[1:]
        if compare_surnames(name.surname.norm, expected.surname.norm).fits
    ]
    return min([best, *others], key=lambda fit: fit.rank) if others else best


def _compare(name, expected):
    surname = compare_surnames(name.surname.norm, expected.surname.norm)
    given = compare_given_names(name.given.norm, expected.given.norm, name.gender, expected.gender)
    if surname.rule == Rule.GENDERED_SURNAME and _may_be_another(name, expected):
        surname = DIFFERS
    patronymic = compare_patronymics(name.patronymic.norm, expected.patronymic.norm)
    outcomes = (surname, given, patronymic)
    rules = set(name.rules) | {outcome.rule for outcome in outcomes if outcome.rule}
    if Rule.SWAPPED in rules and known(expected.surname.norm):
        rules.add(Rule.SWAPPED_UNSURELY)
    return Fit(name, *outcomes, frozenset(rules))


def _may_be_another(name, expected):
    """Иванов Саша and Иванова Саша are brother and sister, unless a patronymic tells."""
    shared = len(genders_of(name.given.norm)) == len(genders_of(expected.given.norm)) == 2
    return shared and not gender_of_patronymic(name.patronymic.norm)
