"""The pages of scans: upload, numbers, confirmation, download."""

import pytest
from django.utils import timezone

from regulations.scans.files import stored_scan
from regulations.scans.queries import scan_of
from regulations.templatetags.typography import held
from tests.regulations.making import url
from tests.regulations.scanning import scan, upload, without_code


@pytest.mark.parametrize("person", ["administrator", "parent"])
def test_too_much_is_refused_before_it_is_read(at, cast, approved, person):
    client = at(person)
    for name, args in (
        ("scan_drop", []),
        ("version_scan", [approved.pk]),
        ("regulation_import", []),
    ):
        address = url(name, cast.ours, *args)
        response = client.post(address, {"file": upload("a.pdf", bytes(61 << 20))})
        assert response.status_code == 413, name
        assert address in response.content.decode()


def test_the_page_from_upload_to_download(at, cast, approved, sheets):
    client = at("administrator")
    page = url("version_scan", cast.ours, approved.pk)
    assert "Приложить скан" in client.get(page).content.decode()
    files = [scan([sheets[0], without_code(sheets[1]), *sheets[2:]], 150)]
    assert client.post(page, {"sheets": files}).status_code == 302
    text = client.get(page).content.decode()
    assert held("Лист 2</b>: не читается код — укажите номер страницы вручную") in text
    assert client.get(url("scan_sheet", cast.ours, approved.pk, 2)).content[:2] == b"\xff\xd8"
    assert client.get(url("scan_sheet", cast.ours, approved.pk, 99)).status_code == 404
    assert client.get(url("scan_pdf", cast.ours, approved.pk)).status_code == 404
    day = {"signed_on": timezone.localdate().isoformat()}
    assert client.post(url("scan_confirm", cast.ours, approved.pk), day).status_code == 409
    wrong = client.post(url("scan_numbers", cast.ours, approved.pk), {"sheet_2": "77"})
    assert wrong.status_code == 422
    client.post(url("scan_numbers", cast.ours, approved.pk), {"sheet_2": "2"})
    assert client.post(url("scan_confirm", cast.ours, approved.pk), {}).status_code == 422
    assert client.post(url("scan_confirm", cast.ours, approved.pk), day).status_code == 302
    assert "подписан на бумаге" in client.get(page).content.decode()
    for person in ("administrator", "parent"):
        answer = at(person).get(url("scan_pdf", cast.ours, approved.pk))
        assert answer.content == stored_scan(scan_of(approved))
    assert "Заменить скан" not in at("parent").get(page).content.decode()
    client = at("head")
    assert client.post(url("scan_withdraw", cast.ours, approved.pk), {}).status_code == 422
    client.post(url("scan_withdraw", cast.ours, approved.pk), {"reason": "Не та печать"})
    assert client.get(url("scan_pdf", cast.ours, approved.pk)).status_code == 404


def test_the_drop_leads_to_the_version(at, cast, approved, sheets):
    client = at("administrator")
    page = url("scan_drop", cast.ours)
    assert client.get(page).status_code == 200
    assert client.post(page, {}).status_code == 422
    answer = client.post(page, {"sheets": [scan(sheets, 150)]})
    assert answer.url == url("version_scan", cast.ours, approved.pk)
    answer = client.post(page, {"sheets": [scan([without_code(sheets[1])], 150)]})
    assert answer.status_code == 409
    assert "Ни на одном листе не прочитан код" in answer.content.decode()


def test_bad_files_are_refused_on_the_page(at, cast, approved):
    client = at("administrator")
    page = url("version_scan", cast.ours, approved.pk)
    assert client.post(page, {}).status_code == 422
    for data, sentence in ((b"", "пустой"), (b"hello", "нужен PDF, JPG или PNG")):
        answer = client.post(page, {"sheets": [upload("a.pdf", data)]})
        assert answer.status_code == 409
        assert sentence in answer.content.decode()
