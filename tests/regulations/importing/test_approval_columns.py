"""Heads whose blocks lie side by side, with another block below; drawn tables; told decisions."""

import pytest
from docx import Document

from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.docx_making import saved
from tests.regulations.importing.test_samples import approvals

BODY = """
Положение о школьных чатах

1. Общие положения
1.1. Положение определяет порядок работы чатов.
1.2. Положение обязательно для всех работников.
2. Заключительные положения
2.1. Положение действует до замены новым.
"""


def read(data):
    source = read_source(data if isinstance(data, bytes) else data.encode())
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    assert [section.number for section in imported.sections] == ["1", "2"]
    assert len(imported.sections[0].clauses) == 2
    return imported


LOWER = {
    "order beside the opinion": (
        """
ПРИНЯТО                                        УТВЕРЖДАЮ
на заседании педагогического совета            Директор МБОУ «Школа № 9»
протокол от 28.08.2025 № 1                     ____________ Т.О. Ветрова
С учётом мнения                                приказ от 29.08.2025 № 88-од
Совета родителей
протокол от 27.08.2025 № 3
""",
        [
            ("adopts", "Педагогический совет", "1", None, "2025-08-28"),
            ("approves", "Директор МБОУ «Школа № 9»", None, "88-од", "2025-08-29"),
            ("agrees", "Совет родителей", "3", None, "2025-08-27"),
        ],
    ),
    "two opinions, the date beside the first": (
        """
РАССМОТРЕНО                                            УТВЕРЖДЕНО
на заседании педагогического совета                    приказом директора
протокол № 2 от 30.08.2024                             МБОУ «Лицей № 5»
С учётом мнения Совета обучающихся                     от 02.09.2024
протокол № 1 от 29.08.2024                             № 112-о
С учётом мнения Совета родителей
протокол № 4 от 28.08.2024
""",
        [
            ("considers", "Педагогический совет", "2", None, "2024-08-30"),
            ("approves", "Директор МБОУ «Лицей № 5»", None, "112-о", "2024-09-02"),
            ("agrees", "Совет обучающихся", "1", None, "2024-08-29"),
            ("agrees", "Совет родителей", "4", None, "2024-08-28"),
        ],
    ),
    "the order below the opinion's mark": (
        """
    СОГЛАСОВАНО                                УТВЕРЖДАЮ
    Управляющим советом                        Заведующий МБДОУ № 12
    протокол от 25.08.2025 № 7                 __________ Л.Д. Снегова
    Учтено мнение
    родительского комитета                     Приказ № 41/1
    протокол от 22.08.2025 № 2                 от «26» августа 2025 г.
""",
        [
            ("agrees", "Управляющий совет", "7", None, "2025-08-25"),
            ("approves", "Заведующий МБДОУ № 12", None, "41/1", "2025-08-26"),
            ("agrees", "Родительский комитет", "2", None, "2025-08-22"),
        ],
    ),
    "without gaps": (
        """
ПРИНЯТО УТВЕРЖДАЮ
педагогическим советом Директор МБОУ «Школа № 9»
протокол от 28.08.2025 № 1 ____________ Т.О. Ветрова
С учётом мнения приказ от 29.08.2025 № 88-од
Совета родителей
протокол от 27.08.2025 № 3
""",
        [
            ("adopts", "Педагогический совет", "1", None, "2025-08-28"),
            ("approves", "Директор МБОУ «Школа № 9»", None, "88-од", "2025-08-29"),
            ("agrees", "Совет родителей", "3", None, "2025-08-27"),
        ],
    ),
}


@pytest.mark.parametrize(("head", "expected"), LOWER.values(), ids=LOWER)
def test_a_block_below_leaves_the_right_column_its_order(head, expected):
    assert approvals(read(head + BODY)) == expected


def test_columns_that_have_flowed_together_are_doubted():
    found = read(LOWER["without gaps"][0] + BODY)
    assert any("стояли рядом" in doubt.why for doubt in found.notes.doubts)


@pytest.mark.parametrize(
    "name", ["order beside the opinion", "two opinions, the date beside the first"]
)
@pytest.mark.parametrize("made", ["tabs", "cells"])
def test_the_same_columns_in_a_document(made, name):
    head, expected = LOWER[name]
    rows = [line.split("     ", 1) for line in head.strip().split("\n")]
    document = Document()
    if made == "tabs":
        for left, *right in rows:
            document.add_paragraph("\t".join([left, *(cell.strip() for cell in right)]))
    else:
        table = document.add_table(rows=0, cols=2)
        for left, *right in rows:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = left, "".join(right).strip()
    for line in BODY.strip().split("\n"):
        document.add_paragraph(line)
    assert sorted(approvals(read(saved(document)))) == sorted(expected)


DRAWN = {
    "one bar": """
ПРИНЯТО                        | УТВЕРЖДАЮ
на педагогическом совете       | Директор школы
протокол № 1 от 29.08.2025     | _________ И.И. Лаптева
С учётом мнения                | приказ № 45 от 30.08.2025
Совета родителей               |
протокол № 2 от 28.08.2025     |
""",
    "a table of marks": """
| ПРИНЯТО | УТВЕРЖДАЮ | С учётом мнения |
| --- | --- | --- |
| педагогическим советом | Директор школы | Совета родителей |
| протокол № 1 от 29.08.2025 | приказ № 45 от 30.08.2025 | протокол № 2 от 28.08.2025 |
""",
    "a drawn frame": """
┌──────────────────────────────┬──────────────────────────────┐
│ ПРИНЯТО                      │ УТВЕРЖДАЮ                    │
│ педагогическим советом       │ Директор школы               │
│ протокол № 1 от 29.08.2025   │ ________ И.И. Лаптева        │
├──────────────────────────────┤ приказ                       │
│ С учётом мнения              │ от 30.08.2025                │
│ Совета родителей             │ № 45                         │
│ протокол № 2 от 28.08.2025   │                              │
└──────────────────────────────┴──────────────────────────────┘
""",
}


@pytest.mark.parametrize("head", DRAWN.values(), ids=DRAWN)
def test_columns_between_bars(head):
    assert sorted(approvals(read(head + BODY))) == [
        ("adopts", "Педагогический совет", "1", None, "2025-08-29"),
        ("agrees", "Совет родителей", "2", None, "2025-08-28"),
        ("approves", "Директор школы", None, "45", "2025-08-30"),
    ]


def test_a_table_of_the_text_stays_one():
    rows = "\nЧат | Согласовано | Ведёт\nЧат класса | да | руководитель\n"
    found = read(BODY.replace("\n2. З", f"{rows}2. З"))
    assert found.clauses[1].items[0].text == "Чат | Согласовано | Ведёт"
    assert found.approvals == []


TOLD = {
    "Настоящее Положение принято на педагогическом совете, протокол от 28.08.2025 № 1, "
    "утверждено приказом директора от 29.08.2025 № 88-од.": [
        ("adopts", "Педагогический совет", "1", None, "2025-08-28"),
        ("approves", "Директор", None, "88-од", "2025-08-29"),
    ],
    "Положение рассмотрено и принято на заседании педагогического совета (протокол № 1 от "
    "28.08.2025 г.), согласовано с советом родителей (протокол № 2 от 27.08.2025 г.) и утверждено "
    "приказом директора МБОУ СОШ № 7 им. А. С. Лесного от 29.08.2025 № 88-од.": [
        ("adopts", "Педагогический совет", "1", None, "2025-08-28"),
        ("agrees", "Совет родителей", "2", None, "2025-08-27"),
        ("approves", "Директор МБОУ СОШ № 7 им. А. С. Лесного", None, "88-од", "2025-08-29"),
    ],
    "Срок действия не ограничен. Настоящее Положение утверждено приказом заведующего от "
    "«1» сентября 2025 г. № 12/1. Оно хранится в кабинете № 3.": [
        ("approves", "Заведующий", None, "12/1", "2025-09-01"),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), TOLD.items())
def test_decisions_told_in_a_sentence(sentence, expected):
    found = read(f"{BODY}2.2. {sentence}\n")
    assert approvals(found) == expected
    assert found.clauses[-1].text == sentence
    assert [row.clause for row in found.approvals] == ["2.2"] * len(expected)
    doubts = [doubt for doubt in found.notes.doubts if "названо в тексте" in doubt.why]
    assert {doubt.where for doubt in doubts} == {"п. 2.2"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Положение принимается педагогическим советом и утверждается приказом директора.",
        "Положение опирается на Правила, которые утверждены приказом от 22.03.2021 № 115.",
        "Правила утверждены приказом Минпросвещения России от 22.03.2021 № 115.",
    ],
)
def test_what_tells_of_no_decision(sentence):
    assert read(f"{BODY}2.2. {sentence}\n").approvals == []


def test_a_block_and_a_sentence_about_it_are_one_decision():
    head = LOWER["order beside the opinion"][0]
    sentence = "Положение утверждено приказом директора школы от 29.08.2025 № 88-од."
    found = read(f"{head}{BODY}2.2. {sentence}\n")
    assert len(found.approvals) == 3
