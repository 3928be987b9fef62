"""Dates as recognition leaves them, and the order's number beside that of a school."""

import pytest

from regulations.importing.meaning.dates import DATED, day_of
from tests.regulations.importing.test_approval_columns import BODY, read
from tests.regulations.importing.test_samples import approvals

DATES = {
    "З1 января 2O25 г.": "2025-01-31",
    "ЗО января 2О25 года": "2025-01-30",
    "«1О» мая 2025 г.": "2025-05-10",
    "0З.О1.202З": "2023-01-03",
    "3l.l2.2O24 г.": "2024-12-31",
    "31.12.2024": "2024-12-31",
}


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("form", ["протокол № 4 от {date}", "протокол от {date} № 4"])
def test_a_date_with_letters_for_digits(date, form):
    block = f"Рассмотрено на совете колледжа, {form.format(date=date)}"
    found = read(f"{block}\n{BODY}")
    assert approvals(found) == [("considers", "Совет колледжа", "4", None, DATES[date])]
    assert date in found.approvals[0].text


@pytest.mark.parametrize("text", ["ОЗ января 20ОО", "о 5 мая", "Зал 1.О.2025", "32.01.2025"])
def test_what_is_no_date(text):
    found = DATED.search(text)
    assert found is None or day_of(found) is None


ORDERS = {
    "МБОУ «Школа № 8» № 15": ("МБОУ «Школа № 8»", None),
    'МБОУ "Школа № 8" № 15': ('МБОУ "Школа № 8"', None),
    "МДОУ «Сад «Ель» № 8» № 15": ("МДОУ «Сад «Ель» № 8»", None),
    "МБОУ «Школа № 8» № 15 от 01.09.2025": ("МБОУ «Школа № 8»", "2025-09-01"),
    "МБОУ «Школа № 8» от 01.09.2025 № 15": ("МБОУ «Школа № 8»", "2025-09-01"),
    "№ 15 от 01.09.2025 директора МБОУ «Школа № 8»": (
        "Директор МБОУ «Школа № 8»",
        "2025-09-01",
    ),
    "директора СОШ № 8 № 15 от 01.09.2025": ("Директор СОШ № 8", "2025-09-01"),
    "директора ГАПОУ «Колледж «Рудный» от 01.09.2025 № 15": (
        "Директор ГАПОУ «Колледж «Рудный»",
        "2025-09-01",
    ),
}


@pytest.mark.parametrize("order", ORDERS)
def test_the_orders_number_is_not_the_schools(order):
    body, date = ORDERS[order]
    assert approvals_of(f"Утверждено приказом {order}") == [("approves", body, None, "15", date)]


def approvals_of(block):
    rows = read(f"{block}\n{BODY}").approvals
    return [
        (row.kind, row.body, row.protocol, row.order, row.date and row.date.isoformat())
        for row in rows
    ]
