"""Pages of signing: the marked copy, other documents, what a long list costs."""

import html

import pytest
from django.urls import reverse

from regulations import services
from regulations.models import Document, DocumentVersion, Signature
from tests.regulations.making import make_signature, url
from tests.regulations.signatures.bringing import bring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def text(response):
    return html.unescape(response.content.decode()).replace("\xa0", " ")


def test_the_copy_bears_all_marks_and_the_first_stays(at, cast, ready, approved, pki, head):
    client, address = at("parent"), url("marked_copy", ready, approved.pk)
    assert client.get(address).status_code == 404
    first = services.sign_simply(version=approved, by=cast.head)
    once = client.get(address).content
    second = bring(approved, pki, head, cast.administrator)
    twice = client.get(address).content
    assert first.key.encode() in once
    assert first.key.encode() in twice
    assert second.serial.encode() in twice
    assert second.serial.encode() not in once
    with first.copy.open("rb") as kept:
        assert kept.read() == once


def test_a_draft_has_no_such_page(at, ready, draft):
    for name in ("signing", "file_to_sign", "marked_copy"):
        assert at("head").get(url(name, ready, draft.pk)).status_code == 404


def test_other_documents_are_for_those_who_read_them(at, ready, approved):
    order = Document.objects.create(organization=ready, kind="administrator_order", title="Приказ")
    version = DocumentVersion.objects.get(pk=approved.pk)
    version.pk = version.verify_code = None
    version.document, version.verify_code = order, "K7MP-3XQ9-TT4D"
    version.save()
    address = url("signing", ready, version.pk)
    assert at("administrator").get(address).status_code == 200
    assert at("parent").get(address).status_code == 403


def test_a_list_of_signatures_costs_the_same_however_long(
    at, cast, ready, approved, django_assert_max_num_queries
):
    make_signature(approved)
    client = at("head")
    client.get(url("signing", ready, approved.pk))
    with django_assert_max_num_queries(30) as few:
        client.get(url("signing", ready, approved.pk))
    row = Signature.objects.get()
    for number in range(3):
        row.pk, row.file_sha256 = None, str(number) * 64
        row.save()
    with django_assert_max_num_queries(len(few)):
        client.get(url("signing", ready, approved.pk))


def test_signing_is_reached_from_the_regulations_page(at, ready, approved):
    page = text(at("administrator").get(url("regulation", ready)))
    assert reverse("regulations:signing", args=[ready.slug, approved.pk]) in page
    assert "не подписано" in page
    # Those who cannot sign are not told of what is still to come.
    assert "не подписано" not in text(at("parent").get(url("regulation", ready)))
