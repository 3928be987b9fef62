"""One number for sections, clauses and entries: read rightly, or doubted at the very place."""

import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regulations.importing.doubts import placed_doubts
from regulations.importing.reading import import_regulation, pasted_source
from tests.regulations.importing import counting_shapes as shapes
from tests.regulations.importing.conservation import lost

SEEDS = st.integers(0, 10**9)
styles = pytest.mark.parametrize("style", shapes.STYLES)

#: Of a sentence nobody can be sure here that it is a heading.
UNSURE = ("with a stop", "brackets", "brackets through")


def read(text):
    source = pasted_source(text)
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def shape(imported):
    return [(s.number, [c.number for c in s.clauses]) for s in imported.sections]


def doubted(imported):
    """What the places that are doubted say: titles, and texts with their entries."""
    at, _ = placed_doubts(imported)
    for section in imported.sections:
        if at[id(section)]:
            yield section.title
        for clause in section.clauses:
            if at[id(clause)]:
                yield " ".join([clause.text, *(item.text for item in clause.items)])


def says(line):
    text = re.sub(r"^(?:[IVX]+\.|\d+\.|Раздел \d\.?|§ \d\.)", "", line.text)
    return " ".join(text.split()).rstrip(".")


@styles
@settings(max_examples=15, deadline=None)
@example(seed=436)
@given(seed=SEEDS)
def test_every_shape_is_read(style, seed):
    lines = shapes.lines_of(seed, style)
    found = read(shapes.text_of(lines))
    if style in UNSURE and any("Кто может" in line.text for line in lines):
        assert shape(found) == shapes.shape_of(lines) or found.notes.doubts
        return
    assert shape(found) == shapes.shape_of(lines)
    entries = [item for clause in found.clauses for item in clause.items]
    assert len(entries) == sum(line.kind == "entry" for line in lines)
    whys = {doubt.why for doubt in found.notes.doubts}
    assert whys == ({"Раздел без номера: найден по виду строки."} if "bare" in style else set())


def is_doubted(found, lines):
    texts = list(doubted(found))
    return any(says(line) in text for text in texts for line in lines)


def without(lines, chance, kind):
    """The lines without one between two clauses, and those that stand there now."""
    places = [n for n, line in enumerate(lines) if line.kind == kind and 0 < n < len(lines) - 1]
    places = [n for n in places if lines[n - 1].kind == lines[n + 1].kind == "clause"]
    if not places:
        return None
    place = chance.choice(places)
    return [*lines[:place], *lines[place + 1 :]], (lines[place - 1], lines[place + 1])


def lost_clause(lines, chance):
    return without(lines, chance, "clause")


def lost_heading(lines, chance):
    return without(lines, chance, "section")


def wrong_number(lines, chance):
    """A clause, no first one, whose number has become another."""
    places = [
        n for n, line in enumerate(lines) if line.kind == "clause" and lines[n - 1].kind == "clause"
    ]
    if not places:
        return None
    place = chance.choice(places)
    line = lines[place]
    wrong = str(int(line.number) + chance.choice([2, 3, 5]))
    changed = shapes.Line(line.kind, wrong, line.mark.replace(line.number, wrong), line.text)
    return [*lines[:place], changed, *lines[place + 1 :]], (changed,)


#: Where headings have stops too, a short clause reads as a heading.
BETRAYING = [each for each in shapes.STYLES if each != "with a stop"]


@pytest.mark.parametrize("damage", [lost_clause, wrong_number])
@pytest.mark.parametrize("style", BETRAYING)
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_a_number_out_of_order_is_doubted_at_its_place(style, damage, seed):
    made = damage(shapes.lines_of(seed, style), random.Random(seed))
    if made is None:
        return
    lines, places = made
    found = read(shapes.text_of(lines))
    assert is_doubted(found, places), found.notes.doubts


@pytest.mark.parametrize("style", [each for each in BETRAYING if "through" not in each])
@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_a_lost_heading_is_doubted_where_the_count_begins_anew(style, seed):
    made = lost_heading(shapes.lines_of(seed, style), random.Random(seed))
    if made is None:
        return
    lines, places = made
    found = read(shapes.text_of(lines))
    assert is_doubted(found, places), found.notes.doubts


TEXT = """Положение о чатах

1. Общие положения
1. Чаты создаёт администратор портала по заявке учителя.
2. Переписка ведётся на русском языке.
3. Положение размещается на сайте.
2. Участники
1. В чат входят родители.
2. Посторонние в чат не входят.
3. Ответственность
1. Работники отвечают за порядок в чате.
"""


def test_a_section_whose_number_a_clause_could_have():
    found = read(TEXT)
    assert shape(found) == [("1", ["1", "2", "3"]), ("2", ["1", "2"]), ("3", ["1"])]
    assert found.notes.doubts == []


def test_of_two_equal_numbers_the_one_before_one_is_the_heading():
    found = read(TEXT.replace("2. Переписка ведётся на русском языке.\n3. По", "2. По"))
    assert shape(found) == [("1", ["1", "2"]), ("2", ["1", "2"]), ("3", ["1"])]


def test_places_with_one_number_are_named_with_their_sections_and_marked_themselves():
    found = read(TEXT.replace("2. Посторонние", "4. Посторонние").replace("2. Пер", "4. Пер"))
    wheres = [(doubt.where, doubt.text) for doubt in found.notes.doubts]
    assert ("раздел 1, п. 4", "4.") in wheres
    assert ("раздел 2, п. 4", "4.") in wheres
    marked = list(doubted(found))
    assert "Переписка ведётся на русском языке." in marked
    assert "Посторонние в чат не входят." in marked


@pytest.mark.parametrize("numbers", [(1, 2, 5), (1, 4), (3, 4, 3)])
@pytest.mark.parametrize("mark", ["{}.", "{})"])
def test_numbers_that_do_not_follow(numbers, mark):
    clauses = [f"{mark.format(n)} Чат номер {n} создаёт учитель." for n in numbers]
    text = "\n".join(["Положение о чатах", "", "I. Чаты", *clauses, "II. Иное", "1. Всё прочее."])
    found = read(text)
    broken = clauses[0] if numbers[0] > 1 else clauses[-1]
    assert any(broken.split(" ", 1)[1] in each for each in doubted(found))


def test_sections_that_do_not_follow():
    found = read(TEXT.replace("2. Участники\n1. В чат", "4. УЧАСТНИКИ\n1. В чат"))
    assert ("раздел 4", "Номер раздела не по порядку: не пропущен ли раздел?") in [
        (doubt.where, doubt.why) for doubt in found.notes.doubts
    ]


def test_a_number_that_goes_on_with_the_list_and_with_the_clauses():
    found = read(
        TEXT.replace(
            "3. Положение размещается на сайте.",
            "3. Учитель вправе:\n1. Читать.\n2. Писать.\n3. Звать.\n4. Учитель отвечает за чат.",
        )
    )
    assert any("Запись перечня или пункт" in doubt.why for doubt in found.notes.doubts)


def test_clauses_below_no_heading_are_doubted_where_others_have_one():
    found = read(TEXT.replace("1. Общие положения\n", ""))
    assert shape(found) == [(None, ["1", "2", "3"]), ("2", ["1", "2"]), ("3", ["1"])]
    assert [doubt.why for doubt in found.notes.doubts] == ["Заголовок раздела не найден."]


def test_forty_clauses_without_sections():
    text = "Положение о чатах\n\n" + "\n".join(
        f"{n}. Чат номер {n} создаёт учитель по заявке родителей." for n in range(1, 41)
    )
    found = read(text)
    assert shape(found) == [(None, [str(n) for n in range(1, 41)])]
    assert found.notes.doubts == []
