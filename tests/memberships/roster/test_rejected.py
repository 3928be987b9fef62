"""The file of rejected rows: like the sender's, harmless, and readable again."""

import csv
import io

import pytest
from openpyxl import load_workbook

from memberships.roster import read_roster, write_rejected
from memberships.roster.dictionary import REASON
from tests.memberships.roster.files import BORN, delimited, xlsx

TITLES = ["№", "Ученик", "Класс", "Д.р.", "Мать", "Телефон", "Отец", "Телефон", "Кружок", "ИНН"]
GOOD = [1, "Белова Анна", "5А", BORN, "Белова Ольга", 89130000001, "", "", "хор", "1"]
BAD = [
    [2, "Громов", "5А", BORN, "Громова Дина", 89130000002.0, "", "", "шахматы; хор", "2"],
    [3, "Зимин Глеб", None, "31.02.2015", "", "", "", "", '«бокс», "шашки"', "3"],
    [4, "Котов Иван", "5А", "31.02.2015", "", "", "", "", "две\nстроки", "4"],
    [5, "", "5А", None, "", "+7 913 000-00-03", "", "", "", "5"],
    [6, "=B2", "5А", None, "", "", "", "", "", "6"],
    [7, "Котов Пётр", "=1+1", None, "", "", "", "", "", "7"],
    [8, "Котов Пётр", "#N/A", None, "", "", "", "", "", "8"],
    [9, " =B2", "5А", None, "", "", "", "", "''=1+1", "9"],
]


def told(reading):
    return [(row.reason, row.cells) for row in reading.rejected]


FORMATS = {
    "xlsx": xlsx,
    **{
        f"csv {separator!r} {encoding}": (
            lambda *rows, s=separator, e=encoding: delimited(*rows, separator=s, encoding=e)
        )
        for separator in ";,\t"
        for encoding in ("utf-8", "utf-8-sig", "cp1251", "utf-16")
    },
}


@pytest.mark.parametrize("shape", FORMATS)
def test_the_same_rows_are_rejected_again(shape):
    rows = [
        [f"{value:%d.%m.%Y}" if value is BORN and shape != "xlsx" else value for value in row]
        for row in (GOOD, *BAD)
    ]
    first = read_roster("list", FORMATS[shape](TITLES, *rows))
    assert len(first.rows) == 1
    assert len(first.rejected) == len(BAD)
    data = write_rejected(first)
    again = read_roster("rejected", data)
    assert again.rows == ()
    assert told(again) == told(first)
    assert (again.kind, again.mapping, again.titles) == (first.kind, first.mapping, first.titles)
    assert again.file_format == first.file_format
    # Once more changes nothing at all.
    assert write_rejected(again) == data or shape == "xlsx"
    assert told(read_roster("rejected", write_rejected(again))) == told(first)


def test_a_row_put_right_is_taken():
    first = read_roster("list.csv", delimited(TITLES, *[[str(v) for v in row] for row in BAD[:1]]))
    data = write_rejected(first).decode().replace("Громов;", "Громов Борис;")
    second = read_roster("list.csv", data.replace("2015-05-12 00:00:00", "12.05.2015").encode())
    assert [row.given_name for row in second.rows] == ["Борис"]
    assert second.rejected == ()


def test_the_reason_stands_beside_the_row():
    first = read_roster("list.csv", delimited(["ФИО", "Класс", "СНИЛС"], ["Громов", "5А", "1"]))
    rows = list(csv.reader(io.StringIO(write_rejected(first).decode()), delimiter=";"))
    assert rows == [["ФИО", "Класс", REASON], ["Громов", "5А", "Нет имени: есть только фамилия."]]


def test_a_class_out_of_a_heading_comes_along():
    data = delimited(["Список 5А класса"], ["ФИО", "Телефон"], ["Громов", ""], ["Котов Иван", ""])
    first = read_roster("list.csv", data, kind="learners")
    sent_back = write_rejected(first)
    fixed = sent_back.decode().replace("Громов", "Громов Борис").encode()
    assert [row.unit for row in read_roster("rejected.csv", fixed).rows] == ["5А"]


def test_nothing_rejected_is_only_the_titles():
    reading = read_roster("list.csv", delimited(["ФИО", "Класс"], ["Громов Борис", "5А"]))
    assert write_rejected(reading).decode() == f"ФИО;Класс;{REASON}\r\n"


DANGEROUS = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://example.test","жми")',
    "+1+1",
    "+cmd|'/c calc'!A0",
    "-1+1+cmd|'/c calc'!A0",
    "-2+3",
    "+1",
    "-1",
    "=",
    "+",
    "-",
    "@",
    "-2-3",
    "+7 (913) 000-00-01 +1",
    "+7",
    "@SUM(1+1)",
    " =1+1",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "'=1+1",
    "\u200b=1+1",
    "\u00a0=1+1",
]


@pytest.mark.parametrize("formula", DANGEROUS, ids=repr)
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_no_cell_of_a_text_is_a_formula(formula, separator):
    titles = ["ФИО", "Класс", "Кружок", formula]
    data = delimited(titles, ["Громов", formula, formula, formula], separator=separator)
    sent_back = write_rejected(read_roster("list.csv", data)).decode()
    for row in csv.reader(io.StringIO(sent_back, newline=""), delimiter=separator):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]


@pytest.mark.parametrize("formula", DANGEROUS, ids=repr)
def test_no_cell_of_a_workbook_is_a_formula(formula):
    titles = ["ФИО", "Класс", "Кружок"]
    data = write_rejected(read_roster("list.csv", delimited(titles, ["Громов", formula, formula])))
    book = load_workbook(io.BytesIO(data.replace(b"", b""))) if data[:2] == b"PK" else None
    assert book is None
    data = write_rejected(read_roster("list.xlsx", xlsx(titles, ["Громов", formula, formula])))
    for row in load_workbook(io.BytesIO(data)).active:
        assert [cell.data_type for cell in row if cell.value is not None] == ["s"] * sum(
            cell.value is not None for cell in row
        )


PHONES = ["+7 (913) 000-00-01", "+79130000001", "+7 913 000 00 01", "8 (913) 000-00-01"]


@pytest.mark.parametrize("phone", PHONES)
def test_phones_stay_as_they_are(phone):
    reading = read_roster(
        "list.csv", delimited(["ФИО", "Класс", "Телефон"], ["Громов", "Я", phone])
    )
    assert f";{phone};".encode() in write_rejected(reading)


@pytest.mark.parametrize("sign", ["-", "+", "@", "+1", "-1"])
def test_what_is_marked_as_text_comes_back_as_it_was(sign):
    """A dash stands for «none» in many lists; the corrected file reads like the first one."""
    titles = ["ФИО", "Класс", "Кружок"]
    reading = read_roster("list.csv", delimited(titles, ["Громов", sign, sign]))
    sent_back = write_rejected(reading)
    assert f";'{sign};".encode() in sent_back
    again = read_roster("list.csv", sent_back)
    assert [row.cells[:3] for row in again.rejected] == [row.cells for row in reading.rejected]
    corrected = sent_back.replace("Громов".encode(), "Громов Борис Ильич".encode()).replace(
        f"Громов Борис Ильич;'{sign};".encode(), "Громов Борис Ильич;5А;".encode()
    )
    assert read_roster("list.csv", corrected).rejected == ()
