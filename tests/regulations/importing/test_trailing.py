"""The last lines of a text: foreign names and addresses are clauses, a picture is none."""

import pytest

from tests.regulations.importing.test_suspects import read

TEXT = """Положение о школьных чатах

1. Общие положения
1.1. Положение обязательно для работников школы.
2. Запреты
2.1. Чаты ведутся на одной платформе.
"""


def told(found):
    return [doubt.text for doubt in found.notes.doubts if "в конце текста" in doubt.why]


@pytest.mark.parametrize(
    "last",
    [
        "2.2. Не ведутся: Telegram, WhatsApp, Viber, Zoom.",
        "2.2. WhatsApp, Telegram.",
        "2.2. Bip, Zello, Mumble.",
        "2.2. Сайт: parus.example",
        "2.2. info@parus.example",
        "2.2. Действует до 31.08.2027",
    ],
)
def test_a_numbered_line_is_a_clause(last):
    found = read(TEXT + last)
    number, _, text = last.partition(". ")
    assert [(c.number, c.text) for c in found.clauses][-1] == (number, text)
    assert found.notes.leftovers == []
    assert not told(found)


@pytest.mark.parametrize("mark", ["- ", "• ", "а) ", "1) "])
def test_a_list_of_foreign_names_stays(mark):
    entries = ["Telegram;", "Facebook Messenger;", "Zello, Discord."]
    found = read(f"{TEXT}2.2. Не ведутся:\n" + "\n".join(f"{mark}{each}" for each in entries))
    assert [item.text for item in found.clauses[-1].items] == entries
    assert found.notes.leftovers == []


@pytest.mark.parametrize(
    "last",
    [
        "Учителям нельзя Telegram, WhatsApp, Discord.",
        "WhatsApp, Telegram, Viber.",
        "Обращайтесь до 31.08.2027",
    ],
)
def test_a_line_with_words_or_known_names_stays(last):
    found = read(f"{TEXT}\n{last}")
    assert last in found.clauses[-1].text
    assert found.notes.leftovers == []


@pytest.mark.parametrize(
    ("above", "last"),
    [
        ("2.2. Не ведутся:", "Zello, Mumble."),
        ("2.2. Новости стоят на сайте школы", "https://parus.example/news"),
        ("2.2. Вопросы задают по адресу", "info@parus.example."),
    ],
)
def test_the_end_of_an_unfinished_sentence_stays(above, last):
    found = read(f"{TEXT}{above}\n{last}")
    whole = " ".join([found.clauses[-1].text, *(item.text for item in found.clauses[-1].items)])
    assert last in whole
    assert found.notes.leftovers == []


@pytest.mark.parametrize(
    "last", ["OKyMEHT noATHCa\nyeHneHHoli iogpis", "https://parus.example/?p=1", "01.09.2025 r."]
)
def test_what_is_taken_out_is_told(last):
    found = read(f"{TEXT}\n\n{last}")
    assert found.notes.leftovers == last.split("\n")
    assert told(found) == [last]


def test_a_sheet_of_agreement_closes_the_paper():
    sheet = ["Лист согласования", "Юрист ____________ Н. Н. Сойкина", "Методист ____________"]
    found = read(f"{TEXT}\n" + "\n".join(sheet))
    assert found.clauses[-1].text == "Чаты ведутся на одной платформе."
    assert found.notes.leftovers == sheet
