"""Texts without numbers: their headings are short lines alone, and names are no clauses."""

import pytest

from tests.regulations.importing.test_suspects import as_docx, read

HEAD = """{name}

УТВЕРЖДАЮ
Директор МБОУ «Школа № 9»
приказ от 29.08.2025 № 88-од

Положение
о школьных чатах
"""
SECTIONS = [
    ("Зачем нужны чаты", ["Чаты заменяют звонки.", "Записки родителям чаты тоже заменяют."]),
    ("Участники", ["В чатах состоят педагоги, родители и дети."]),
    ("Чего не пишут", ["Не пересылают снимки чужих детей.", "Не пишут ночью и в праздники."]),
    ("Жалобы", ["Жалобы рассматривает директор."]),
]
BY_LOOKS = "Раздел без номера: найден по виду строки."


def body(gap, between=""):
    return gap.join(
        between.join([f"{title}\n", *map("{}\n".format, texts)]) for title, texts in SECTIONS
    )


def shape(found):
    return [(s.title, [c.text for c in s.clauses]) for s in found.sections]


@pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize(
    "text",
    [body("\n"), body("\n", "\n"), body("")],
    ids=["gaps above", "gaps around", "no gaps"],
)
@pytest.mark.parametrize(
    "head", [HEAD.format(name="МБОУ «Школа № 9»"), ""], ids=["head", "no head"]
)
def test_headings_are_sections_and_each_is_doubted(head, text, made):
    found = read(made(f"{head}\n{text}"))
    assert shape(found) == SECTIONS
    doubted = [doubt.text for doubt in found.notes.doubts if doubt.why == BY_LOOKS]
    assert doubted == [title for title, _ in SECTIONS]


def test_a_heading_above_a_list_is_one():
    found = read(f"{HEAD.format(name='')}\nЗапреты\n\n- реклама;\n- споры.\n\nЖалобы\n\nИх нет.\n")
    assert [section.title for section in found.sections] == ["Запреты", "Жалобы"]
    assert [item.text for item in found.clauses[0].items] == ["реклама;", "споры."]


def test_a_heading_above_the_first_number():
    found = read(
        f"{HEAD.format(name='')}\nПреамбула\n\nЧаты нужны семьям и педагогам школы.\n\n"
        "I. Чаты\n\n1. Чат ведёт куратор.\n2. Чат один.\n\nII. Споры\n\n3. Споры решает директор.\n"
    )
    assert [(s.number, s.title) for s in found.sections] == [
        (None, "Преамбула"),
        ("I", "Чаты"),
        ("II", "Споры"),
    ]
    assert found.clauses[0].text == "Чаты нужны семьям и педагогам школы."


@pytest.mark.parametrize(
    "text",
    [
        "В чате состоят:\n\nПедагоги\n\nРодители класса, где учится ребёнок.\n",
        "Чат – переписка участников.\nСостав чата:\nкуратор\nродители.\n",
    ],
)
def test_entries_are_no_headings(text):
    found = read(f"{HEAD.format(name='')}\n{text}")
    assert len(found.sections) == 1
    assert found.sections[0].implied


@pytest.mark.parametrize(
    "name",
    [
        "Муниципальное бюджетное учреждение\n«Детский сад общего вида № 7 «Росток»",
        "Государственное учреждение\nдополнительного образования «Дворец»\nг. Заречный",
        "Средняя школа № 9\nг. Заречный",
    ],
)
@pytest.mark.parametrize("text", [body("\n"), "\n1. Общее\n1.1. Чат один.\n1.2. Он закрыт.\n"])
def test_the_name_of_the_organization_is_no_text(name, text):
    found = read(HEAD.format(name=name) + text)
    assert found.notes.leftovers == name.split("\n")
    assert not any(doubt.where == "не вошло" for doubt in found.notes.doubts)
    assert not any("№" in clause.text for clause in found.clauses)


def test_another_line_above_the_text_is_left_and_told():
    found = read(
        HEAD.format(name="Комплекс «Север» и его отделения")
        + "\n1. Общее\n1.1. Чат один.\n1.2. Он закрыт.\n"
    )
    assert found.notes.leftovers == ["Комплекс «Север» и его отделения"]
    assert ("не вошло", "Комплекс «Север» и его отделения") in [
        (doubt.where, doubt.text) for doubt in found.notes.doubts
    ]


@pytest.mark.parametrize("first", ["1.1. Чат один.", "1. Чат ведёт куратор группы."])
def test_a_heading_right_above_the_first_clause(first):
    found = read(f"{HEAD.format(name='')}\nУстройство чатов\n\n{first}\n")
    assert [(s.number, s.title, len(s.clauses)) for s in found.sections] == [
        (None, "Устройство чатов", 1)
    ]
