"""An order with the regulation that it puts into force as its annex, both in one file."""

import pytest

from regulations.importing.drafting import draft_entries
from regulations.importing.reading import import_regulation, pasted_source
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.test_samples import approvals
from tests.regulations.importing.test_suspects import as_docx, read

BODY = """
{title}
о школьных чатах

1. Общие положения
1.1. Чаты создаёт куратор.
2. Заключительные положения
2.1. Положение действует до замены новым.
"""
ORDER = """Муниципальное бюджетное учреждение
«Школа № 9 «Росток»

{name}

В соответствии с приказом Министерства от 11.02.2025 № 808 и ради порядка в чатах
{command}:
1. Утвердить прилагаемое
Положение о школьных чатах (приложение).
2. Ознакомить работников с настоящим приказом.
3. Контроль оставляю за собой.

Директор школы ____________ Т.О. Ветрова
"""
NAMES = {
    "spaced": ("П Р И К А З\n\n«03» сентября 2025 г.            № 71-од", "П Р И К А З Ы В А Ю"),
    "in one line": ("ПРИКАЗ № 71-од от 03.09.2025", "приказываю"),
    "of the school": ("Приказ\nпо школе № 9\nот 03.09.2025 № 71-од", "ПРИКАЗЫВАЮ"),
    "another act": ("РАСПОРЯЖЕНИЕ\nот 03.09.2025\n№ 71-од\nО чатах", "ОБЯЗЫВАЮ"),
}
ANNEXES = {
    "bare": ("Приложение", "Директор школы"),
    "numbered": ("ПРИЛОЖЕНИЕ № 1", "Директор школы"),
    "to the order": ("Приложение\nк приказу от 03.09.2025 № 71-од", "Директор школы"),
    "approved": (
        "Приложение № 1\nУТВЕРЖДЕНО\nприказом МБОУ «Школа № 9»\nот 03.09.2025 № 71-од",
        "МБОУ «Школа № 9»",
    ),
    "approved, no number": ("УТВЕРЖДАЮ\nДиректор МБОУ «Школа № 9»", "Директор МБОУ «Школа № 9»"),
}


def scan(order, annex, title="ПОЛОЖЕНИЕ"):
    return f"{order}\n{annex}\n{BODY.format(title=title)}"


def assert_order_is_aside(found, order):
    """Nothing of the order is in the text, all of it is left, and somebody is told."""
    assert [(s.number, [c.number for c in s.clauses]) for s in found.sections] == [
        ("1", ["1.1"]),
        ("2", ["2.1"]),
    ]
    left = "".join("".join(found.notes.leftovers).split())
    assert "".join(order.split()) in left
    assert any("приказ не вошёл" in doubt.why for doubt in found.notes.doubts)


@pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize("annex", ANNEXES)
@pytest.mark.parametrize("name", NAMES)
def test_the_head_begins_at_the_annex(name, annex, made):
    heading, command = NAMES[name]
    order = ORDER.format(name=heading, command=command)
    mark, body = ANNEXES[annex]
    found = read(made(scan(order, mark, title="Положение")))
    assert found.title == "Положение о школьных чатах"
    assert approvals(found) == [("approves", body, None, "71-од", "2025-09-03")]
    assert_order_is_aside(found, order)


def test_an_annex_that_is_not_called_one():
    order = ORDER.format(name="ПРИКАЗ\n03.09.2025 № 71-од", command="ПРИКАЗЫВАЮ")
    found = read(scan(order, ""))
    assert found.title == "ПОЛОЖЕНИЕ о школьных чатах"
    assert approvals(found) == [("approves", "Директор школы", None, "71-од", "2025-09-03")]
    assert_order_is_aside(found, order)


def test_a_number_that_is_not_the_orders_is_doubted():
    order = ORDER.format(name="ПРИКАЗ\n03.09.2025 № 71-од", command="ПРИКАЗЫВАЮ")
    found = read(scan(order, "Приложение к приказу от 03.09.2025 № 17-од"))
    assert approvals(found)[0][3] == "17-од"
    assert any("не тот, что в приказе" in doubt.why for doubt in found.notes.doubts)


@pytest.mark.parametrize(
    "above",
    [
        "УТВЕРЖДЕНО\nприказом от 03.09.2025 № 71-од",
        "Приложение № 1\nк приказу от 03.09.2025 № 71-од",
        "Приказ Министерства от 11.02.2025 № 808",
    ],
)
def test_a_mention_of_an_order_is_none(above):
    found = read(above + BODY.format(title="Положение"))
    assert found.title == "Положение о школьных чатах"
    assert not any("приказ не вошёл" in doubt.why for doubt in found.notes.doubts)


def test_an_order_named_in_the_head_takes_nothing_of_the_text():
    found = read(
        "УТВЕРЖДЕНО\nПриказ № 71-од\nот 03.09.2025\n"
        + BODY.format(title="Положение")
        + "2.2. Директор вправе утвердить памятку.\n\nПриложение № 1\n\nПРАВИЛА ПЕРЕПИСКИ\n\n"
        "1. Пишите днём.\n2. Пишите вежливо.\n"
    )
    assert found.title == "Положение о школьных чатах"
    assert [clause.number for clause in found.clauses][:3] == ["1.1", "2.1", "2.2"]
    assert found.notes.leftovers == []


def test_a_second_annex_keeps_the_line_of_its_order():
    order = ORDER.format(name="ПРИКАЗ\n03.09.2025 № 71-од", command="ПРИКАЗЫВАЮ")
    found = read(
        scan(order, "Приложение № 1")
        + "\nПриложение № 2\nк приказу директора школы\nот 03.09.2025 № 71-од\n\n"
        "Памятка семьям\n\n1. Пишите днём.\n2. Пишите вежливо.\n"
    )
    annex = found.sections[2]
    assert annex.title == "Памятка семьям (к приказу директора школы от 03.09.2025 № 71-од)"
    assert annex.clauses[0].text == "Пишите днём."


BODY_ALONE = "Положение о чатах\n1. Чаты\n1.1. Чат создаёт воспитатель.\n1.2. Чат один.\n"
HEADS = {
    "Приложение 1\nк Положению\nПамятка для родителей": "Памятка для родителей",
    "Приложение № 1 к настоящему Положению\n\nПАМЯТКА\nдля родителей": "ПАМЯТКА для родителей",
    "Приложение № 1\nк Положению о чатах\nПамятка": "Памятка (к Положению о чатах)",
    "Приложение № 1\nк приказу от 03.09.2025 № 7\nПамятка": "Памятка (к приказу от 03.09.2025 № 7)",
    "Приложение № 1. Памятка": "Памятка",
    "Приложение № 1\nк Положению": "",
}


@pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize("head", HEADS)
def test_an_annex_has_the_title_of_its_text(head, made):
    text = f"{BODY_ALONE}{head}\nПишите коротко и вежливо. Не звоните по вечерам.\n"
    source = pasted_source(text)
    assert lost(source, import_regulation(source)) == ({}, {})
    found = read(made(text))
    annex = found.sections[-1]
    assert (annex.number, annex.title) == ("Приложение № 1", HEADS[head])
    assert [c.text for c in annex.clauses] == ["Пишите коротко и вежливо. Не звоните по вечерам."]
    (doubt,) = [doubt for doubt in found.notes.doubts if "Приложение станет" in doubt.why]
    assert (doubt.where, doubt.why[:29]) == ("Приложение № 1", "Приложение станет разделом 2:")
    title = draft_entries(found)[-1]["title"]
    assert title == (f"Приложение № 1. {HEADS[head]}" if HEADS[head] else "Приложение № 1")


def test_the_list_of_an_annex_is_counted_on_below_its_title():
    found = read(
        f"{BODY_ALONE}Приложение 1\nк Положению\nПамятка для родителей\n"
        "1. Пишите днём.\n2. Пишите вежливо.\n"
    )
    annex = found.sections[-1]
    assert annex.title == "Памятка для родителей"
    assert [(c.number, c.text) for c in annex.clauses] == [
        ("1", "Пишите днём."),
        ("2", "Пишите вежливо."),
    ]
