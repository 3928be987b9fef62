"""Lists of employees, of lessons and of those who lead classes and groups."""

import pytest

from memberships.roster import StaffRow, TeachingRow
from tests.memberships.roster.files import read


def test_staff_is_read():
    reading = read(
        ["Ф.И.О. сотрудника", "Должность", "Предмет", "Моб. тел.", "E-mail", "ID"],
        ["ЗИМИНА ОЛЬГА ИВАНОВНА", "учитель", "физика", "8 913 000-00-01", "o@mail.example", "7"],
        ["Зимина Ольга Ивановна", "завуч", "", "8 913 000-00-01", "", "7"],
        ["Зимина Ольга Ивановна", "Завуч", "", "8 913 000-00-01", "", "7"],
        ["Котов", "сторож", "", "", "", ""],
    )
    assert reading.kind == "staff"
    name = ("Зимина", "Ольга", "Ивановна")
    assert reading.rows == (
        StaffRow(2, "list", *name, "учитель", "+79130000001", "o@mail.example", "7", "физика"),
        StaffRow(3, "list", *name, "завуч", "+79130000001", None, "7"),
    )
    reasons = {row.number: row.reason for row in reading.rejected}
    assert "Повторяет строку 3" in reasons[4]
    assert "Нет имени" in reasons[5]


def test_a_text_that_no_field_holds_is_left_out():
    reading = read(["ФИО", "Должность"], [OLGA, "учитель " * 40], [IVAN, "сторож"])
    assert [row.post for row in reading.rows] == ["", "сторож"]
    assert [note.number for note in reading.notes] == [2]


def lessons(titles, *rows, **options):
    reading = read(titles, *rows, **options)
    assert reading.kind == "teaching"
    assert all(isinstance(row, TeachingRow) for row in reading.rows)
    assert all(row.leads is not bool(row.subject) for row in reading.rows)
    return [
        (f"{row.surname} {row.given_name}", row.subject, row.unit, row.leads)
        for row in reading.rows
    ], [row.reason for row in reading.rejected]


OLGA, IVAN = "Зимина Ольга", "Котов Иван"


def test_several_units_in_a_cell_are_several_rows():
    found, _ = lessons(["ФИО", "Предмет", "Классы"], [OLGA, "Физика", "5А, 5 «Б», 6В"])
    assert found == [(OLGA, "Физика", unit, False) for unit in ("5А", "5Б", "6В")]


def test_several_subjects_in_a_cell_are_several_rows():
    found, _ = lessons(
        ["Учитель", "Предмет", "Класс"], [OLGA, "Алгебра, геометрия (база, профиль)", "7А"]
    )
    assert [subject for _, subject, _, _ in found] == ["Алгебра", "геометрия (база, профиль)"]


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        (["Класс", "Классный руководитель"], ["5А", OLGA]),
        (["Группа", "Воспитатель"], ["5А", OLGA]),
        (["Группа", "Куратор группы"], ["5А", OLGA]),
        (["Учитель", "Предмет", "Класс"], [OLGA, "классный руководитель", "5А"]),
        (["Учитель", "Должность", "Класс"], [OLGA, "Кл. рук.", "5А"]),
        (["Педагог", "Должность", "Группа"], [OLGA, "воспитатель", "5А"]),
        (["Педагог", "Роль", "Группа"], [OLGA, "Тьютор", "5А"]),
        (["ФИО", "Классное руководство"], [OLGA, "5А"]),
        (["Учитель", "Класс", "Классное руководство"], [OLGA, "5А", "да"]),
    ],
)
def test_who_leads_is_read_from_titles_posts_and_subjects(titles, row):
    assert lessons(titles, row, kind="teaching") == ([(OLGA, "", "5А", True)], [])


def test_lessons_and_the_lead_in_one_row():
    found, _ = lessons(
        ["Учитель", "Предмет", "Классы", "Классное руководство"], [OLGA, "Физика", "5А, 5Б", "5А"]
    )
    assert found == [
        (OLGA, "Физика", "5А", False),
        (OLGA, "Физика", "5Б", False),
        (OLGA, "", "5А", True),
    ]


def test_a_leader_beside_the_teacher():
    found, _ = lessons(
        ["Класс", "Предмет", "Учитель", "Классный руководитель"],
        ["5А", "Физика", OLGA, IVAN],
        ["5А", "Химия", IVAN, IVAN],
    )
    assert found == [
        (OLGA, "Физика", "5А", False),
        (IVAN, "", "5А", True),
        (IVAN, "Химия", "5А", False),
    ]


def test_two_educators_of_one_group():
    found, _ = lessons(["Группа", "Воспитатели"], ["Солнышко", f"{OLGA}, {IVAN}"])
    assert found == [(OLGA, "", "Солнышко", True), (IVAN, "", "Солнышко", True)]


def test_initials_will_do_where_the_people_are_known():
    found, _ = lessons(["Учитель", "Предмет", "Класс"], ["Зимина О.И.", "Физика", "5А"])
    assert found == [("Зимина О.", "Физика", "5А", False)]


def test_bad_rows_of_teaching_are_rejected():
    found, reasons = lessons(
        ["Учитель", "Предмет", "Класс"],
        [OLGA, "Физика", "5А, 5Б"],
        [OLGA, "", "5А"],
        [OLGA, "Физика", ""],
        ["", "Физика", "5А"],
        [OLGA, "Физика", "5 «а»"],
        [OLGA, "физика", "5Б, 5В"],
    )
    assert [unit for _, _, unit, _ in found] == ["5А", "5Б", "5В"]
    starts = [
        "Нет предмета",
        "Не указано подразделение",
        "Нет фамилии и имени",
        "Повторяет строку 2",
    ]
    assert [reason.startswith(start) for reason, start in zip(reasons, starts, strict=True)] == [
        True
    ] * 4
