"""Headings, sheets, kinds and mappings."""

import pytest

from memberships.roster import read_roster, write_rejected
from tests.memberships.roster.files import delimited, notes, read, xlsx

FULL_ANNA, FULL_PETR = "Белова Анна Петровна", "Белов Пётр Ильич"
A_PHONE, B_PHONE = "+79130000001", "+79130000002"


def test_the_class_is_taken_from_the_heading():
    reading = read(["Список 5 «А» класса"], ["ФИО", "Телефон"], ["Белова Вера", ""])
    assert [(row.unit, row.unit_key) for row in reading.rows] == [("5А", "5а")]
    assert any("взяты из заголовка: 5А" in text for _, text in notes(reading))


def test_no_class_is_taken_from_a_row_without_a_name():
    reading = read(["ФИО", "Класс"], ["Белова Вера", "5А"], ["", "5Б"], ["Зимин Глеб", ""])
    assert [(row.surname, row.unit) for row in reading.rows] == [("Белова", "5А")]
    assert [(row.number, row.reason) for row in reading.rejected] == [
        (4, "Не указано подразделение.")
    ]


def test_the_class_is_taken_from_the_file_name():
    data = delimited(["ФИО", "Дата рождения"], ["Белова Вера", ""])
    assert read_roster("Список_5А_класса.csv", data).rows[0].unit == "5А"
    assert "Не указано подразделение" in read_roster("Список.csv", data).rejected[0].reason


def test_a_list_without_classes_says_so_once():
    reading = read(["ФИО", "Дата рождения"], ["Белова Вера", ""], ["Зимин Глеб", ""])
    assert len(reading.rejected) == 2
    assert sum("Не нашлась колонка с подразделением" in text for _, text in notes(reading)) == 1


def test_a_workbook_with_a_sheet_for_each_class_is_read_as_one():
    titles = ["№", "ФИО", "Телефон"]
    data = xlsx(
        sheets={
            "5А": [titles, [1, "Белова Вера"]],
            "5Б": [["Школа"], titles, [1, "Зимин Глеб"]],
            "Выбывшие": [titles, [1, "Котов Иван"]],
            "5В": [["ФИО", "Кружок", "Телефон"], ["Котова Дина"]],
        }
    )
    reading = read_roster("list.xlsx", data)
    assert [(row.sheet, row.number, row.unit) for row in reading.rows] == [
        ("5А", 2, "5А"),
        ("5Б", 3, "5Б"),
    ]
    assert any("Пропущены листы: «Выбывшие», «5В»" in text for _, text in notes(reading))


def test_of_several_lists_the_fullest_is_read_and_the_others_are_named():
    data = xlsx(
        sheets={
            "Коротко": [["ФИО", "Класс"], ["Белова Вера", "5А"]],
            "Полностью": [["ФИО", "Класс", "Телефон"], ["Зимин Глеб", "5Б", ""]],
            "Пусто": [],
        }
    )
    reading = read_roster("list.xlsx", data)
    assert (reading.sheet, [row.surname for row in reading.rows]) == ("Полностью", ["Зимин"])
    assert [text for _, text in notes(reading)] == [
        "Прочитан не весь файл. Пропущены листы: «Коротко»."
    ]


def test_the_kind_that_is_given_chooses_the_sheet_and_the_fields():
    data = xlsx(
        sheets={
            "Ученики": [["ФИО", "Класс", "Дата рождения"], ["Белова Вера", "5А", "12.05.2015"]],
            "Сотрудники": [["ФИО", "Должность"], ["Зимина Ольга", "учитель"]],
        }
    )
    assert read_roster("list.xlsx", data).kind == "learners"
    staff = read_roster("list.xlsx", data, kind="staff")
    assert [row.surname for row in staff.rows] == ["Зимина"]


def test_a_kind_that_does_not_fit_is_noted():
    data = delimited(["ФИО", "Класс", "Телефон"], ["Белова Вера", "5А", ""])
    assert notes(read_roster("list.csv", data)) == []
    told = notes(read_roster("list.csv", data, kind="staff"))
    assert told == [(None, "По колонкам это похоже на список семей.")]


def test_a_mapping_by_hand_makes_a_strange_file_readable():
    data = delimited(
        ["Кто", "Где", "Номер трубки мамы", "СНИЛС"],
        ["Белова Вера", "5А", "89130000001", "112-233-445 95"],
    )
    mapping = {"кто": "full_name", "Где": "unit", "номер трубки мамы": "phone", "СНИЛС": "email"}
    reading = read_roster("list.csv", data, mapping=mapping)
    assert reading.rows[0].phone == A_PHONE
    assert reading.mapping == {"Кто": "full_name", "Где": "unit", "Номер трубки мамы": "phone"}
    assert reading.dropped == ("СНИЛС",)
    # What is shown as the mapping can be remembered and given again.
    assert read_roster("list.csv", data, mapping=reading.mapping) == reading


def test_dashes_below_the_titles_are_no_titles():
    first = read(["ФИО", "Телефон родителей", "Телефон родителей"], ["", "-", "-"])
    sent_back = write_rejected(first)
    again = read_roster("list.csv", sent_back, mapping=first.mapping)
    assert (again.header_row, len(again.rejected)) == (first.header_row, 1) == (1, 1)


def test_titles_that_are_the_same_can_be_told_apart_by_hand():
    titles = ["ФИО", "Класс", "Телефон", "Телефон"]
    row = ["Белова Вера", "5А", "89130000001", "89130000002"]
    assert read(titles, row).unknown == ("Телефон (2)",)
    mapping = {"Телефон": None, "Телефон (2)": "phone"}
    assert read(titles, row, mapping=mapping).rows[0].phone == B_PHONE


def test_a_phone_that_may_be_of_either_parent_is_left_to_the_sender():
    reading = read(
        ["ФИО", "Класс", "Мать", "Отец", "Телефон"],
        ["Белова Вера", "5А", FULL_ANNA, FULL_PETR, "89130000001"],
    )
    assert reading.unknown == ("Телефон",)
    assert any("Неясно, чья это колонка: «Телефон»" in text for _, text in notes(reading))
    assert A_PHONE not in repr(reading.rows)


def test_wrong_arguments_are_a_mistake_of_the_caller():
    data = delimited(["ФИО", "Класс"], ["Белова Вера", "5А"])
    with pytest.raises(ValueError, match="no such kind"):
        read_roster("list.csv", data, kind="people")
    with pytest.raises(ValueError, match="no such fields"):
        read_roster("list.csv", data, mapping={"ФИО": "name"})


def test_progress_is_told_now_and_then_and_at_the_end():
    rows = [["Белова Вера", f"{number}А"] for number in range(990)]
    told = []
    read(["ФИО", "Класс"], *rows, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 990), (250, 990), (500, 990), (750, 990), (990, 990)]
