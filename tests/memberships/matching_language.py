"""A short way to write claims and entries, for the tables in ``matching_pairs_….py``.

«Иванова|Анна|Сергеевна» is a learner of 5А: the three fields as they are typed. «… > Иванов|Пётр»
makes it a parent with a child. After «;» stand the other fields: unit, phone, email, born, post,
role, joined, account. «unit=-» means that no unit is stated.
"""

from datetime import date
from typing import NamedTuple

from memberships.matching import Claim, Entry

MATCHED, SIMILAR, NONE = "matched", "similar", "none"
FIELDS = {"born": "birth_date"}
READ = {"born": date.fromisoformat, "joined": int}


class Case(NamedTuple):
    """``rules`` must be among those that applied; ``rivals`` are exactly those named."""

    id: str
    claim: str
    roster: tuple
    verdict: str
    rules: tuple
    best: int | None
    rivals: tuple


def case(id_, claim, roster, verdict, *rules, best=1, rivals=()):
    roster = (roster,) if isinstance(roster, str) else tuple(roster)
    best = None if verdict == NONE else best
    return Case(id_, claim, roster, verdict, rules, best, tuple(rivals))


def read_claim(text):
    return Claim(**_read(text))


def read_roster(texts):
    """Entries numbered from 1 in the order of the table."""
    return [Entry(pk=pk, **_read(text)) for pk, text in enumerate(texts, start=1)]


def _read(text):
    names, _, more = text.partition(";")
    own, apart, child = names.partition(">")
    record = {"role": "parent" if apart else "learner", "unit": "5А"}
    record |= _names(own, "") | _names(child, "child_")
    for option in more.split():
        key, _, value = option.partition("=")
        if key == "unit":
            record["unit"] = None if value == "-" else value
        else:
            record[FIELDS.get(key, key)] = READ.get(key, str)(value)
    return record


def _names(text, prefix):
    codes = ("surname", "given_name", "patronymic")
    typed = [word.strip() for word in text.split("|")]
    return {prefix + code: word for code, word in zip(codes, typed, strict=False) if word}
