"""No place names an order that does not exist: what a document rests on follows from its kind."""

import html
import re
from collections import defaultdict

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from regulations.models import Document, DocumentVersion
from regulations.papers.acts import act_of_kind
from regulations.publishing import bundle
from regulations.publishing.rules import PUBLISHABLE
from regulations.retention import archive
from regulations.route import route_of
from regulations.services import scans
from regulations.signatures.identifying import identify
from regulations.states import state_of
from tests.factories import days_ago
from tests.regulations.making import ORDER, make_approved

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]

#: Kind → what stands before date and number, what they are called, what the paper is once frozen;
#: nothing where it rules: then it is in force.
SAID = {
    "regulation": ("приказ", "Утверждено", ""),
    "amendment": ("приказ", "Утверждено", ""),
    "usage_order": ("приказ", "Утверждено", ""),
    "administrator_order": ("приказ", "Утверждено", ""),
    "distribution_order": ("приказ", "Утверждено", ""),
    "consent_form": ("приказ", "Утверждено", ""),
    "protocol_extract": ("протокол", "Основание", "Выписка из протокола: зарегистрирована"),
    "extract_governing_council": (
        *("протокол", "Основание", "Выписка из протокола: зарегистрирована"),
    ),
    "extract_parents_council": (
        *("протокол", "Основание", "Выписка из протокола: зарегистрирована"),
    ),
    "extract_learners_council": (
        *("протокол", "Основание", "Выписка из протокола: зарегистрирована"),
    ),
    "acknowledgement_sheet": ("приказ", "Основание", "Лист ознакомления: зарегистрирован"),
    "annulment_act": ("акт", "Номер и дата", "Акт об аннулировании ссылок: зарегистрирован"),
    "registration_letter": (
        *("письмо", "Номер и дата", "Заявка на регистрацию организации: зарегистрирована"),
    ),
}
#: What holds words and numbers together.
PLAIN = {0xA0: " ", 0x2011: "-", 0x2060: None}
LINE = f"от {days_ago(3):%d.%m.%Y} № {ORDER}"


@pytest.fixture(params=Document.Kind.values)
def version(request, approved):
    """A frozen version of a document of this kind."""
    return of_kind(approved, request.param)


def of_kind(version, kind):
    version.document.kind = kind
    version.document._change_reason = "Для испытания"
    version.document.save()
    return DocumentVersion.objects.select_related("document", "organization").get(pk=version.pk)


def text(page):
    page = page.content.decode() if hasattr(page, "content") else page
    plain = html.unescape(re.sub(r"<[^>]+>", " ", page)).translate(PLAIN)
    return " ".join(plain.split())


def other_acts(version):
    """The words that would name an act which this document does not rest on."""
    noun = SAID[version.document.kind][0]
    return [
        f"{word} {LINE.lower()}" for word in ("приказ", "протокол", "акт", "письмо") if word != noun
    ]


def said_of(version):
    noun, label, registered = SAID[version.document.kind]
    return f"{noun} {LINE}", label, registered


def test_every_kind_is_told():
    assert set(SAID) == set(Document.Kind.values)


def test_the_words(version):
    line, label, registered = said_of(version)
    assert (version.force_line, version.act_line) == (line, line)
    act = version.act_of_kind
    assert (act.label, act.registered, act.rules) == (label, registered, not registered)


def test_the_page_of_the_code(version, client):
    line, label, registered = said_of(version)
    page = text(client.get(reverse("regulations:verify", args=[version.verify_code])))
    assert line in page
    assert not [words for words in other_acts(version) if words in page.lower()]
    if registered:
        assert "Документ подлинный, зарегистрирован" in page
        assert registered in page
        assert f"{label} {line}" in page
        for words in ("Утвердил", "действует", "утверждена и не заменена"):
            assert words not in page
    else:
        assert "Документ подлинный и действует" in page
        assert f"Утвердил {version.head_post}, {line}" in page


def test_the_page_of_a_code_that_has_a_successor(version, client, ready):
    kind = version.document.kind
    of_kind(version, "regulation")
    later = make_approved(ready, order_number="300-од", order_date=days_ago(1))
    # Both are versions of one document.
    former = of_kind(DocumentVersion.objects.get(pk=version.pk), kind)
    page = text(client.get(reverse("regulations:verify", args=[former.verify_code])))
    noun, _, registered = SAID[kind]
    assert (
        f"Эту редакцию заменила редакция 2, {noun} от {days_ago(1):%d.%m.%Y} № {later.order_number}"
    ) in page
    assert ("действует" not in page) if registered else ("больше не действует" in page)


def test_the_page_of_signing(version, at):
    line, label, _ = said_of(version)
    address = reverse("regulations:signing", args=[version.organization.slug, version.pk])
    page = text(at("head").get(address))
    assert f"{label} {line}" in page
    assert not [words for words in other_acts(version) if words in page.lower()]


def test_the_last_page_of_marks(version):
    line, _, _ = said_of(version)
    sheet = text(render_to_string("pdf/signature_sheet.html", {"version": version, "marks": []}))
    assert f"{line[:1].upper()}{line[1:]}. Код документа {version.verify_code}" in sheet


def test_what_a_file_is(version, ready):
    kind = version.document.kind
    of_kind(version, "regulation")
    later = make_approved(ready, order_number="300-од", order_date=days_ago(1))
    of_kind(later, kind)
    found = identify(later, DocumentVersion.objects.get(pk=version.pk).sha256)
    assert f"В файле редакция 1, {said_of(of_kind(version, kind))[0]}," in found.text


def test_the_names_of_strange_sheets(version, monkeypatch):
    told = {}
    monkeypatch.setattr(scans.findings, "as_rows", lambda sheets, names: told.update(names))
    said = type("Said", (), {"code": version.verify_code})()
    scans._rows(version, [type("Sheet", (), {"said": said})()])
    assert told == {version.verify_code: f"редакция 1, {said_of(version)[0]}"}


def test_the_archive(version):
    line, label, registered = said_of(version)
    versions = DocumentVersion.objects.filter(pk=version.pk)
    (item,) = archive._documents(versions, defaultdict(list), {})
    assert (item["act"], item["act_label"]) == (line, label)
    assert item["state"] == ("зарегистрирована" if registered else "действует")
    assert ("Зарегистрирована" in item["state_text"]) == bool(registered)
    context = {"organization": version.organization, "documents": [item], "acts": []}
    page = text(render_to_string("pdf/archive_index.html", context))
    assert f"{label} {line}" in page


def test_the_card_of_the_bundle_and_its_readme(version):
    line, label, _ = said_of(version)
    context = {"version": version, "act": bundle._act_of(version), "state": state_of(version)}
    assert f"{label} {line}" in text(render_to_string("pdf/signature_card.html", context))
    assert f"{label}: {line}." in render_to_string("regulations/bundle_readme.txt", context)


def test_the_public_page(version):
    line, label, registered = said_of(version)
    edition = {"head": {"head_post": "Директор"}, "order_line": "иной приказ"}
    context = {"version": version, "state": state_of(version), "edition": edition}
    page = text(render_to_string("public/document_text.html", context))
    assert (f"{label} {line}" if registered else f"{label} Директор, {line}") in page
    rows = [{"version": version}]
    context = {"organization": version.organization, "rows": rows}
    assert f"{label} {line}" in text(render_to_string("public/document_list.html", context))


def test_what_is_published_rules():
    assert {act_of_kind(kind).rules for kind in PUBLISHABLE} == {True}


def test_the_route(version):
    line, _, registered = said_of(version)
    (step,) = [one for one in route_of(version).steps if one.code in ("approved", "registered")]
    assert (step.code == "registered") == bool(registered)
    assert step.detail.startswith(line)
    assert ("действует" in step.detail) != bool(registered)
