"""Regulations by chance in every distortion: nothing is lost, and mild ones are read rightly."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from regulations.importing.drafting import draft_entries
from regulations.importing.reading import import_regulation, pasted_source
from tests.regulations.importing import distorting
from tests.regulations.importing.conservation import lost

SEEDS = st.integers(0, 10**9)
ways = st.lists(st.sampled_from(distorting.MILD), max_size=3, unique=True)
wild_ways = st.lists(
    st.sampled_from([*distorting.MILD, *distorting.WILD]), min_size=1, max_size=5, unique=True
)


def distorted(text, ways, seed):
    chance = random.Random(seed)
    # Words are divided before lines are broken, as a page does it; recognition comes last.
    for way in sorted(ways, key=[*distorting.MILD, *distorting.WILD].index):
        text = way(text, chance)
    return text


def read(text):
    source = pasted_source(text)
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


@settings(max_examples=150, deadline=None)
@given(SEEDS, ways)
def test_mild_distortions_leave_the_structure(seed, ways):
    made = distorting.regulation(seed)
    found = read(distorted(made.text, ways, seed))
    assert [(s.number, [c.number for c in s.clauses]) for s in found.sections] == made.shape
    assert sum(len(clause.items) for clause in found.clauses) == made.items
    assert found.title == "Положение о школьных чатах"
    assert [(row.kind, bool(row.protocol), bool(row.order)) for row in found.approvals] == [
        ("adopts", True, False),
        ("approves", False, True),
    ]


@settings(max_examples=250, deadline=None)
@given(SEEDS, wild_ways)
def test_nothing_is_lost_in_any_distortion(seed, ways):
    made = distorting.regulation(seed)
    found = read(distorted(made.text, ways, seed))
    assert draft_entries(found)


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.sampled_from([distorting.restarting, distorting.skipping]))
def test_numbers_that_restart_or_skip_keep_every_clause(seed, way):
    made = distorting.regulation(seed)
    found = read(distorted(made.text, [way], seed))
    assert len(found.clauses) == sum(len(numbers) for _, numbers in made.shape)
    assert len(found.sections) == len(made.shape)
    assert any("омер" in doubt.why for doubt in found.notes.doubts)
