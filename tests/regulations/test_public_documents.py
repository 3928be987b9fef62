"""The public pages of published documents: what anybody sees, frames and keeps."""

import hashlib
import re
import zipfile
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from organizations.services import change_facts
from regulations import services
from regulations.models import Document
from regulations.papers.samples import sample_papers
from regulations.publishing.bundle import bundle_of
from regulations.views import public_documents
from tests.factories import days_ago
from tests.helpers import queries_of
from tests.regulations.making import make_approved, make_draft, make_signature
from tests.regulations.publishing import publish, sign

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


def test_a_simple_signature_is_told_in_full_where_one_points_at_it(approved, ready, cast):
    signature = services.sign_simply(version=approved, by=cast.head)
    publish(approved, published_on=timezone.localdate())
    for answer in (page(ready), page(ready, "public_text", approved.verify_code)):
        told = re.search(r'<dd title="([^"]+)">(.+?)</dd>', answer.text)
        assert told[1] == escape(signature.line)
        for part in (signature.owner, signature.post, signature.key):
            assert part in told[2]
            assert part in told[1]
        date, time = signature.signed_text.split()
        assert date in told[2]
        assert time in told[2]
    with bundle_of(approved, certificates=False) as file:
        html = zipfile.ZipFile(file).read("document.html").decode()
    assert f'<dd title="{escape(signature.line)}">' in html


def test_the_list_names_the_certificate_of_a_signature_that_came_as_a_file(approved, ready):
    signature = make_signature(approved)
    publish(approved, published_on=timezone.localdate())
    assert f"{signature.name}, сертификат {signature.serial}</dd>" in page(ready).text


def links_of(answer):
    """Where the links of a page lead on the portal, the page's own places left out."""
    found = re.findall(r'<a [^>]*href="([^"#]+)"', answer.text)
    here = answer.request["PATH_INFO"]
    return [urljoin(here, link.removeprefix(settings.SITE_URL)) for link in found]


@pytest.mark.parametrize("view", ["", "large"])
@pytest.mark.parametrize("replaced", [False, True])
def test_every_link_of_the_public_pages_leads_somewhere(published, ready, replaced, view):
    if replaced:
        make_approved(ready, order_date=days_ago(1))
    code = published.verify_code
    pages = [page(ready, view=view), page(ready, "public_text", code, view=view)]
    links = [link for answer in pages for link in links_of(answer)]
    assert reverse("regulations:public_pdf", args=[ready.slug, code]) in links
    assert reverse("regulations:verify", args=[code]) in links
    assert {link: Client().get(link).status_code for link in links} == dict.fromkeys(links, 200)
    bundle = reverse("regulations:public_bundle", args=[ready.slug, code])
    assert (bundle in links) is not replaced


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


def copy_of(version, document, number, data=None):
    """A paper without clauses that was approved like the version."""
    row = type(version).objects.get(pk=version.pk)
    row.pk, row.document, row.verify_code = None, document, f"AAAA-AAAA-AAA{number}"
    row.data = data or {}
    row.save(force_insert=True)
    return row


def test_a_paper_is_read_as_text(published, ready, monkeypatch):
    order = sample_papers(ready)["usage_order"]
    document = Document.objects.create(organization=ready, kind="usage_order", title="Приказ")
    version = copy_of(published, document, 1, data={"paper": order})
    sign(monkeypatch, published, version)
    publish(version)
    for view in ("", "large"):
        text = page(ready, "public_text", version.verify_code, view=view).content.decode()
        assert "ПРИКАЗЫВАЮ:" in text
        assert "пройти подтверждение роли у администратора" in text.replace("\xa0", " ")
