"""Publication on the site: the verb, the public pages, the bundle."""

import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organizations.services import change_facts
from regulations import services
from regulations.models import Document, Publication
from regulations.publishing.bundle import bundle_of
from regulations.publishing.page import style
from regulations.views import public_documents
from sferum_portal.lib.errors import DomainError
from tests.factories import days_ago
from tests.helpers import queries_of
from tests.regulations.making import make_approved, make_draft, url
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


def page(organization, name="public_list", *args, **query):
    return Client().get(reverse(f"regulations:{name}", args=[organization.slug, *args]), query)


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


# --- The public pages -----------------------------------------------------------------------------


def test_nothing_is_public_before_a_publication(signed, ready):
    assert page(ready).status_code == 404
    for name in ("public_text", "public_pdf", "public_bundle"):
        assert page(ready, name, signed.verify_code).status_code == 404


def test_the_list_shows_what_is_in_force_and_published(published, ready):
    text = page(ready).content.decode()
    for part in ("педагогический совет", "102/2-од", "на бумаге", "М. И. Соколова"):
        assert part in text.replace("\xa0", " ")
    assert published.verify_code in text
    assert published.created_by.full_name not in text


def test_a_replaced_version_leaves_the_list_but_its_address_lives_on(published, ready):
    make_approved(ready, order_date=days_ago(1))
    assert "Опубликованных документов пока нет" in page(ready).content.decode()
    text = page(ready, "public_text", published.verify_code).content.decode()
    assert "Больше не действует" in text


def test_what_is_taken_back_is_gone(published, ready, cast):
    services.unpublish_version(version=published, by=cast.head, reason="Ошибка")
    assert page(ready).status_code == 404
    assert page(ready, "public_pdf", published.verify_code).status_code == 404


def test_another_organization_does_not_show_it(published, cast, ready):
    assert page(cast.theirs, "public_text", published.verify_code).status_code == 404


def test_a_draft_is_never_public(published, ready):
    make_draft(ready)
    assert page(ready).content.decode().count("<h2>") == 1


@pytest.mark.parametrize("person", [None, "head"])
def test_public_pages_are_kept_and_carry_nothing_of_the_visitor(published, ready, cast, person):
    client = Client()
    if person:
        client.force_login(cast.head)
    answer = client.get(reverse("regulations:public_list", args=[ready.slug]))
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
    address = answer.request["PATH_INFO"]
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_the_organizations_site_alone_may_frame_them(published, ready):
    answer = page(ready)
    host = ready.site.removeprefix("https://")
    policy = answer["Content-Security-Policy"]
    assert f"frame-ancestors 'self' https://{host} http://{host} https://www.{host}" in policy
    assert "X-Frame-Options" not in answer
    assert page(ready, "public_pdf", published.verify_code).status_code == 200
    other = Client().get("/verify/")
    assert other["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in other["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ("", ["'self'"]),
        (
            "https://www.school.example/main",
            ["https://www.school.example", "https://school.example"],
        ),
        ("https://школа.рф", ["https://xn--80atdl2c.xn--p1ai"]),
    ],
)
def test_who_may_frame_follows_from_the_site(ready, cast, site, expected):
    change_facts(organization=ready, by=cast.head, site=site)
    ready.refresh_from_db()
    found = public_documents.framing_sites(ready)
    assert set(expected) <= set(found)
    assert all(each.isascii() for each in found)


def test_the_large_view_is_kept_by_plain_links(published, ready):
    usual, large = page(ready).content.decode(), page(ready, view="large").content.decode()
    assert '<html lang="ru">' in usual
    assert "?view=large" in usual
    assert '<html lang="ru" class="large">' in large
    text_url = reverse("regulations:public_text", args=[ready.slug, published.verify_code])
    assert f"{text_url}?view=large" in large
    assert "<script" not in large


def test_the_file_is_the_very_file_and_a_changed_one_is_not_given_out(published, ready):
    answer = page(ready, "public_pdf", published.verify_code)
    assert hashlib.sha256(answer.content).hexdigest() == published.sha256
    path = default_storage.path(published.file.name)
    with open(path, "ab") as file:
        file.write(b" ")
    assert page(ready, "public_pdf", published.verify_code).status_code == 409
    assert page(ready, "public_bundle", published.verify_code).status_code == 409


def test_the_rate_is_limited(published, ready, monkeypatch):
    monkeypatch.setattr(public_documents, "MOST", 3)
    address = reverse("regulations:public_list", args=[ready.slug])
    # Another address than the other tests': the counter outlives a test.
    client = Client(REMOTE_ADDR="10.9.8.7")
    assert [client.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]


def test_the_public_list_costs_the_same_for_many_documents(published, ready, monkeypatch):
    address = reverse("regulations:public_list", args=[ready.slug])
    client = Client()
    client.get(address)
    few = queries_of(client, address)
    signed = [published]
    for number in range(3):
        document = Document.objects.create(
            organization=ready, kind="usage_order", title=f"Приказ {number}"
        )
        signed.append(copy_of(published, document, number))
        sign(monkeypatch, *signed)
        publish(signed[-1])
    assert queries_of(client, address) == few
    assert client.get(address).content.decode().count('class="document"') == 4


def copy_of(version, document, number):
    """A paper without clauses that was approved like the version."""
    row = type(version).objects.get(pk=version.pk)
    row.pk, row.document, row.verify_code = None, document, f"AAAA-AAAA-AAA{number}"
    row.save(force_insert=True)
    return row


def test_a_paper_without_clauses_is_read_as_its_pdf(published, ready, monkeypatch):
    document = Document.objects.create(organization=ready, kind="usage_order", title="Приказ")
    order = copy_of(published, document, 1)
    sign(monkeypatch, published, order)
    publish(order)
    answer = page(ready, "public_text", order.verify_code)
    assert "в файле PDF" in answer.content.decode()


# --- The bundle -----------------------------------------------------------------------------------


def bundle(version):
    with bundle_of(version) as file:
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
    with bundle_of(signed) as first, bundle_of(signed) as second:
        assert first.read() == second.read()


def test_a_bundle_is_of_what_is_in_force(signed, ready):
    make_approved(ready)
    signed.refresh_from_db()
    with pytest.raises(DomainError, match="не действует"):
        bundle_of(signed)
    with pytest.raises(DomainError, match="не действует"):
        bundle_of(make_draft(ready))


def test_members_take_the_bundle_and_strangers_do_not(at, signed, ready):
    address = url("bundle", ready, signed.pk)
    answer = at("parent").get(address)
    content = b"".join(answer.streaming_content)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert answer["Cache-Control"] == "private, no-cache"
    assert at("outsider").get(address).status_code == 404
