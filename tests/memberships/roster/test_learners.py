"""Rows of learners: taken, rejected, repeated."""

from dataclasses import astuple
from datetime import datetime

import pytest

from memberships.roster import read_roster
from tests.memberships.roster.files import notes, read, xlsx


def test_a_wrong_phone_or_address_of_a_learner_is_left_out():
    reading = read(["ФИО", "Класс", "Телефон", "Почта"], ["Белова Вера", "5А", "123", "вера"])
    (row,) = reading.rows
    assert (row.phone, row.email) == (None, None)
    assert [number for number, _ in notes(reading)] == [2, 2]
    # Notes outlive the file: what stood in the cells is not quoted.
    assert not any("123" in text or "вера" in text.lower() for _, text in notes(reading))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["", "5А", "12.05.2015"], "Нет фамилии и имени."),
        (["-", "5А", ""], "Нет фамилии и имени."),
        (["Итого: 25", "5А", ""], "Нет фамилии и имени."),
        (["Белова", "5А", ""], "Нет имени"),
        (["Вера Игоревна", "5А", ""], "Нет фамилии"),
        (["Белова В.И.", "5А", ""], "инициалы"),
        (["Белова " + "вера" * 40, "5А", ""], "слишком длинное"),
        (["Белова Вера", "", ""], "Не указано подразделение"),
        (["Белова Вера", "—", ""], "Не указано подразделение"),
        (["Белова Вера", "а" * 101, ""], "слишком длинное"),
        (["Белова Вера", "01.02.2026", ""], "в дату"),
        (["Белова Вера", "5А", "31.02.2015"], "Дата рождения"),
        (["Белова Вера", "5А", "12.05.1815"], "Дата рождения"),
        (["Белова Вера", "5А", "не помню"], "Дата рождения"),
        (["=A1", "5А", ""], "В колонке «ФИО» формула"),
        (["Белова Вера", "=B1", ""], "В колонке «Класс» формула"),
    ],
)
def test_a_bad_row_is_rejected_and_the_others_are_not(row, reason):
    reading = read(
        ["ФИО", "Класс", "Дата рождения"],
        ["Громов Борис", "5Б", ""],
        row,
        ["Зимин Глеб", "5В", ""],
    )
    assert [found.surname for found in reading.rows] == ["Громов", "Зимин"]
    ((number, sheet, told, cells),) = map(astuple, reading.rejected)
    assert (number, sheet) == (3, "list")
    assert reason in told
    assert told.endswith(".")
    assert len(cells) == 3


def test_a_real_formula_and_an_error_are_rejected():
    data = xlsx(
        ["ФИО", "Класс", "Телефон"],
        ['=CONCATENATE("Белова"," Вера")', "5А", None],
        ["Громов Борис", "#N/A", None],
        ["Зимин Глеб", "5В", "=1+1"],
        ["Котова Дина", "5В", None],
    )
    reading = read_roster("list.xlsx", data)
    assert [row.surname for row in reading.rows] == ["Котова"]
    assert ["формула" in row.reason for row in reading.rejected] == [True, False, True]
    assert "ошибка Excel" in reading.rejected[1].reason


def test_a_class_that_excel_made_a_date():
    data = xlsx(["ФИО", "Группа"], ["Белова Вера", datetime(2026, 2, 1)])  # noqa: DTZ001
    assert "в дату" in read_roster("list.xlsx", data).rejected[0].reason


def test_a_repeated_row_names_the_first():
    reading = read(
        ["ФИО", "Класс", "Дата рождения", "ID"],
        ["Белова Вера", "5А", "", ""],
        ["БЕЛОВА ВЕРА", "5 «а»", "", ""],
        ["Белова Вера", "6А", "", ""],
        ["Зимин Глеб", "5А", "12.05.2015", "1"],
        ["Зимин Глеб", "5А", "13.05.2015", "2"],
        ["Зимин Глеб", "5А", "", "3"],
        ["Зимин Глеб", "5А", "", ""],
    )
    assert [row.number for row in reading.rows] == [2, 4, 5, 6, 7]
    assert [row.number for row in reading.rejected] == [3, 8]
    assert "Повторяет строку 2" in reading.rejected[0].reason


def test_one_person_in_two_classes_is_noted():
    reading = read(
        ["ФИО", "Класс", "Дата рождения"],
        ["Белова Вера", "5А", "12.05.2015"],
        ["Белова Вера", "6А", "12.05.2015"],
    )
    assert len(reading.rows) == 2
    assert [number for number, text in notes(reading) if "в строке 2" in text] == [3]
