"""Whatever is sent, it is read or refused; and what is sent back is rejected again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memberships.roster import UnreadableFileError, read_roster, write_rejected
from memberships.roster.dictionary import KINDS
from memberships.roster.reading import UNIT_TITLE
from tests.memberships.roster.corpus import CORPUS
from tests.memberships.roster.files import LEARNERS, TITLES, delimited, xlsx

WORKBOOK = CORPUS["the class merged beside its learners"].data
TEXT = CORPUS["CSV with line breaks in cells"].data

TITLE = st.sampled_from(
    "ФИО|Фамилия|Имя|Отчество|Класс|Параллель|Литера|Дата рождения|Телефон|E-mail|ID|Мать|Отец|"
    "Родители|Телефон родителей|ФИО родителя|Родство|Учитель|Предмет|Классный руководитель|"
    "Должность|Классное руководство|Кружок|СНИЛС|№||Телефон (2)|Мать / Телефон|=1+1".split("|")
)
# None of these is a title: a row of titles below the titles is part of them.
CELL = st.one_of(
    st.sampled_from(
        "|-|нет|Белова Анна|БЕЛОВА АННА ИГОРЕВНА|Белова А.И.|Анна Игоревна|5А|5 «а»|ИС-21|5|А|"
        "5А, 5Б|12.05.2015|31.02.2015|42136|89130000001|8.9E+10|anna@mail.example|физика|"
        "=A1|#Н/Д|'=A1|+1|@x|1|2|"
        "Белова Анна, Белов Пётр Ильич|5А класс".split("|")
    ),
    st.text("Аа5-'\"=;,\t\n +(«", max_size=8),
)
PRIVATE_CELL = st.sampled_from(["112-233-445 95", "ул. Мира, д. 5, кв. 7", "6900 123456"])


def tables(cell):
    return st.integers(2, 6).flatmap(
        lambda width: st.tuples(
            st.lists(TITLE, min_size=width, max_size=width),
            st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6),
        )
    )


KIND = st.sampled_from([None, *KINDS])


def read_or_refused(data, **options):
    try:
        return read_roster("list", data, **options)
    except UnreadableFileError:
        return None


@given(tables(CELL), KIND)
@settings(max_examples=400, deadline=None)
def test_any_table_is_read_or_refused_and_comes_back_the_same(table, kind):
    titles, rows = table
    titles = ["ФИО", "Класс", *titles[2:]]
    first = read_or_refused(delimited(titles, *rows), kind=kind)
    if first is None:
        return
    assert len(first.titles) == len(set(first.titles))
    assert all(len(row.cells) == len(first.titles) for row in first.rejected)
    # A repetition is none where the first row is not sent back too.
    kept = [row for row in first.rejected if not row.reason.startswith("Повторяет")]
    again = read_or_refused(write_rejected(first), kind=first.kind, mapping=first.mapping)
    if again is None:
        assert not kept
        return
    # A class out of a heading has become a column.
    assert again.mapping | {UNIT_TITLE: "unit"} == first.mapping | {UNIT_TITLE: "unit"}
    found = [(row.reason, row.cells) for row in again.rejected]
    assert [each for each in [(row.reason, row.cells) for row in kept] if each not in found] == []


@given(tables(CELL | PRIVATE_CELL))
@settings(max_examples=40, deadline=None)
def test_any_workbook_is_read_like_the_text(table):
    titles, rows = table
    rows = [[cell.strip() for cell in row] for row in rows]
    # openpyxl writes a formula where a text begins like one, which is what we want here.
    text = read_or_refused(delimited(["Список"], titles, *rows), kind="learners")
    book = read_or_refused(xlsx(["Список"], titles, *rows, title="list"), kind="learners")
    assert (text and text.rows) == (book and book.rows)
    assert (text and text.rejected) == (book and book.rejected)


@pytest.mark.parametrize("data", [WORKBOOK, TEXT], ids=["workbook", "text"])
@given(place=st.integers(0, 10**6), bytes_in=st.binary(min_size=1, max_size=20))
@settings(max_examples=150, deadline=None)
def test_a_spoilt_file_is_read_or_refused(data, place, bytes_in):
    place %= len(data)
    read_or_refused(data[:place] + bytes_in + data[place + len(bytes_in) :])


@given(
    data=st.binary(max_size=200), start=st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef"])
)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data, start):
    read_or_refused(start + data)


@given(st.lists(st.tuples(TITLE, st.sampled_from(list(KINDS["learners"].labels))), max_size=4))
@settings(max_examples=100, deadline=None)
def test_any_mapping_is_obeyed_or_does_no_harm(pairs):
    reading = read_or_refused(
        delimited([*TITLES, "СНИЛС"], *[[*row, "112-233-445 95"] for row in LEARNERS]),
        mapping=dict(pairs),
    )
    assert "112-233" not in repr(reading)
