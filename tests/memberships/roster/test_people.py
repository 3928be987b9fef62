"""Both parents in one cell."""

import pytest

from memberships.roster.values.people import read_people, relation_in

ANNA, PETR = "Иванова Анна Петровна", "Иванов Пётр Ильич"
ONE, TWO = "+79131234567", "+79137654321"


def told(text):
    return [
        (str(person.name), person.relation, person.phones, person.email)
        for person in read_people(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNA}, {PETR}",
        f"{ANNA}; {PETR}",
        f"{ANNA}\n{PETR}",
        f"{ANNA} / {PETR}",
        f"{ANNA} и {PETR}",
        f"{ANNA}. {PETR}.",
        f"{ANNA} {PETR}",
        f"1) {ANNA} 2) {PETR}",
        "ИВАНОВА АННА ПЕТРОВНА, ИВАНОВ ПЁТР ИЛЬИЧ",
        f"{ANNA}; нет; {PETR}",
    ],
)
def test_two_names_are_parted(text):
    assert told(text) == [(ANNA, "", [], None), (PETR, "", [], None)]


@pytest.mark.parametrize(
    "text",
    [
        f"Мать: {ANNA}, отец: {PETR}",
        f"мать - {ANNA}\nотец - {PETR}",
        f"Мама {ANNA}; папа {PETR}",
        f"{ANNA} (мать), {PETR} (отец)",
        f"{ANNA} - мать, {PETR} - отец",
        f"{ANNA}, мать\n{PETR}, отец",
        f"МАТЬ {ANNA} ОТЕЦ {PETR}",
    ],
)
def test_a_relation_stands_before_or_behind(text):
    assert told(text) == [(ANNA, "мать", [], None), (PETR, "отец", [], None)]


@pytest.mark.parametrize(
    "text",
    [
        f"{ANNA} 8 913 123-45-67, {PETR} 8(913)765-43-21",
        f"{ANNA}, 89131234567, {PETR}, 89137654321",
        f"{ANNA} тел. 89131234567\n{PETR} тел. 89137654321",
        f"{ANNA} (89131234567); {PETR} (89137654321)",
    ],
)
def test_a_phone_belongs_to_the_name_before_it(text):
    assert told(text) == [(ANNA, "", [ONE], None), (PETR, "", [TWO], None)]


def test_everything_at_once():
    text = f"Мать: {ANNA}, 89131234567, anna@mail.example; отец: {PETR} 8 913 765 43 21"
    assert told(text) == [(ANNA, "мать", [ONE], "anna@mail.example"), (PETR, "отец", [TWO], None)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (ANNA, [(ANNA, "", [], None)]),
        ("иванова анна", [("Иванова Анна", "", [], None)]),
        (f"{ANNA} (опекун)", [(ANNA, "опекун", [], None)]),
        (f"Бабушка {ANNA}", [(ANNA, "бабушка", [], None)]),
        (f"законный представитель {ANNA}", [(ANNA, "законный представитель", [], None)]),
        (f"приёмная мать: {ANNA}", [(ANNA, "приёмный родитель", [], None)]),
        ("Мамедова Лейла Гасан кызы", [("Мамедова Лейла Гасан кызы", "", [], None)]),
        ("Анна Петровна", [("Анна Петровна", "", [], None)]),
        ("89131234567", []),
        ("мать", []),
        ("нет", []),
        ("не работает", []),
        ("нет информации", []),
        ("", []),
    ],
)
def test_one_person_or_nobody(text, people):
    assert told(text) == people


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Мать", "мать"),
        ("мама", "мать"),
        ("М", "мать"),
        ("Отец.", "отец"),
        ("Законный представитель", "законный представитель"),
        ("дед", "дедушка"),
        ("тётя", "тётя"),
        ("Иванова", ""),
        ("", ""),
    ],
)
def test_a_relation_has_one_word(text, relation):
    assert relation_in(text) == relation
