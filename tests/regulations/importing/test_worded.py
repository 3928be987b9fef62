"""Sections numbered in words and in letters, and headings above headings."""

import pytest

from tests.regulations.importing.test_suspects import as_docx, read

HEAD = "Положение о школьных чатах\n\n"
THROUGH = [("1", "Общие положения", ["1", "2"]), ("2", "Споры", ["3", "4"])]
by_format = pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])


def shape(found):
    return [(s.number, s.title, [c.number for c in s.clauses]) for s in found.sections]


@by_format
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Раздел первый. Общие положения", "Раздел второй. Споры"),
        ("РАЗДЕЛ ПЕРВЫЙ\nОбщие положения", "РАЗДЕЛ ВТОРОЙ\nСпоры"),
        ("Глава первая\n\nОбщие положения", "Глава вторая\n\nСпоры"),
        ("Часть первая – Общие положения", "Часть вторая – Споры"),
    ],
)
def test_a_number_may_be_a_word(first, second, made):
    found = read(
        made(
            f"{HEAD}{first}\n\n1. Чат ведёт куратор.\n2. Чат закрыт.\n\n"
            f"{second}\n\n3. Споры редки.\n4. Спор решает директор.\n"
        )
    )
    assert shape(found) == THROUGH


def test_the_number_of_a_word_heads_its_clauses():
    words = "первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая"
    names = [*words.split(), "одиннадцатая", "двенадцатая"]
    text = "".join(
        f"Глава {word}. Чаты {n}-го года\n{n}.1. Чат ведёт куратор.\n{n}.2. Чат закрыт.\n"
        for n, word in enumerate(names, start=1)
    )
    found = read(HEAD + text)
    assert [section.number for section in found.sections] == [str(n) for n in range(1, 13)]
    assert not found.notes.doubts


@pytest.mark.parametrize("line", ["Часть первая статьи о чате отменена.", "Раздел первый чата"])
def test_a_sentence_may_name_a_part(line):
    found = read(f"{HEAD}1. Общее\n1.1. Чат один.\n{line}\n1.2. Чат закрыт.\n2. Споры\n2.1. Нет.\n")
    assert shape(found) == [("1", "Общее", ["1.1", "1.2"]), ("2", "Споры", ["2.1"])]


LETTERED = """А. Общие положения
{0}
А.1. Чат ведёт куратор.
А.2. Чат закрыт.
А.2.1. Ссылку даёт куратор.
{0}
Б. Споры
{0}
Б.1. Споры редки.
"""


@by_format
@pytest.mark.parametrize("gap", ["", "\n"])
def test_sections_and_clauses_counted_in_letters(gap, made):
    found = read(made(HEAD + LETTERED.format(gap)))
    assert shape(found) == [
        ("А", "Общие положения", ["А.1", "А.2", "А.2.1"]),
        ("Б", "Споры", ["Б.1"]),
    ]
    assert not found.notes.doubts


@by_format
def test_sections_in_letters_above_other_clauses(made):
    found = read(made(
        f"{HEAD}А. Общие положения\n\n1. Чат ведёт куратор.\n2. Чат закрыт.\n\n"
        "Б. Споры\n\n3. Споры редки.\n4. Спор решает директор.\n"
    ))  # fmt: skip
    assert [(s.number, len(s.clauses)) for s in found.sections] == [("А", 2), ("Б", 2)]


def test_a_letter_that_is_passed_over_is_doubted():
    found = read(f"{HEAD}{LETTERED.format('').replace('Б', 'Г')}")
    assert any("не пропущен ли раздел" in doubt.why for doubt in found.notes.doubts)


@pytest.mark.parametrize("line", ["А. Носова", "А. П. Носова", "В. Чатах не спорят"])
def test_initials_number_nothing(line):
    found = read(f"{HEAD}1. Общее\n1.1. Чат ведёт\n{line}\n1.2. Чат закрыт.\n2. Споры\n2.1. Нет.\n")
    assert [section.number for section in found.sections] == ["1", "2"]


CHAPTERS = """{0}
Общие положения

Статья 1. Предмет
1. Чат ведёт куратор.
2. Чат закрыт.

Статья 2. Участники
1. В чат входят семьи.

{1}
Споры

Статья 3. Порядок
1. Спор решает директор.
"""


@by_format
@pytest.mark.parametrize(
    ("first", "second"),
    [("Глава I", "Глава II"), ("Глава 1.", "Глава 2."), ("РАЗДЕЛ ПЕРВЫЙ", "РАЗДЕЛ ВТОРОЙ")],
)
def test_a_chapter_stands_in_the_title_of_its_first_article(first, second, made):
    found = read(made(HEAD + CHAPTERS.format(first, second)))
    first, second = first.rstrip("."), second.rstrip(".")
    assert shape(found) == [
        ("1", f"{first}. Общие положения. Предмет", ["1", "2"]),
        ("2", "Участники", ["1"]),
        ("3", f"{second}. Споры. Порядок", ["1"]),
    ]
    doubts = [doubt.text for doubt in found.notes.doubts]
    assert doubts == [f"{first}. Общие положения.", f"{second}. Споры."]


def test_chapters_above_numbered_sections_and_two_deep():
    found = read(
        f"{HEAD}Часть I. Общая\nРаздел 1. Чаты\n1. Чат ведёт куратор.\nЧасть II. Особая\n"
        "Раздел 2. Споры\nГлава 1. Жалобы\n2. Жалоба подаётся директору.\n"
    )
    assert [section.title for section in found.sections] == [
        "Часть I. Общая. Чаты",
        "Часть II. Особая. Раздел 2. Споры. Жалобы",
    ]


def test_a_section_with_clauses_of_its_own_is_no_chapter():
    found = read(
        f"{HEAD}Глава 1. Чаты\nЧат ведёт куратор.\nГлава 2. Споры\nСтатья 1. Жалобы\nИх нет.\n"
    )
    assert [section.title for section in found.sections] == ["Чаты", "Глава 2. Споры. Жалобы"]


def test_clauses_counted_through_under_paragraph_signs_are_no_sections():
    found = read(
        f"{HEAD}§ 1. Чаты\n1. Чат ведёт куратор.\n2. Чат закрыт.\n§ 2. Режим\n"
        "3. Пишут днём.\n3.1. Ночью пишут о срочном.\n3.2. Утром не пишут.\n"
    )
    assert shape(found) == [("1", "Чаты", ["1", "2"]), ("2", "Режим", ["3", "3.1", "3.2"])]


def test_a_part_above_numbered_sections():
    found = read(
        f"{HEAD}I. Общая часть\n1. Чаты\n1.1. Чат ведёт куратор.\n1.2. Чат закрыт.\n"
        "II. Особая часть\n2. Споры\n2.1. Споры редки.\n"
    )
    assert shape(found) == [
        ("1", "I. Общая часть. Чаты", ["1.1", "1.2"]),
        ("2", "II. Особая часть. Споры", ["2.1"]),
    ]


@by_format
def test_sections_numbered_in_brackets_above_whole_clauses(made):
    found = read(
        made(
            f"{HEAD}1) Общие положения\n\n1. Куратор:\n1) создаёт чат;\n2) закрывает чат.\n"
            "2. Чат закрыт.\n\n2) Споры\n\n3. Споры редки.\n4. Спор решает директор.\n"
        )
    )
    assert shape(found) == THROUGH
    assert len(found.clauses[0].items) == 2
    assert not found.notes.doubts


def test_a_list_in_brackets_is_no_row_of_sections():
    found = read(
        f"{HEAD}1. Общее\n1.1. Чаты бывают:\n1) Чат класса\n2) Чат кружка\n1.2. Чат закрыт.\n"
        "2. Споры\n2.1. Споры редки.\n"
    )
    assert shape(found) == [("1", "Общее", ["1.1", "1.2"]), ("2", "Споры", ["2.1"])]
