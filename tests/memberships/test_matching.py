"""Which claim is taken for which entry: the tables of pairs that people really confuse."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from memberships.matching import Claim, Entry, Roster, Rule, match, pairs
from memberships.matching.given_names import compare_given_names, known_names
from memberships.matching.rules import BARS, DOUBTS, SUPPORTS, Grade
from memberships.matching.sides import Side
from tests.memberships import (
    matching_pairs_families,
    matching_pairs_fields,
    matching_pairs_names,
    matching_pairs_namesakes,
    matching_pairs_words,
)
from tests.memberships.matching_language import read_claim, read_roster
from tests.memberships.measure_matching import make_claims, make_entries

TABLES = (
    matching_pairs_words,
    matching_pairs_names,
    matching_pairs_fields,
    matching_pairs_families,
    matching_pairs_namesakes,
)
CASES = {
    f"{group}: {case.id}": case
    for table in TABLES
    for group, cases in table.GROUPS.items()
    for case in cases
}


@pytest.mark.parametrize("name", CASES)
def test_pair(name):
    case = CASES[name]
    claim, entries = read_claim(case.claim), read_roster(case.roster)
    found = Roster(entries).match(claim)
    assert (found.verdict, found.entry_pk, found.rivals) == (case.verdict, case.best, case.rivals)
    assert set(case.rules) <= set(found.rules)
    # The index may leave out only what no rule could take for the person.
    assert match(claim, entries) == found


def test_no_two_pairs_have_one_name_and_every_rule_has_a_pair():
    number = sum(len(cases) for table in TABLES for cases in table.GROUPS.values())
    assert number == len(CASES) >= 160
    assert {rule for case in CASES.values() for rule in case.rules} == set(Rule)


KINDS = ("DOUBTS", "BARS", "SUPPORTS")


@pytest.mark.parametrize("rule", sorted((DOUBTS | BARS | SUPPORTS) - {Rule.NAMESAKES}))
def test_without_the_rule_some_pair_has_another_verdict(rule, monkeypatch):
    for kind in KINDS:
        monkeypatch.setattr(pairs, kind, getattr(pairs, kind) - {rule})
    assert any(
        match(read_claim(case.claim), read_roster(case.roster)).verdict != case.verdict
        for case in CASES.values()
        if rule in case.rules
    )


def test_two_names_that_exist_are_never_taken_for_each_other():
    full = sorted(word for word, known in known_names().items() if known.full)
    alike = {
        (one, other)
        for one, other in combinations(full, 2)
        if not known_names()[one].full & known_names()[other].full
        and compare_given_names(one, other, None, None).grade < Grade.BAR
    }
    assert not alike


TWINS = "Арина Алина, Марина Карина, Даниил Данис, Гасан Гусейн, Александр Алексей, Айлана Айляна"


@pytest.mark.parametrize("twins", TWINS.split(", "))
@pytest.mark.parametrize("role", ["learner", "parent"])
def test_one_twin_is_not_the_other_however_much_they_share(twins, role):
    shared = {"patronymic": "Ильич", "unit": "5А", "phone": "+79131234567", "email": "a@b.example"}
    shared |= {"role": role, "surname": "Ким", "birth_date": date(2014, 3, 12)}
    if role == "parent":
        shared |= {"child_surname": "Ким", "given_name": "Вера", "patronymic": "Ильинична"}
    code = "child_given_name" if role == "parent" else "given_name"
    one, other = twins.split()
    claim = Claim(**shared | {code: one})
    first, second = (Entry(pk=name, **shared | {code: name}) for name in (one, other))
    assert match(claim, [second]).verdict == "similar"
    found = match(claim, [first, second])
    assert (found.verdict, found.entry_pk) == ("matched", one)


def test_the_index_spares_almost_all_comparisons():
    entries = make_entries(1_500)
    roster = Roster(entries)
    compared = [len(roster.candidates(Side(claim))) for claim in make_claims(entries, 200)]
    assert sum(compared) / len(compared) < 0.02 * len(entries)


def test_every_rule_is_in_the_table_of_the_decision():
    text = (Path(__file__).parents[2] / "docs/adr/0010-matching.md").read_text()
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == set(Rule)
