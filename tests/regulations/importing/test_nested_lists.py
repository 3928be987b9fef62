"""Lists within lists, and lists whose marks change: levels stay, what is uncertain is said."""

import pytest
from docx import Document

from regulations.importing.drafting import draft_entries
from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing import docx_making as making
from tests.regulations.importing.conservation import lost

FRAME = """Положение о школьных чатах

1. Общие положения
1.1. Положение обязательно для всех работников.
2. Организация работы
2.1. {}
2.2. Чаты ведутся на русском языке.
3. Заключительные положения
3.1. Положение действует до замены новым.
"""


def read(data):
    source = read_source(data if isinstance(data, bytes) else data.encode())
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def clause(imported, number="2.1"):
    return next(each for each in imported.clauses if each.number == number)


def doubts(imported, where="п. 2.1"):
    return [doubt.why for doubt in imported.notes.doubts if doubt.where == where]


LETTERS = """Порядок работы:
а) администратор подключает школу;
б) руководитель делает следующее:
1) создаёт чат;
2) ведёт состав;
3) отвечает родителям;
в) учитель ведёт канал."""
DASHES = """Порядок работы:
1) администратор подключает школу;
2) руководитель делает следующее:
– создаёт чат;
– ведёт состав;
– отвечает родителям;
3) учитель ведёт канал."""
BULLETS = """Порядок работы:
– администратор подключает школу;
– руководитель делает следующее:
а) создаёт чат;
б) ведёт состав;
в) отвечает родителям;
– учитель ведёт канал."""


@pytest.mark.parametrize("text", [LETTERS, DASHES, BULLETS], ids=["letters", "dashes", "bullets"])
def test_a_list_within_a_list_keeps_its_level(text):
    found = read(FRAME.format(text))
    assert [item.level for item in clause(found).items] == [1, 1, 2, 2, 2, 1]
    assert [each for each in doubts(found) if "внутри перечня" in each] == doubts(found) != []


def test_in_a_draft_it_stays_in_the_text_of_its_entry():
    found = read(FRAME.format(LETTERS))
    parts = draft_entries(found)[1]["clauses"][0]["clauses"]
    assert [part["text"] for part in parts] == [
        "администратор подключает школу",
        "руководитель делает следующее: 1) создаёт чат; 2) ведёт состав; 3) отвечает родителям",
        "учитель ведёт канал",
    ]


def test_the_same_list_numbered_by_word():
    document = Document()
    making.define_list(document, 77, ("decimal", "%1."), ("decimal", "%1.%2."))
    making.define_list(document, 78, ("russianLower", "%1)"), ("decimal", "%2)"))
    document.add_paragraph("Положение о школьных чатах")
    making.numbered(document, "Общие положения")
    making.numbered(document, "Порядок работы:", 1)
    for level, line in enumerate(LETTERS.split("\n")[1:]):
        making.numbered(document, line.split(" ", 1)[1], int(level in (2, 3, 4)), 78)
    making.numbered(document, "Заключительные положения")
    making.numbered(document, "Положение действует до замены новым.", 1)
    found = read(making.saved(document))
    items = clause(found, "1.1").items
    assert [(item.mark, item.level) for item in items] == [
        ("а)", 1), ("б)", 1), ("1)", 2), ("2)", 2), ("3)", 2), ("в)", 1),
    ]  # fmt: skip


MIXED = {
    "а), б), 2), 2.)": "Администратор:\nа) подключает школу;\nб) ведёт состав;\n"
    "2) отвечает на заявки;\n2.) ведёт журнал.",
    "а), б), г)": "Администратор:\nа) подключает школу;\nб) ведёт состав;\nг) ведёт журнал.",
    "1), 2), 2)": "Администратор:\n1) подключает школу;\n2) ведёт состав;\n2) ведёт журнал.",
}


@pytest.mark.parametrize("text", MIXED.values(), ids=MIXED)
def test_marks_that_do_not_follow_one_another_are_doubted(text):
    found = read(FRAME.format(text))
    assert {item.level for item in clause(found).items} == {1}
    assert len(clause(found).items) == text.count("\n")
    assert any("Нумерация перечня сбилась" in why for why in doubts(found))


def test_the_same_marks_in_a_document():
    document = Document()
    for line in FRAME.format(MIXED["а), б), 2), 2.)"]).split("\n"):
        document.add_paragraph(line)
    items = clause(read(making.saved(document))).items
    assert [item.mark for item in items] == ["а)", "б)", "2)", "2.)"]


def test_an_entry_with_a_colon_above_its_likes_is_doubted():
    found = read(FRAME.format("Чаты:\n– для родителей:\n– чат класса;\n– канал школы."))
    assert [item.level for item in clause(found).items] == [1, 1, 1]
    assert any("двоеточием" in why for why in doubts(found))


def test_a_section_whose_number_has_a_bracket():
    text = FRAME.format("Чаты ведёт администратор.").replace("2. О", "2) О")
    found = read(text)
    assert [section.number for section in found.sections] == ["1", "2", "3"]
    assert any("не так, как у других" in why for why in doubts(found, "раздел 2"))


def test_a_clause_below_a_sub_clause_goes_on_in_it():
    deep = "Чаты.\n2.1.1. Чат класса.\n2.1.1.1. Его ведёт руководитель.\n2.1.2. Канал школы."
    found = read(FRAME.format(deep))
    parts = draft_entries(found)[1]["clauses"][0]["clauses"]
    assert [part["text"] for part in parts] == [
        "Чат класса. Его ведёт руководитель.",
        "Канал школы.",
    ]
    assert any("глубже" in why for why in doubts(found, "п. 2.1.1.1"))
