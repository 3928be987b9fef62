import html

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from regulations import services
from regulations.files import stored_pdf
from regulations.models import DocumentVersion, Signature
from tests.factories.people import PASSWORD
from tests.regulations.making import make_signature, url
from tests.regulations.signatures.bringing import bring, upload
from tests.regulations.signatures.pki import OWNER, PERSONAL_NUMBERS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


# --- Simple ---------------------------------------------------------------------------------------


def test_approved_and_signed_by_three_presses(at, ready, decided):
    """From the regulation's page: to the order, «Утвердить», and there «Подписать»."""
    client = at("head")
    page = text(client.get(url("regulation", ready)))
    assert url("draft_approve", ready) in page
    order = {"order_number": "102/2-од", "order_date": str(decided.created_at.date())}
    page = text(client.post(url("draft_approve", ready), order, follow=True))
    version = DocumentVersion.objects.get()
    address = url("sign_simply", ready, version.pk)
    assert f'action="{address}"' in page
    page = text(client.post(address, {"password": PASSWORD}, follow=True))
    signature = Signature.objects.get()
    assert signature.line in page
    assert signature.key in page


def test_the_line_of_the_signature_stands_on_the_documents_pages(at, cast, ready, approved):
    signature = services.sign_simply(version=approved, by=cast.head)
    client = at("parent")
    for name, args in (("regulation", []), ("version_text", [1]), ("signing", [approved.pk])):
        page = text(client.get(url(name, ready, *args)))
        assert f'title="{signature.line}"' in page, name
    for words in ("простой электронной подписью", cast.head.full_name, "Директор"):
        assert words in signature.line


def test_a_wrong_password_signs_nothing_and_counts(at, ready, approved):
    client, address = at("head"), url("sign_simply", ready, approved.pk)
    for _ in range(4):
        response = client.post(address, {"password": "not the password"})
        assert response.status_code == 422
        assert "Пароль не подошёл" in text(response)
    # The fifth closes the account for a while, as at the entrance: the right one too.
    assert client.post(address, {"password": "wrong"}).status_code == 429
    assert client.post(address, {"password": PASSWORD}).status_code == 429
    assert not Signature.objects.exists()


@pytest.mark.parametrize("password", ["", "\x00", "я" * 100_000])
def test_bad_input_is_no_password(at, ready, approved, password):
    response = at("head").post(url("sign_simply", ready, approved.pk), {"password": password})
    assert response.status_code == 422
    assert not Signature.objects.exists()


def test_a_second_press_is_answered_in_words(at, ready, approved):
    client, address = at("head"), url("sign_simply", ready, approved.pk)
    client.post(address, {"password": PASSWORD})
    response = client.post(address, {"password": PASSWORD})
    assert response.status_code == 409
    assert "уже подписали" in text(response)


def test_who_may_what(at, ready, approved):
    simple, file = (
        url("sign_simply", ready, approved.pk),
        url("add_signature_file", ready, approved.pk),
    )
    seen = {
        person: [
            form in text(at(person).get(url("signing", ready, approved.pk)))
            for form in (simple, file)
        ]
        for person in ("head", "administrator", "deputy", "teacher", "parent")
    }
    assert seen == {
        "head": [True, True],
        "administrator": [False, True],
        "deputy": [False, False],
        "teacher": [False, False],
        "parent": [False, False],
    }
    assert "Подписывает: директор" in text(at("teacher").get(url("signing", ready, approved.pk)))


# --- Qualified ------------------------------------------------------------------------------------


def test_a_file_is_downloaded_signed_and_uploaded(at, cast, ready, approved, pki, head):
    client = at("administrator")
    file = client.get(url("file_to_sign", ready, approved.pk))
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content == stored_pdf(approved)
    response = client.post(
        url("add_signature_file", ready, approved.pk),
        upload(pki.sign(head, file.content)),
        follow=True,
    )
    page = text(response)
    for words in (OWNER, "издатель сертификата порталу не известен", "ГОСТ Р 34.10-2012, 256 бит"):
        assert words in page
    signature = Signature.objects.get()
    assert signature.serial in page
    # Another than whom the document names: said, not hidden.
    assert "В документе назван руководитель" in page
    assert not [number for number in PERSONAL_NUMBERS if number in page]


def test_a_wrong_file_is_told_why(at, ready, approved, pki, root, head):
    client, address = at("head"), url("add_signature_file", ready, approved.pk)
    content = stored_pdf(approved)
    wrong = {
        "другого файла": pki.sign(head, content + b" "),
        "повреждён": pki.sign(head, content)[:-9],
        "уже не действовал": pki.sign(pki.holder(root, days=(-90, -10)), content),
    }
    for words, data in wrong.items():
        response = client.post(address, upload(data))
        assert response.status_code == 409
        assert words in text(response)
    for files, words in (({}, "Выберите файл"), (upload(b""), "Файл пуст")):
        response = client.post(address, files)
        assert response.status_code == 422
        assert words in text(response)
    assert not Signature.objects.exists()


def test_too_large_a_file_is_refused_before_it_is_read(at, ready, approved):
    response = at("head").post(
        url("add_signature_file", ready, approved.pk), upload(bytes(21 << 20))
    )
    assert response.status_code == 413
    assert "до 20 МБ" in text(response)
    assert url("signing", ready, approved.pk) in text(response)


def test_the_upload_asks_for_its_token_all_the_same(cast, ready, approved):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.head)
    response = client.post(url("add_signature_file", ready, approved.pk), upload(b"x"))
    assert response.status_code == 403
    assert not Signature.objects.exists()


def test_a_server_without_the_engine_says_so(at, ready, approved, pki, head, monkeypatch, tmp_path):
    data = pki.sign(head, stored_pdf(approved))
    monkeypatch.setenv("OPENSSL_ENGINES", str(tmp_path))
    response = at("head").post(url("add_signature_file", ready, approved.pk), upload(data))
    assert response.status_code == 409
    assert "libengine-gost-openssl" in text(response)


def test_it_is_checked_again_by_one_press(at, cast, ready, approved, pki, root, head, trusts):
    signature = bring(approved, pki, head, cast.head)
    trusts(root)
    client = at("administrator")
    page = text(client.post(url("check_signature", ready, signature.pk), follow=True))
    assert "Проверено ещё раз. Подпись верна, сертификат доверенный." in page
    file = client.get(url("signature_file", ready, signature.pk))
    with signature.file.open("rb") as stored:
        assert file.content == stored.read()
    assert ".pdf.sig" in file["Content-Disposition"]


def test_a_damaged_file_is_told_and_not_given_out(at, ready, approved):
    signature = make_signature(approved)
    with default_storage.open(signature.file.name, "ab") as file:
        file.write(b" ")
    client = at("head")
    for response in (
        client.get(url("signature_file", ready, signature.pk)),
        client.post(url("check_signature", ready, signature.pk)),
    ):
        assert response.status_code == 409
        assert "изменён на сервере" in text(response)
