"""Publication on the site: the verb, the public pages, the bundle."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from regulations import answers, services
from regulations.models import Document, Publication
from regulations.publishing.bundle import bundle_of
from regulations.publishing.page import style
from regulations.templatetags.typography import held
from regulations.views import publication
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.regulations.making import make_approved, make_draft, make_signature, url
from tests.regulations.publishing import ADDRESS, publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


@pytest.fixture
def signed(approved, monkeypatch):
    sign(monkeypatch, approved, mark=("Серийный номер 01 AB",))
    return approved


@pytest.fixture
def published(signed):
    publish(signed)
    return signed


# --- The verb -------------------------------------------------------------------------------------


def test_a_publication_is_kept_with_its_real_date_and_address(signed, cast):
    publication = publish(signed, cast.administrator, address=f" {ADDRESS} ")
    assert (publication.published_on, publication.address) == (days_ago(1), ADDRESS)
    assert publication.history.get().history_user == cast.administrator


def test_no_step_is_skipped(draft, ready, cast):
    with pytest.raises(DomainError, match="сначала утвердите и подпишите"):
        publish(draft, cast.head)
    services.discard_draft(version=draft, by=cast.head)
    with pytest.raises(DomainError, match="Сначала документ подписывают"):
        publish(make_approved(ready), cast.head)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"published_on": days_ago(-1)}, "ещё не наступила"),
        ({"published_on": days_ago(3)}, "не может быть раньше подписания"),
        ({"address": "school.example/documents"}, "не адрес страницы"),
        ({"address": "javascript:alert(1)"}, "не адрес страницы"),
        ({"address": "ftp://school.example/a"}, "не адрес страницы"),
        ({"address": "https://admin:secret@school.example/"}, "имени и пароля"),
        ({"address": "https://school.example/" + "a" * 500}, "длиннее"),
        ({"address": ""}, "не адрес страницы"),
    ],
)
def test_a_publication_that_cannot_be_is_refused(signed, fields, sentence):
    with pytest.raises(DomainError, match=sentence):
        publish(signed, **fields)
    assert not Publication.objects.exists()


def test_a_replaced_version_is_published_only_for_a_day_of_its_own(signed, ready):
    make_approved(ready, effective_from=timezone.localdate())
    with pytest.raises(DomainError, match="эта редакция заменена"):
        publish(signed, published_on=timezone.localdate())
    publish(signed, published_on=days_ago(1))


def test_a_paper_with_peoples_phones_is_not_published(signed):
    signed.document.kind = Document.Kind.ADMINISTRATOR_ORDER
    signed.document.save()
    with pytest.raises(DomainError, match="сведения о людях"):
        publish(signed)


def test_a_version_is_published_once_taken_back_and_published_again(signed, cast):
    publish(signed)
    with pytest.raises(DomainError, match="уже отмечена"):
        publish(signed)
    with pytest.raises(DomainError, match="Напишите, почему"):
        services.unpublish_version(version=signed, by=cast.head, reason="  ")
    services.unpublish_version(version=signed, by=cast.head, reason="Опечатка в адресе")
    with pytest.raises(DomainError, match="уже снята"):
        services.unpublish_version(version=signed, by=cast.head, reason="Ещё раз")
    publish(signed)
    assert Publication.objects.count() == 2
    assert Publication.objects.standing().count() == 1


def test_a_publication_is_never_deleted(published):
    with pytest.raises(TypeError):
        Publication.objects.all().delete()
    with pytest.raises(TypeError):
        Publication.objects.get().delete()


@pytest.mark.parametrize("person", "leader teacher staff learner parent former stranger".split())
def test_only_head_and_administrator_publish(signed, cast, person):
    with pytest.raises(PermissionDenied):
        publish(signed, getattr(cast, person))
    publish(signed)
    with pytest.raises(PermissionDenied):
        services.unpublish_version(version=signed, by=getattr(cast, person), reason="Так")


# --- The pages of the portal ----------------------------------------------------------------------


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(at, signed, ready):
    client, address = at("administrator"), url("publish", ready, signed.pk)
    assert client.get(address).status_code == 200
    answer = client.post(address, {"published_on": "2001-01-01", "address": ADDRESS})
    assert answer.status_code == 409
    assert ADDRESS in answer.content.decode()
    assert client.post(address, {"published_on": "", "address": "?"}).status_code == 422
    good = {"published_on": days_ago(1).isoformat(), "address": ADDRESS}
    assert client.post(address, good)["Location"] == url("version_route", ready, signed.pk)
    text = client.get(url("version_route", ready, signed.pk)).content.decode()
    assert "&lt;iframe" in text
    answer = client.post(url("unpublish", ready, signed.pk), {"reason": "Ошибка"})
    assert answer.status_code == 302
    assert not Publication.objects.standing().exists()


def test_publishing_what_is_not_signed_says_what_to_do(at, approved, ready):
    answer = at("head").get(url("publish", ready, approved.pk))
    assert answer.status_code == 409
    assert "Сначала документ подписывают" in answer.content.decode()


def test_the_form_names_the_document_and_a_day_that_has_passed(at, signed, ready, monkeypatch):
    page = at("head").get(url("publish", ready, signed.pk)).content.decode()
    assert held(str(signed)) in page
    assert "Выложить его нужно до" in page
    monkeypatch.setattr(publication, "is_overdue", lambda version: True)
    assert "Срок прошёл" in at("head").get(url("publish", ready, signed.pk)).content.decode()


# --- The bundle -----------------------------------------------------------------------------------


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
    signature = make_signature(signed)
    archive = bundle(signed)
    names = [name for name in archive.namelist() if name.startswith("signatures/")]
    assert names == [
        f"signatures/подпись 1, {signature.owner}.sig",
        "signatures/экземпляр с отметкой 1.pdf",
    ]
    readme = archive.read("README.txt").decode("utf-8-sig")
    assert f"{names[0]}  файл подписи" in readme
    assert f"{names[1]}  экземпляр с отметкой" in readme
    card = archive.read("signature-card.html").decode()
    assert f"<dt>Экземпляр с отметкой</dt><dd>{names[1]}</dd>" in card


def test_the_page_in_the_bundle_stands_alone(signed):
    html = bundle(signed).read("document.html").decode()
    assert style() in html
    assert "<link" not in html
    assert "<script" not in html
    assert 'href="document.pdf"' in html
    assert signed.title in html
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
    page = at("head").get(url("publish", ready, approved.pk)).text
    assert "с ИНН и СНИЛС" in page
    own = at("head").get(url("bundle", ready, approved.pk))
    assert signature_files(own) != []
    form = {"published_on": days_ago(0).isoformat(), "address": ADDRESS}
    at("head").post(url("publish", ready, approved.pk), form)
    client.logout()
    address = url("public_bundle", ready, approved.verify_code)
    assert signature_files(client.get(address)) == []
    services.unpublish_version(version=approved, by=cast.head, reason="Иначе")
    at("head").post(url("publish", ready, approved.pk), form | {"with_signature_files": "on"})
    client.logout()
    assert signature_files(client.get(address)) == signature_files(own)


def signature_files(answer):
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    return [name for name in names if name.startswith("signatures/подпись ")]


def test_a_large_bundle_is_sent_in_pieces(at, signed, ready, monkeypatch):
    monkeypatch.setattr(answers, "AT_ONCE", 1000)
    answer = at("head").get(url("bundle", ready, signed.pk))
    assert answer.streaming
    content = b"".join(answer.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
