"""The public page: whose signatures, and whether a file is the document."""

import base64
import html

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regulations import services
from regulations.documents import render_regulation
from regulations.files import stored_pdf
from regulations.signatures import stored
from regulations.views import verification
from tests.cast import make_cast
from tests.regulations.making import make_approved, make_ready, make_scan, replace_rendering
from tests.regulations.signatures.bringing import bring
from tests.regulations.signatures.embedding import signed_by_pyhanko
from tests.regulations.signatures.pki import OWNER, PERSONAL_NUMBERS, armored

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def address(version):
    return reverse("regulations:verify", args=[version.verify_code])


@pytest.fixture
def told(client):
    """``told(version, data)``: what the page of a version says of a file."""

    def send(version, data):
        response = client.post(address(version), {"file": SimpleUploadedFile("file.pdf", data)})
        assert response.status_code == 200
        return text(response)

    return send


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def test_it_names_the_signatures_and_their_verdicts(client, cast, approved, pki, head):
    simple = services.sign_simply(version=approved, by=cast.head)
    qualified = bring(approved, pki, head, cast.administrator)
    page = text(client.get(address(approved)))
    for words in (simple.owner, simple.key, OWNER, qualified.serial, qualified.issuer):
        assert words in page
    for words in ("Подтверждена паролем на портале", "издатель сертификата порталу не известен"):
        assert words in page
    assert not [number for number in PERSONAL_NUMBERS if number in page]
    # Neither who brought the file nor the file itself, which says more than its mark.
    assert cast.administrator.full_name not in page
    assert "Скачать" not in page


def test_a_file_is_told_to_be_the_document_byte_for_byte(told, approved):
    pdf = stored_pdf(approved)
    assert "Это тот самый документ" in told(approved, pdf)
    for other in (pdf + b" ", pdf[:-1], b"x"):
        page = told(approved, other)
        assert "Это не этот документ" in page
        assert "Это тот самый документ" not in page


def test_the_copies_and_the_signature_file_are_told(told, cast, approved, pki, head):
    simple = services.sign_simply(version=approved, by=cast.head)
    qualified = bring(approved, pki, head, cast.administrator)
    for signature in (simple, qualified):
        page = told(approved, stored.copy_file(signature))
        assert "Это экземпляр с отметкой об электронной подписи" in page
    assert "Это файл подписи" in told(approved, stored.signature_file(qualified))


def test_another_version_is_told_with_its_own_page(told, cast, approved, ready):
    services.sign_simply(version=approved, by=cast.head)
    copy = stored.copy_file(approved.signatures.get())
    second = make_approved(ready, order_number="7/1")
    for data in (stored_pdf(approved), copy):
        page = told(second, data)
        assert "Это более ранняя редакция" in page
        assert address(approved) in page
    page = told(approved, stored_pdf(second))
    assert "Это более поздняя редакция" in page
    assert "больше не действует" in page
    assert address(second) in page


def test_another_document_is_told(told, approved):
    other = make_cast()
    theirs = make_approved(make_ready(other.ours))
    services.sign_simply(version=theirs, by=other.head)
    for data in (stored_pdf(theirs), stored.copy_file(theirs.signatures.get())):
        page = told(approved, data)
        assert "Это другой документ портала" in page
        assert address(theirs) in page
        assert other.ours.full_name not in page


def test_a_signed_pdf_is_told(told, cast, ready, rsa_head, monkeypatch):
    replace_rendering(monkeypatch, render_regulation)
    approved = make_approved(ready)
    signed = signed_by_pyhanko(stored_pdf(approved), rsa_head)
    services.add_signature_file(
        version=approved, by=cast.head, data=signed, other_signer_reason="Врио"
    )
    assert "Это подписанный экземпляр документа" in told(approved, signed)


GREEN = "Документ подлинный и действует"


def test_a_scan_is_told_and_a_former_one_too(told, approved):
    scan = make_scan(approved, b"%PDF-1.7 the scan")
    page = told(approved, b"%PDF-1.7 the scan")
    assert "Это скан подписанного документа" in page
    assert GREEN in page
    services.withdraw_scan(scan=scan, by=scan.uploaded_by, reason="ошибка")
    page = told(approved, b"%PDF-1.7 the scan")
    assert "Это прежний скан документа" in page
    assert GREEN not in page


def test_a_scan_that_nobody_has_confirmed_is_not_told(told, approved):
    make_scan(approved, b"%PDF-1.7 waits", status="waiting")
    assert "Это не этот документ" in told(approved, b"%PDF-1.7 waits")


def test_the_scan_of_another_version_leads_to_it(told, approved, ready):
    make_scan(approved, b"%PDF-1.7 the scan")
    second = make_approved(ready, order_number="7/1")
    page = told(second, b"%PDF-1.7 the scan")
    assert "Это более ранняя редакция" in page
    assert address(approved) in page


def test_a_signature_file_is_told_in_whatever_form_it_was_brought(told, cast, approved, pki, head):
    data = stored.signature_file(bring(approved, pki, head, cast.administrator))
    for file in (data, armored(data), base64.encodebytes(data)):
        assert "Это файл подписи" in told(approved, file)


def test_what_bears_a_withdrawn_signature_is_told_as_former(told, cast, approved, pki, head):
    wrong = bring(approved, pki, head, cast.head)
    last = services.sign_simply(version=approved, by=cast.head)
    former = [stored.copy_file(wrong), stored.copy_file(last)]
    services.withdraw_signature(signature=wrong, by=cast.head, reason="не тот файл")
    for copy in former:
        page = told(approved, copy)
        assert "Это прежний экземпляр с отметкой" in page
        assert GREEN not in page
    last.refresh_from_db()
    assert "Это экземпляр с отметкой" in told(approved, stored.copy_file(last))
    assert "Эта подпись отозвана" in told(approved, stored.signature_file(wrong))


def test_of_another_file_the_code_says_nothing(told, client, approved):
    assert GREEN in text(client.get(address(approved)))
    page = told(approved, b"another file")
    assert "Код подлинный, а файл — другой" in page
    assert GREEN not in page


def test_nothing_is_stored_and_nobody_signs_in(client, approved, told):
    before = files()
    told(approved, b"%PDF-1.7 something")
    assert files() == before
    assert "sessionid" not in client.cookies


def files():
    return {folder: default_storage.listdir(folder) for folder in default_storage.listdir("")[0]}


@pytest.mark.parametrize(("data", "words"), [(None, "Выберите файл"), (b"", "Файл пуст")])
def test_without_a_file_it_says_so(client, approved, data, words):
    sent = {} if data is None else {"file": SimpleUploadedFile("a.pdf", data)}
    response = client.post(address(approved), sent)
    assert response.status_code == 422
    assert words in text(response)


def test_too_large_a_file_is_refused_unread(client, approved):
    response = client.post(address(approved), {"file": SimpleUploadedFile("a", bytes(51 << 20))})
    assert response.status_code == 413
    assert "до 50 МБ" in text(response)


@pytest.mark.parametrize(("method", "limit"), [("get", "MOST_LOOKS"), ("post", "MOST_FILES")])
def test_one_address_may_not_ask_without_end(client, approved, monkeypatch, method, limit):
    monkeypatch.setitem(getattr(verification, limit), "limit", 2)
    send = getattr(client, method)
    assert [send(address(approved)).status_code for _ in range(3)][2] == 429
    assert "Немного подождите" in text(send(address(approved)))
    # Others are not held up, nor is the other kind of question.
    assert send(address(approved), REMOTE_ADDR="10.0.0.7").status_code != 429
    other = client.get if method == "post" else client.post
    assert other(address(approved)).status_code != 429


def test_unknown_codes_count_too(client, db, monkeypatch):
    monkeypatch.setitem(verification.MOST_LOOKS, "limit", 3)
    codes = [client.get(f"/verify/AAAA-AAAA-AAA{n}/").status_code for n in range(4)]
    assert codes == [404, 404, 404, 429]
