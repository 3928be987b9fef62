"""Identity papers, addresses and health: never in the reading, never in the file sent back."""

import io

import pytest
from openpyxl import load_workbook

from memberships.roster import read_roster, write_rejected
from memberships.roster.private import is_private, may_be_private
from tests.memberships.roster import files
from tests.memberships.roster.files import ADDRESS, CERTIFICATE, PASSPORT, SNILS, delimited, xlsx

PRIVATE = [
    SNILS,
    "112-233-445-95",
    "11223344595",
    "СНИЛС 112-233-445 95",
    "69 00 123456",
    "6900 123456",
    "6900 № 123456",
    "паспорт 6900123456",
    "выдан 01.02.2020 УМВД России",
    CERTIFICATE,
    "II-ОМ № 123456",
    "свидетельство о рождении есть",
    "1234 5678 9012 3456",
    "500100732259",
    ADDRESS,
    "ул. Ленина, 5-17",
    "проспект Мира 12",
    "пер. Тихий, д. 3",
    "д. 5, кв. 17",
    "634000, г. Томск",
]
HARMLESS = [
    "",
    "Белова Анна Игоревна",
    "5А",
    "ИС-21",
    "12.05.2015",
    "8 913 000-00-01",
    "+7 (913) 000-00-01",
    "89130000001",
    "8 (3822) 51-23-45",
    "Белова Анна, 8 913 000-00-01",
    "anna@mail.example",
    "112-233-445 96 ",
    "00000000000",
    "123456",
    "1234567890",
    "b2c4f7de-0000-4000-8000-123456789012",
    "учитель физики, 1 категория",
    "222333, отец",
    "Улица детства",
    "Алгебра (профиль, 5 ч)",
]


@pytest.mark.parametrize("text", PRIVATE)
def test_private_content_is_seen(text):
    assert is_private(text)


@pytest.mark.parametrize("text", [text for text in HARMLESS if "445" not in text])
def test_harmless_content_is_not(text):
    assert not is_private(text)


def test_check_digits_tell_a_snils_from_another_number():
    assert is_private("11223344595")
    assert not is_private("11223344596")
    assert not is_private("500100732258")


@pytest.mark.parametrize("text", ["Ленина 5-12", "Карла Маркса, 7/2", "6900123456"])
def test_columns_that_nobody_needs_are_judged_more_strictly(text):
    assert may_be_private(text)
    assert not is_private(text)


TITLES = ["ФИО", "Класс", "Телефон", "ID", "СНИЛС", "Адрес проживания", "Сведения", "Кружок"]
SECRETS = [SNILS, ADDRESS, PASSPORT]


def rows():
    """Taken, rejected for each of several reasons, and one repeated; each with secrets."""
    return [
        [*row, *SECRETS, "хор"]
        for row in (
            ["Белова Анна", "5А", "8 913 000-00-01", "1"],
            ["Белова Анна", "5А", "8 913 000-00-01", "1"],
            ["", "5А", "8 913 000-00-02", "2"],
            ["Громов Борис", "", "123", "3"],
            ["=A1", "5А", "", ""],
        )
    ]


def everything_in(data):
    """All texts of a file, also those of a packed workbook."""
    if not data.startswith(b"PK"):
        return data.decode("utf-8")
    parts = files.members(data).values()
    values = [str(cell.value) for row in load_workbook(io.BytesIO(data)).active for cell in row]
    return "\n".join([*values, *(part.decode("utf-8", "replace") for part in parts)])


@pytest.mark.parametrize("make", [xlsx, delimited], ids=["xlsx", "csv"])
@pytest.mark.parametrize("mapping", [None, {"СНИЛС": "external_id", "Сведения": "phone"}])
def test_nothing_of_a_dropped_column_comes_out(make, mapping):
    if mapping:
        mapping = mapping | {"ID": None, "Телефон": None}
    reading = read_roster("list", make(TITLES, *rows()), mapping=mapping)
    assert len(reading.rows) == 1
    assert len(reading.rejected) == 4 - len(reading.rows) + 1
    said = repr(reading) + everything_in(write_rejected(reading))
    for secret in [*SECRETS, "112-233", "Берёзовая", "123456"]:
        assert secret not in said
    assert set(reading.dropped) >= {"СНИЛС", "Адрес проживания"}
    # What is not private does come back.
    assert "Громов Борис" in said
    assert "хор" in said


def test_a_column_is_dropped_by_what_stands_in_it():
    reading = read_roster("list.csv", delimited(TITLES, *rows()))
    assert reading.dropped == ("СНИЛС", "Адрес проживания", "Сведения")
    assert reading.unknown == ("Кружок",)


def test_one_paper_is_enough_in_a_column_that_nobody_needs():
    data = delimited(
        ["ФИО", "Класс", "Прочее"], *[["Белова Анна", f"{n}А", "хор"] for n in range(40)],
        ["Громов Борис", "", SNILS],
    )  # fmt: skip
    reading = read_roster("list.csv", data)
    assert reading.dropped == ("Прочее",)
    assert SNILS not in repr(reading)


@pytest.mark.parametrize("paper", [SNILS, "11223344595", PASSPORT, CERTIFICATE])
def test_papers_are_no_identifiers(paper):
    """Some schools number their learners by a paper."""
    data = delimited(["ФИО", "Класс", "ID"], ["Белова Анна", "5А", paper], ["Громов", "5А", paper])
    reading = read_roster("list.csv", data)
    assert reading.dropped == ("ID",)
    assert reading.rows[0].external_id == ""
    assert paper not in repr(reading)


def test_a_single_paper_in_a_column_of_identifiers_is_left_out():
    data = delimited(
        ["ФИО", "Класс", "ID"],
        ["Белова Анна", "5А", "17"],
        ["Зимин Глеб", "5А", SNILS],
        ["Громов", "5А", SNILS],
        ["Котов Иван", "5А", "18"],
        ["Котова Дина", "5А", "19"],
    )
    reading = read_roster("list.csv", data)
    assert [row.external_id for row in reading.rows] == ["17", "", "18", "19"]
    assert [note.number for note in reading.notes] == [3]
    assert SNILS not in repr(reading)
    assert SNILS not in everything_in(write_rejected(reading))


def test_a_paper_is_no_relation():
    data = delimited(
        ["ФИО", "Класс", "ФИО родителя", "Родство"],
        *[["Белова Анна", f"{number}А", "Белов Пётр", "отец"] for number in range(3)],
        ["Белова Анна", "9А", "Белов Пётр", SNILS],
    )
    reading = read_roster("list.csv", data)
    assert [row.parents[0].relation for row in reading.rows] == ["отец", "отец", "отец", ""]


def test_columns_without_a_title_do_not_come_back():
    data = xlsx(["ФИО", None, "Класс", None], ["Громов", "тайна", "5А", "тайна", "тайна"])
    reading = read_roster("list.xlsx", data)
    assert reading.rejected[0].cells == ("Громов", "5А")
    assert "тайна" not in repr(reading) + everything_in(write_rejected(reading))


def test_title_lines_and_other_sheets_do_not_come_out():
    data = xlsx(
        sheets={
            "Список": [[f"Сдать по адресу: {ADDRESS}"], ["ФИО", "Класс"], ["Громов", "5А"]],
            "Личное": [["тайна"]],
        }
    )
    reading = read_roster("list.xlsx", data)
    said = repr(reading) + everything_in(write_rejected(reading))
    assert "Берёзовая" not in said
    assert "тайна" not in said
