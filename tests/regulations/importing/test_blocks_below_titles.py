"""Blocks of approval below the title end where the text begins; several decisions under a mark."""

import pytest

from regulations.importing.reading import import_regulation, pasted_source
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.test_approval_columns import BODY
from tests.regulations.importing.test_samples import approvals

TEXT = (
    "Настоящий документ описывает общение в чатах лицея.",
    "Чаты заводит куратор потока.",
    "Директор назначает того, кто отвечает за каналы.",
    "Могут участвовать и родители.",
    "Совет родителей предлагает новые чаты.",
)
WRITTEN = "\n".join(TEXT)
COUNCIL = ("agrees", "Совет родителей", "4", None, "2025-08-28")
DIRECTOR = ("approves", "Директор лицея", None, "31-о", "2025-09-01")
BLOCKS = {
    "one line": (
        "Согласовано с советом родителей, протокол № 4 от 28.08.2025",
        [COUNCIL],
    ),
    "two lines": (
        "Утверждены приказом директора лицея от 1 сентября 2025 г. № 31-о\n"
        "Согласованы с советом родителей (протокол от 28 августа 2025 г. № 4)",
        [DIRECTOR, COUNCIL],
    ),
    "stacked": (
        "УТВЕРЖДАЮ\nДиректор лицея\n________ К. Л. Марьин\nприказ № 31-о\nот 01.09.2025 г.",
        [DIRECTOR],
    ),
    "with empty lines": (
        "УТВЕРЖДАЮ\n\nДиректор лицея\n\n________ К. Л. Марьин\n\nприказ № 31-о от 01.09.2025\n\n"
        "Марьин Кирилл Львович",
        [DIRECTOR],
    ),
    "without a paper": (
        "СОГЛАСОВАНО\nСовет родителей",
        [("agrees", "Совет родителей", None, None, None)],
    ),
}


def read(text):
    source = pasted_source(text)
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def told(imported):
    return [
        (row.kind, row.body, row.protocol, row.order, row.date and row.date.isoformat())
        for row in imported.approvals
    ]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"], ids=["next", "blank", "blanks"])
@pytest.mark.parametrize("case", BLOCKS)
def test_a_text_without_numbers_is_no_part_of_the_block_above_it(case, gap):
    block, expected = BLOCKS[case]
    found = read(f"Правила\nобщения в чатах лицея\n\n{block}{gap}{WRITTEN}\n")
    assert told(found) == expected
    assert [clause.text for clause in found.clauses] == list(TEXT)


def test_a_heading_below_a_block_is_not_its_body():
    block, expected = BLOCKS["two lines"]
    found = read(f"Политика\nобщения в чатах\n\n{block}\n\nЧто мы хотим\n{WRITTEN}\n")
    assert told(found) == expected


@pytest.mark.parametrize("order", ["Приказ № 31-о", "М.П.", "Марьин К. Л.", "(новая редакция)"])
def test_what_belongs_to_a_block_stays_in_it(order):
    found = read(
        f"УТВЕРЖДАЮ\nДиректор лицея\n01.09.2025 № 31-о\n\n{order}\n\n"
        "Правила\nобщения в чатах\n\n1. Общие положения\n1.1. Чаты заводит куратор.\n"
    )
    assert order in found.approvals[0].text


def test_a_text_that_went_into_a_block_is_doubted():
    body = "Совет при главе поселения, избранный на сходе граждан " * 3
    found = read(f"УТВЕРЖДЕНО\n{body}\n{BODY}")
    assert "В гриф попал текст документа." in [doubt.why for doubt in found.notes.doubts]


def test_a_paper_of_which_no_clause_is_known_is_doubted():
    found = read("ПОЛОЖЕНИЕ\nо чатах лицея\n")
    assert not found.sections
    assert "Не найдено ни одного раздела и пункта." in [doubt.why for doubt in found.notes.doubts]


FIRST = ("considers", "Педагогический совет", "2", None, "2025-08-27")
PARENTS = ("Совет родителей", "4", None, "2025-08-28")
SEVERAL = {
    "an opinion": (
        "РАССМОТРЕНО\nна педагогическом совете\nпротокол № 2 от 27.08.2025\n"
        "Мнение совета родителей учтено, протокол № 4 от 28.08.2025",
        [FIRST, ("agrees", *PARENTS)],
    ),
    "an opinion with reasons": (
        "Рассмотрено педагогическим советом (протокол от 27 августа 2025 г. № 2)\n"
        "Мотивированное мнение совета родителей\nучтено (протокол № 4 от 28.08.2025)",
        [FIRST, ("agrees", *PARENTS)],
    ),
    "with regard to an opinion": (
        "Рассмотрено педагогическим советом (протокол от 27 августа 2025 г. № 2)\n"
        "С учётом мотивированного мнения совета родителей (протокол № 4 от 28.08.2025)",
        [FIRST, ("agrees", *PARENTS)],
    ),
    "of a body that has no usual name": (
        "РАССМОТРЕНО\nна педагогическом совете\nпротокол № 2 от 27.08.2025\n"
        "Мнение дружины «Маяк» учтено, протокол № 4 от 28.08.2025",
        [FIRST, ("agrees", "Дружины «Маяк»", *PARENTS[1:])],
    ),
    "in one sentence": (
        "РАССМОТРЕНО\nна заседании педагогического совета, протокол № 2 от 27.08.2025, "
        "и совета родителей, протокол № 4 от 28.08.2025",
        [FIRST, ("considers", *PARENTS)],
    ),
    "below each other": (
        "РАССМОТРЕНО\nпедагогическим советом\nпротокол от 27.08.2025 № 2\n"
        "советом родителей\nпротокол от 28.08.2025 № 4",
        [FIRST, ("considers", *PARENTS)],
    ),
    "the protocol first": (
        "Рассмотрено: протокол № 2 от 27.08.2025 педагогического совета,\n"
        "протокол № 4 от 28.08.2025 совета родителей",
        [FIRST, ("considers", *PARENTS)],
    ),
    "three": (
        "РАССМОТРЕНО\nпедсоветом (протокол № 2 от 27.08.2025), советом родителей\n"
        "(протокол № 4 от 28.08.2025) и управляющим советом (протокол № 7 от 29.08.2025)",
        [
            ("considers", "Педсовет", *FIRST[2:]),
            ("considers", *PARENTS),
            ("considers", "Управляющий совет", "7", None, "2025-08-29"),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SEVERAL)
def test_each_decision_under_one_mark_is_one(case):
    head, expected = SEVERAL[case]
    assert approvals(read(f"{head}\n{BODY}")) == expected


ONE = {
    "its own name twice": (
        "РАССМОТРЕНО\nна заседании педагогического совета\n"
        "протокол заседания педагогического совета № 2 от 27.08.2025"
    ),
    "signed by its chairman": (
        "РАССМОТРЕНО\nна заседании педагогического совета\nпротокол № 2 от 27.08.2025\n"
        "Председатель педагогического совета _______ К. Л. Марьин"
    ),
}


@pytest.mark.parametrize("head", ONE.values(), ids=ONE)
def test_one_decision_stays_one(head):
    found = read(f"{head}\n{BODY}")
    assert [(row.protocol, row.order) for row in found.approvals] == [("2", None)]


UNSURE = {
    "signed by another": (
        "РАССМОТРЕНО\nна заседании педагогического совета\nпротокол № 2 от 27.08.2025\n"
        "Председатель управляющего совета _______ К. Л. Марьин"
    ),
    "two protocols of one": (
        "РАССМОТРЕНО\nпедагогическим советом\nпротокол № 2 от 27.08.2025, протокол № 3"
    ),
}


@pytest.mark.parametrize("head", UNSURE.values(), ids=UNSURE)
def test_what_cannot_be_divided_is_doubted(head):
    found = read(f"{head}\n{BODY}")
    assert approvals(found)[:1] == [FIRST]
    whys = [doubt.why for doubt in found.notes.doubts if doubt.where == "гриф"]
    assert "В грифе не одно решение: проверьте, что чьё." in whys
