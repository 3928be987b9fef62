"""The director signs, a signature file is brought, anybody tells a right file from a wrong one."""

import pytest

from regulations.files import stored_pdf
from regulations.models import Signature
from tests.factories.people import PASSWORD
from tests.regulations.making import make_approved, make_ready, replace_rendering
from tests.regulations.signatures.pki import OWNER, Pki


@pytest.fixture(scope="module")
def holder(tmp_path_factory):
    pki = Pki(tmp_path_factory.mktemp("pki"))
    person = pki.holder(pki.root())
    return lambda content: pki.sign(person, content)


def test_signed_by_password_and_by_file_and_verified_by_anybody(
    cast, visit, holder, tmp_path, monkeypatch
):
    replace_rendering(monkeypatch, lambda regulation, **_: f"%PDF {regulation!r}".encode())
    cast.ours.head_surname, cast.ours.head_given_name, cast.ours.head_patronymic = OWNER.split()
    cast.ours.save()
    approved = make_approved(make_ready(cast.ours))
    document, wrong = tmp_path / "document.pdf", tmp_path / "other.pdf"
    document.write_bytes(stored_pdf(approved))
    wrong.write_bytes(stored_pdf(approved) + b" ")

    head = visit(cast.head, statuses=(409,))
    head.open(f"/o/{cast.ours.slug}/regulation/")
    head.type("Ваш пароль", PASSWORD)
    head.press("button", "Подписать")
    head.sees("Документ подписан простой электронной подписью.")
    assert head.presses == 1
    head.sees(Signature.objects.get().key)

    with head.page.expect_download() as download:
        head.press("link", "Скачать файл")
    assert download.value.path().read_bytes() == document.read_bytes()
    for content, answer in (
        (wrong, "Подпись сделана для другого файла."),
        (document, f"Подписано: {OWNER}."),
    ):
        signature = tmp_path / f"{content.name}.sig"
        signature.write_bytes(holder(content.read_bytes()))
        head.page.get_by_label("Файл подписи").set_input_files(signature)
        head.press("button", "Проверить и добавить")
        head.sees(answer)
    assert Signature.objects.count() == 2

    anybody = visit()
    anybody.open(f"/verify/{approved.verify_code}/")
    anybody.sees("Документ подлинный и действует")
    anybody.sees(OWNER)
    for file, answer in ((document, "Это тот самый документ"), (wrong, "Это не этот документ")):
        anybody.page.get_by_label("Файл документа").set_input_files(file)
        anybody.press("button", "Проверить файл")
        anybody.sees(answer)
