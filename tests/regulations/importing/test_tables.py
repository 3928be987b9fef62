"""Rows of tables stay rows: drawn by nothing but gaps, or with empty cells in a document."""

import pytest
from docx import Document

from regulations.importing.reading import import_regulation, read_source
from regulations.importing.sources.rows import TABLE
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.docx_making import saved
from tests.regulations.importing.test_samples import approvals

TEXT = """{head}
ПОЛОЖЕНИЕ
о чатах лицея

1. Общие положения
1.1. Чаты заводит куратор.
1.2. Кто за что отвечает:
{table}
1.3. Участие добровольное.

2. Заключительные положения
2.1. Положение действует бессрочно.
{tail}"""
ROWS = [
    "Поток | Куратор | Телефон",
    "первый | Марьин К. Л. | 8-900-000-00-01",
    "второй | Усова Н. П. | 8-900-000-00-02",
]
TABLES = {
    "spaces": "\n".join(
        "".join(cell.ljust(22) for cell in row.split(" | ")).rstrip() for row in ROWS
    ),
    "spaces of every width": "\n".join(row.replace(" | ", "     ") for row in ROWS),
    "indented": "\n".join(
        "    " + "".join(cell.ljust(22) for cell in row.split(" | ")).rstrip() for row in ROWS
    ),
    "tabulators": "\n".join(row.replace(" | ", "\t") for row in ROWS),
    "empty lines": "\n\n".join(row.replace(" | ", "\t") for row in ROWS),
}


def read(table, head="", tail=""):
    text = table if isinstance(table, bytes) else TEXT.format(head=head, table=table, tail=tail)
    source = read_source(text if isinstance(text, bytes) else text.encode())
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def items(imported, clause=1):
    return [item.text for item in imported.clauses[clause].items]


def doubts(imported):
    return [doubt.where for doubt in imported.notes.doubts if doubt.why == TABLE]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_each_row_of_a_table_is_one_line(table):
    found = read(table)
    assert items(found) == ROWS
    assert doubts(found) == ["п. 1.2"]
    assert [clause.number for clause in found.clauses] == ["1.1", "1.2", "1.3", "2.1"]


def test_two_columns_are_a_table_too():
    found = read("Собрание      за три дня\nЭкскурсия     за пять дней")
    assert items(found) == ["Собрание | за три дня", "Экскурсия | за пять дней"]


def test_rows_with_numbers_keep_them_and_their_cells():
    found = read("1)\tСобрание\tза три дня\n2)\tЭкскурсия\tза пять дней")
    assert items(found) == ["Собрание | за три дня", "Экскурсия | за пять дней"]
    assert [item.mark for item in found.clauses[1].items] == ["1)", "2)"]
    assert doubts(found) == ["п. 1.2"]


def test_an_empty_cell_between_tabulators_keeps_its_place():
    found = read("Событие\tСрок\tКто\nСобрание\t\tкуратор\n\tпять дней\tмастер")
    assert items(found)[:2] == ["Событие | Срок | Кто", "Собрание | — | куратор"]


def test_an_empty_cell_at_the_end_of_a_line_or_between_spaces_keeps_its_place():
    found = read("Событие\tСрок\tКто\nСобрание\tтри дня\nПоход\tпять дней\tмастер")
    assert items(found)[1] == "Собрание | три дня | —"
    found = read(
        "Событие       Срок          Кто\n"
        "Собрание                    куратор\n"
        "              пять дней     мастер\n"
        "Поход         два дня       тренер"
    )
    assert items(found) == [
        "Событие | Срок | Кто",
        "Собрание | — | куратор",
        "— | пять дней | мастер",
        "Поход | два дня | тренер",
    ]


NONE = {
    "one line": "Кто отвечает            Марьин К. Л.",
    "a gap behind a number": "а)    куратор потока;\nб)    мастер;",
    "a justified paragraph": (
        "отвечает куратор   потока, а в его отсутствие мастер и ещё кто-нибудь из  прочих\n"
        "работников лицея, которых  назначает директор лицея по   просьбе родителей лицея"
    ),
}


@pytest.mark.parametrize("table", NONE.values(), ids=NONE)
def test_what_is_no_table(table):
    found = read(table)
    assert doubts(found) == []
    assert "|" not in "".join(items(found)) + found.clauses[1].text


HEAD = """ПРИНЯТО                              УТВЕРЖДАЮ
педагогическим советом               Директор лицея
протокол № 1                         приказ № 31-о
от 28.08.2025                        от 01.09.2025
"""
SIGNED = "\nДиректор            К. Л. Марьин\nСекретарь           Н. П. Усова\n"


@pytest.mark.parametrize("gap", ["spaces", "tabs"])
def test_columns_of_a_head_and_signatures_are_none(gap):
    head = HEAD if gap == "spaces" else "\n".join(
        "\t".join(filter(None, (cell.strip() for cell in line.split("    "))))
        for line in HEAD.split("\n")
    )  # fmt: skip
    found = read(TABLES["tabulators"], head=head, tail=SIGNED)
    assert items(found) == ROWS
    assert approvals(found) == [
        ("adopts", "Педагогический совет", "1", None, "2025-08-28"),
        ("approves", "Директор лицея", None, "31-о", "2025-09-01"),
    ]
    assert found.clauses[-1].text == "Положение действует бессрочно."
    assert [" ".join(text.split()) for text in found.notes.leftovers] == [
        "Директор К. Л. Марьин",
        "Секретарь Н. П. Усова",
    ]


def test_a_table_of_contents_is_none():
    contents = "Содержание\n1. Общие положения      2\n2. Заключительные положения      3\n"
    assert [section.number for section in read("прочее", head=contents).sections] == ["1", "2"]


def document(rows):
    made = Document()
    above, below = TEXT.format(head="", table="|", tail="").split("|")
    for line in above.strip().split("\n"):
        made.add_paragraph(line)
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for line in below.strip().split("\n"):
        made.add_paragraph(line)
    return saved(made)


def test_an_empty_cell_of_a_document_keeps_its_place():
    rows = [("Событие", "Срок", "Кто"), ("Собрание", "", "куратор"), ("", "пять дней", "мастер")]
    found = read(document(rows))
    assert items(found) == [
        "Событие | Срок | Кто",
        "Собрание | — | куратор",
        "— | пять дней | мастер",
    ]
    assert doubts(found) == []


def test_a_column_that_is_empty_in_every_row_is_none():
    found = read(document([("Событие", "", "Кто"), ("Собрание", "", "куратор")]))
    assert items(found) == ["Событие | Кто", "Собрание | куратор"]


def test_tabulators_in_paragraphs_of_a_document_make_rows_too():
    made = Document()
    for line in TEXT.format(head="", table=TABLES["tabulators"], tail="").strip().split("\n"):
        made.add_paragraph(line)
    found = read(saved(made))
    assert items(found) == ROWS
    assert doubts(found) == ["п. 1.2"]
