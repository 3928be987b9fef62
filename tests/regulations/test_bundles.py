"""The bundle for the site: what is in it, who takes it, a certificate in it by wish alone."""

import hashlib
import io
import re
import zipfile
from urllib.parse import unquote

import pytest

from regulations import answers, services
from regulations.publishing.bundle import bundle_of
from regulations.publishing.page import style
from regulations.signings import Signing
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import make_approved, make_draft, make_signature, url
from tests.regulations.publishing import publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def signed(approved, monkeypatch):
    sign(monkeypatch, approved, mark=("Серийный номер 01 AB",))
    return approved


def bundle(version):
    with bundle_of(version, certificates=True) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_the_bundle_has_all_and_its_sums_are_right(signed):
    archive = bundle(signed)
    assert archive.testzip() is None
    names = {
        "document.pdf",
        "document.html",
        "signature-card.html",
        "README.txt",
        "SHA256SUMS.txt",
    }
    assert set(archive.namelist()) == names
    for line in archive.read("SHA256SUMS.txt").decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest
        names.discard(name)
    assert names == {"SHA256SUMS.txt"}
    assert hashlib.sha256(archive.read("document.pdf")).hexdigest() == signed.sha256
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert "Что в этом архиве" in readme
    assert signed.sha256 in readme
    card = archive.read("signature-card.html").decode()
    assert "Серийный номер 01 AB" in card
    assert "М. И. Соколова" in card.replace("\xa0", " ")


def test_what_lies_in_the_bundle_is_called_what_it_is(signed):
    make_signature(signed)
    archive = bundle(signed)
    names = [name for name in archive.namelist() if name.startswith("signatures/")]
    assert names == [
        "signatures/document-signature-1.sig",
        "signatures/document-signed-copy-1.pdf",
    ]
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert f"{names[0]}  файл подписи" in readme
    assert f"{names[1]}  экземпляр с отметкой" in readme
    assert f"Посетителям показывайте {names[1]}:" in readme
    card = archive.read("signature-card.html").decode()
    assert f"<dt>Экземпляр с отметкой</dt><dd>{names[1]}</dd>" in card


def test_the_card_says_how_it_was_signed_and_names_the_signer_once(approved, cast):
    services.sign_simply(version=approved, by=cast.head)
    card = bundle(approved).read("signature-card.html").decode()
    assert "<h2>Документ подписан простой электронной подписью</h2>" in card
    assert card.count(cast.head.full_name) == 1
    assert "Владелец" not in card
    assert card.count(f"{days_ago(0):%d.%m.%Y}") == 1
    readme = readme_of(approved, certificates=False)
    assert "Посетителям показывайте signatures/document-signed-copy-1.pdf:" in readme


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        ("на бумаге", "Документ подписан на бумаге"),
        (
            "усиленная квалифицированная электронная подпись",
            "Документ подписан усиленной квалифицированной электронной подписью",
        ),
        (
            "электронная подпись, проверку не прошла",
            "Документ подписан электронной подписью, проверку не прошла",
        ),
    ],
)
def test_each_kind_of_signature_is_what_the_document_is_signed_by(how, heading):
    assert Signing(on=days_ago(0), how=how, who="", line="").heading == heading


def test_a_quoted_word_of_the_title_is_kept_whole(signed):
    html = bundle(signed).read("document.html").decode()
    assert '<span class="unbroken">«Сферум»</span>' in html


def test_the_page_in_the_bundle_stands_alone(signed):
    html = bundle(signed).read("document.html").decode()
    assert style() in html
    assert "<link" not in html
    assert "<script" not in html
    assert 'href="document.pdf"' in html
    assert signed.title in re.sub("<span[^>]*>|</span>", "", html).replace("\xa0", " ")
    # The style is escaped like any text: no sign of it may need that.
    assert not set(style()) & set("<>&'\"")


def test_equal_facts_give_equal_bytes(signed):
    with (
        bundle_of(signed, certificates=True) as first,
        bundle_of(signed, certificates=True) as second,
    ):
        assert first.read() == second.read()


def test_a_bundle_is_of_what_is_in_force(signed, ready):
    make_approved(ready)
    signed.refresh_from_db()
    with pytest.raises(DomainError, match="не действует"):
        bundle_of(signed, certificates=True)
    with pytest.raises(DomainError, match="не действует"):
        bundle_of(make_draft(ready), certificates=True)


def test_who_publishes_takes_the_bundle(at, signed, ready):
    address = url("bundle", ready, signed.pk)
    answer = at("administrator").get(address)
    content = answer.content
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert answer["Cache-Control"] == "private, no-cache"
    assert at("parent").get(address).status_code == 403
    assert at("outsider").get(address).status_code == 404


def test_the_certificate_is_given_to_anybody_only_by_wish(at, client, cast, ready, approved):
    make_signature(approved, owner="Серебрякова Анна Петровна")
    site, kept, public = (
        url("bundle", ready, approved.pk),
        url("bundle_with_signature", ready, approved.pk),
        url("public_bundle", ready, approved.verify_code),
    )
    page = at("head").get(url("publish", ready, approved.pk)).text
    assert "с ИНН и СНИЛС" in page
    assert {f'href="{site}"', f'href="{kept}"'} <= set(re.findall(r'href="[^"]+"', page))
    assert signature_files(at("head").get(site)) == []
    own = signature_files(at("head").get(kept))
    assert own != []
    form = {"published_on": days_ago(0).isoformat(), "address": f"{ready.site}/sferum"}
    at("head").post(url("publish", ready, approved.pk), form)
    assert signature_files(at("head").get(site)) == []
    client.logout()
    assert signature_files(client.get(public)) == []
    services.unpublish_version(version=approved, by=cast.head, reason="Иначе")
    at("head").post(url("publish", ready, approved.pk), form | {"with_signature_files": "on"})
    assert signature_files(at("head").get(site)) == own
    client.logout()
    assert signature_files(client.get(public)) == own


def test_the_readme_says_what_is_in_the_file_of_a_signature(signed):
    make_signature(signed)
    assert "ИНН" not in readme_of(signed, certificates=False)
    kept = readme_of(signed, certificates=True)
    assert "с ИНН и СНИЛС того, кто подписал" in kept
    assert "на сайт не выкладывайте" in kept
    assert "файлы из папки signatures" not in kept
    publish(signed, with_signature_files=True)
    wished = readme_of(signed, certificates=True)
    assert "с ИНН и СНИЛС того, кто подписал" in wished
    assert "файлы из папки signatures" in wished
    assert "не выкладывайте" not in wished


def readme_of(version, *, certificates):
    with bundle_of(version, certificates=certificates) as file:
        return zipfile.ZipFile(file).read("README.txt").decode("utf-8-sig")


def test_the_page_of_a_version_offers_both_archives_and_says_what_they_hold(at, signed, ready):
    route, kept = (
        url(name, ready, signed.pk) for name in ("version_route", "bundle_with_signature")
    )
    assert kept not in at("head").get(route).text
    refused = at("head").get(kept)
    assert refused.status_code == 409
    assert "нет файла подписи" in refused.text
    make_signature(signed)
    page = at("administrator").get(route).text
    assert url("bundle", ready, signed.pk) in page
    assert kept in page
    assert "с ИНН и СНИЛС того, кто подписал" in page
    answer = at("administrator").get(kept)
    assert unquote(answer["Content-Disposition"]).endswith("с файлом подписи.zip")
    assert answer["Cache-Control"] == "private, no-cache"
    assert at("parent").get(kept).status_code == 403
    assert at("outsider").get(kept).status_code == 404


def signature_files(answer):
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    return [name for name in names if name.startswith("signatures/document-signature-")]


def test_a_large_bundle_is_sent_in_pieces(at, signed, ready, monkeypatch):
    monkeypatch.setattr(answers, "AT_ONCE", 1000)
    answer = at("head").get(url("bundle", ready, signed.pk))
    assert answer.streaming
    content = b"".join(answer.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
