"""Parents in the rows of learners."""

from dataclasses import astuple, replace

import pytest

from memberships.roster import ParentRow, read_roster
from tests.memberships.roster.files import notes, read, xlsx

ANNA = ParentRow("Белова", "Анна", "Петровна", relation="мать")
PETR = ParentRow("Белов", "Пётр", "Ильич", relation="отец")
A_PHONE, B_PHONE = "+79130000001", "+79130000002"


def parents(titles, row):
    (found,) = read(["ФИО", "Класс", *titles], ["Белова Вера", "5А", *row]).rows
    return [astuple(parent) for parent in found.parents]


def parent(row, phone=None, email=None, relation=None):
    relation = row.relation if relation is None else relation
    return row.surname, row.given_name, row.patronymic, phone, email, relation


FULL_ANNA, FULL_PETR = "Белова Анна Петровна", "Белов Пётр Ильич"


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        (
            ["Мать", "Телефон", "Отец", "Телефон"],
            [FULL_ANNA, "89130000001", FULL_PETR, "89130000002"],
        ),
        (
            ["ФИО отца", "Телефон отца", "ФИО матери", "Телефон матери"],
            [FULL_PETR, "89130000002", FULL_ANNA, "89130000001"],
        ),
        (
            [*("Фамилия матери", "Имя матери", "Отчество матери", "Телефон матери")]
            + ["Фамилия отца", "Имя отца", "Отчество отца", "Тел. отца"],
            ["БЕЛОВА", "анна", "Петровна", 89130000001, "Белов", "Пётр", "Ильич", "9130000002"],
        ),
        (
            ["Родитель 1", "Родство", "Телефон", "Родитель 2", "Родство", "Телефон"],
            [FULL_ANNA, "Мама", "89130000001", FULL_PETR, "папа", "89130000002"],
        ),
        (
            ["Родители"],
            [f"Мать: {FULL_ANNA} 8 913 000-00-01, отец: {FULL_PETR} 8 913 000-00-02"],
        ),
        (
            ["Родители", "Телефоны родителей"],
            [f"{FULL_ANNA} (мать); {FULL_PETR} (отец)", "89130000001, 89130000002"],
        ),
    ],
)
def test_both_parents_are_read_however_they_stand(titles, row):
    assert parents(titles, row) == [parent(ANNA, A_PHONE), parent(PETR, B_PHONE)]


def test_two_rows_of_titles_for_parents():
    data = xlsx(
        ["ФИО", "Класс", "Родители", None],
        [None, None, "Мать", "Отец"],
        ["Белова Вера", "5А", FULL_ANNA, FULL_PETR],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    (found,) = read_roster("list.xlsx", data).rows
    assert found.parents == (ANNA, PETR)


def test_a_title_reaches_no_further_than_its_merged_cell():
    data = xlsx(
        ["ФИО", "Класс", "Мать", None, None],
        [None, None, "ФИО", "Телефон", "Дата рождения"],
        ["Белова Вера", "5А", FULL_ANNA, None, "12.05.2015"],
        merged=["A1:A2", "B1:B2", "C1:D1"],
    )
    assert read_roster("list.xlsx", data).mapping["Дата рождения"] == "birth_date"


def test_the_same_parent_in_two_columns_is_one():
    assert parents(["Мать", "Родители"], [FULL_ANNA, f"БЕЛОВА АННА ПЕТРОВНА, {FULL_PETR}"]) == [
        parent(ANNA),
        parent(PETR, relation=""),
    ]


def test_one_parent_in_a_generic_column():
    titles = ["ФИО родителя", "Телефон", "E-mail"]
    row = [FULL_ANNA, "89130000001", "anna@mail.example"]
    assert parents(titles, row) == [parent(ANNA, A_PHONE, "anna@mail.example", "")]


def test_a_relation_in_words_of_the_school_is_kept():
    assert parents(["ФИО родителя", "Родство"], [FULL_ANNA, "Крёстная"])[0][-1] == "крёстная"


def test_the_relation_in_the_cell_is_nearer_than_that_of_the_column():
    assert parents(["Мать"], [f"бабушка: {FULL_ANNA}"]) == [parent(ANNA, relation="бабушка")]


def test_an_absent_parent_is_no_parent():
    assert parents(["Мать", "Отец"], [FULL_ANNA, "-"]) == [parent(ANNA)]
    assert parents(["Мать", "Отец"], ["нет", "умер"]) == []


def test_a_merged_name_adds_parents_to_its_own_rows_alone():
    """A namesake far above, whom the first of the merged rows repeats, gets nobody's parents."""
    data = xlsx(
        ["ФИО", "Класс", "ФИО родителя"],
        ["Белова Вера", "5А", FULL_ANNA],
        ["Громов Борис", "5А", None],
        ["Белова Вера", "5А", "Зимина Ольга"],
        [None, None, FULL_PETR],
        merged=["A4:A5", "B4:B5"],
    )
    reading = read_roster("list.xlsx", data)
    assert [row.parents for row in reading.rows] == [(replace(ANNA, relation=""),), ()]
    assert [row.number for row in reading.rejected] == [4, 5]


@pytest.mark.parametrize(
    ("titles", "row", "note"),
    [
        (["Мать", "Телефон"], ["", "89130000001"], "Имя родителя не прочитано"),
        (["Мать", "Телефон"], ["Анна Петровна", ""], "нет фамилии или имени"),
        (["Мать", "Телефон"], [FULL_ANNA, "12345"], "«Телефон»: номер телефона не прочитан"),
        (["Мать", "E-mail"], [FULL_ANNA, "нет@"], "адрес электронной почты не прочитан"),
        (["Мать"], ["Белова А.П."], "инициалы"),
        (["Мать"], [f"Белова {'анна' * 60}"], "нет фамилии или имени"),
        (
            ["Родители", "Телефон родителей"],
            [f"{FULL_ANNA}, {FULL_PETR}", "89130000001"],
            "кому из родителей",
        ),
        (
            ["Родители", "Телефон родителей"],
            [f"{FULL_ANNA}, {FULL_PETR}", "12345"],
            "не прочитаны",
        ),
    ],
)
def test_what_is_wrong_with_a_parent_stops_no_learner(titles, row, note):
    reading = read(["ФИО", "Класс", *titles], ["Белова Вера", "5А", *row])
    assert len(reading.rows) == 1
    assert [note in text for _, text in notes(reading)] == [True]
    assert not any(parent.phone or parent.email for parent in reading.rows[0].parents)


def test_a_name_merged_over_two_rows_has_a_parent_in_each():
    data = xlsx(
        ["ФИО", "Класс", "ФИО родителя", "Телефон"],
        ["Белова Вера", "5А", FULL_ANNA, 89130000001],
        [None, None, FULL_PETR, 89130000002],
        ["Громов Борис", "5А", None, None],
        merged=["A2:A3", "B2:B3"],
    )
    reading = read_roster("list.xlsx", data)
    assert [len(row.parents) for row in reading.rows] == [2, 0]
    assert reading.rejected == ()
    phones = [parent.phone for parent in reading.rows[0].parents]
    assert phones == [A_PHONE, B_PHONE]
