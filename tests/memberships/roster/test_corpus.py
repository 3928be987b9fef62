"""Every shape of file reads to the same people."""

from datetime import date

import pytest

from memberships.roster import LearnerRow, read_roster
from tests.memberships.roster.corpus import CORPUS


def person(number, sheet, *name, **fields):
    return LearnerRow(number, sheet, *name, external_id="", **fields)


@pytest.mark.parametrize("shape", CORPUS)
def test_every_shape_reads_to_the_same_learners(shape):
    file = CORPUS[shape]
    reading = read_roster(file.name, file.data)
    assert reading.kind == "learners"
    assert reading.rejected == ()
    found = {row.number: row for row in reading.rows}
    first, second = file.rows
    assert [found[first], found[second]] == [
        person(
            first,
            reading.sheet,
            "Белова",
            "Анна",
            "Игоревна",
            birth_date=date(2015, 5, 12),
            unit="5А",
            unit_key="5а",
            email="anna@mail.example",
            phone="+79130000001",
        ),
        person(
            second,
            reading.sheet,
            "Громов",
            "Борис",
            "",
            birth_date=date(2014, 9, 1),
            unit="5Б",
            unit_key="5б",
            email="boris@mail.example",
            phone="+79130000002",
        ),
    ]
    assert reading.header_row == file.header_row
    assert reading.dropped == file.dropped
    assert reading.unknown == file.unknown


def test_the_corpus_is_large():
    assert len(CORPUS) >= 30
