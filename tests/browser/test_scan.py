"""The signed paper comes back: printed, scanned, recognised, confirmed."""

import pytest
from django.utils import timezone

from regulations.files import stored_pdf
from regulations.scans.queries import is_signed_on_paper
from tests.regulations.making import make_approved, make_ready
from tests.regulations.scanning import encoded, pictures, without_code


def as_files(sheets):
    return [
        {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": encoded(sheet, "JPEG")}
        for number, sheet in enumerate(sheets, 1)
    ]


@pytest.mark.parametrize("unreadable", [False, True])
def test_a_print_is_scanned_and_recognised(cast, visit, unreadable):
    version = make_approved(make_ready(cast.ours))
    sheets = [sheet.rotate(180) for sheet in pictures(stored_pdf(version), 150)]
    if unreadable:
        sheets[1] = without_code(sheets[1].rotate(180))
    person = visit(cast.administrator)
    person.open(f"/o/{cast.ours.slug}/documents/scan/")
    person.page.get_by_label("Скан или снимки листов").set_input_files(as_files(sheets))
    person.press("button", "Загрузить")
    person.sees_heading("Скан с подписью")
    if unreadable:
        person.sees("не читается код — укажите номер страницы вручную")
        person.page.get_by_label("лист 2").select_option("страница 2")
        person.press("button", "Сохранить номера")
    person.sees("Все страницы на месте.")
    person.page.get_by_label("Дата подписания").fill(timezone.localdate().isoformat())
    person.press("button", "Подтвердить: документ подписан")
    person.sees("Скан подтверждён: документ подписан на бумаге.")
    assert is_signed_on_paper(version)
