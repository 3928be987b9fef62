"""Texts as they come from schools, written by hand: what stands in them is what is read."""

from pathlib import Path

import pytest

from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing.conservation import lost

FOLDER = Path(__file__).parent / "samples"


def sample(name):
    source = read_source((FOLDER / f"{name}.txt").read_bytes())
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def approvals(imported):
    return [
        (row.kind, row.body, row.protocol, row.order, row.date and row.date.isoformat())
        for row in imported.approvals
    ]


def numbers(imported):
    return [(s.number, s.title, [c.number for c in s.clauses]) for s in imported.sections]


def acts(imported):
    return [(row.number, row.date.isoformat()) for row in imported.bases]


def test_three_columns_roman_sections_and_clauses_counted_through():
    found = sample("gymnasium_columns")
    assert found.title == (
        "ПОЛОЖЕНИЕ о порядке использования информационно-коммуникационной образовательной "
        "платформы «Сферум» в МАОУ «Гимназия № 14»"
    )
    assert approvals(found) == [
        ("agrees", "Управляющий совет гимназии", "4", None, "2023-08-28"),
        ("adopts", "Педагогический совет", "1", None, "2023-08-29"),
        ("approves", "Директор МАОУ «Гимназия № 14»", None, "616/2.4.3", "2023-08-31"),
    ]
    assert numbers(found)[:3] == [
        ("I", "ОБЩИЕ ПОЛОЖЕНИЯ", ["1", "2", "3"]),
        ("II", "ОРГАНИЗАЦИЯ РАБОТЫ НА ПЛАТФОРМЕ", ["4", "5", "6"]),
        ("III", "ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ", ["7", "8"]),
    ]
    assert found.sections[3].number == "Приложение № 1"
    assert acts(found) == [
        ("273-ФЗ", "2012-12-29"),
        ("152-ФЗ", "2006-07-27"),
        ("115", "2021-03-22"),
    ]
    # «пунктом \n 2. настоящего Положения» is a reference, no clause.
    assert found.sections[1].clauses[1].text.endswith("пунктом 2. настоящего Положения.")
    assert [item.mark for item in found.sections[1].clauses[0].items] == ["1)", "2)", "3)"]
    assert "Положение об использовании платформы «Сферум»" in found.notes.leftovers


def test_columns_without_gaps_a_deeper_clause_and_a_stamp():
    found = sample("kindergarten_stamp")
    assert approvals(found) == [
        ("considers", "Педагогический совет", "3", None, "2022-08-25"),
        ("approves", "Заведующая МБДОУ «Детский сад «Ручеёк»", None, "41/1", "2022-08-26"),
    ]
    assert numbers(found) == [
        ("1", "Общие положения", ["1.1", "1.2"]),
        ("2", "Чаты групп", ["2.1", "2.2", "2.2.1", "2.3", "2.5"]),
        ("3", "Заключительные положения", ["3.1"]),
    ]
    assert acts(found) == [
        ("273-ФЗ", "2012-12-29"),
        ("149-ФЗ", "2006-07-27"),
        ("04-127", "2022-02-22"),
    ]
    assert [doubt.where for doubt in found.notes.doubts if "не по порядку" in doubt.why] == [
        "п. 2.5"
    ]
    assert "Сертификат: 00A1B2C3D4E5F60718293A4B5C6D7E8F90" in found.notes.leftovers
    assert "DOC-7" in found.norms


def test_recognised_text_with_headings_in_capitals_and_restarting_numbers():
    found = sample("college_recognised")
    assert found.title == "ПРАВИЛА пользования учебным профилем платформы «Сферум»"
    owner = "ГБПОУ «Заречный колледж технологий»"
    assert approvals(found) == [
        ("adopts", f"Общее собрание работников и обучающихся {owner}", "2", None, "2024-08-27"),
        ("approves", f"Директор {owner}", None, "118-осн", "2024-08-30"),
    ]
    assert numbers(found) == [
        (None, "ОБЩИЕ ПОЛОЖЕНИЯ", ["1.1", "1.2"]),
        (None, "ОРГАНИЗАЦИЯ РАБОТЫ", ["2.1", "2.2", "2.2", "2.4"]),
        (None, "ЗАКЛЮЧИТЕЛЬНЫЕ ПОЛОЖЕНИЯ", ["1.1", "1.2"]),
    ]
    assert acts(found) == [("273-ФЗ", "2012-12-29"), ("1678", "2023-10-11")]
    text = " ".join(clause.text for clause in found.clauses)
    assert "Правила определяют порядок работы" in text
    assert "WhatsApp, Viber, Telegram" in text
    assert found.notes.leftovers == ["- 2 -", "- 3 -"]


def test_an_annex_to_an_order_and_a_table_of_contents():
    found = sample("village_school_contents")
    assert approvals(found) == [("approves", "", None, "77-о", "2025-09-01")]
    assert [(s.number, s.title) for s in found.sections] == [
        ("1", "Общие положения"),
        ("2", "Участники"),
        ("3", "Заключительные положения"),
    ]
    assert [len(section.clauses) for section in found.sections] == [2, 2, 1]
    assert found.notes.leftovers[0] == "Содержание"
    assert "с. Ивановка" in found.notes.leftovers


def test_a_text_without_head_and_sections():
    found = sample("no_head")
    assert numbers(found) == [(None, "", ["1", "2", "3", "4"])]
    assert [item.text for item in found.clauses[1].items] == [
        "регистрирует школу;",
        "приглашает учителей.",
    ]
    assert found.title == ""
    assert ("название", "Название документа не найдено.") in [
        (doubt.where, doubt.why) for doubt in found.notes.doubts
    ]


def test_clauses_that_have_flowed_into_one_line():
    found = sample("chats_in_one_line")
    assert approvals(found) == [
        ("agrees", "Председатель ПК", None, None, "2024-08-29"),
        ("approves", 'Директор МБОУ "СОШ №3 п. Лесной"', None, "87", "2024-08-30"),
        ("considers", "Педагогический совет", "1", None, "2024-08-29"),
    ]
    assert numbers(found) == [
        ("1", "Назначение чатов", ["1.1", "1.2", "1.3"]),
        ("2", "Создание чатов", ["2.1", "2.2"]),
        ("3", "Правила общения", ["3.1", "3.2", "3.2.1", "3.2.2"]),
    ]
    assert any("стояли рядом" in doubt.why for doubt in found.notes.doubts)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_the_same_text_gives_the_same_result(path):
    data = path.read_bytes()
    first, second = (import_regulation(read_source(data)).as_json() for _ in range(2))
    assert first == second
