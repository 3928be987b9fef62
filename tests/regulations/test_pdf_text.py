"""The PDF as it is printed and stored, for the three kinds of organization."""

import re

import pytest

from regulations import contents, files, library, services
from regulations.documents import render_regulation
from regulations.models import DocumentVersion
from regulations.printing import printable_draft
from sferum_portal.lib.errors import DomainError
from tests.cast import make_cast
from tests.foreign_words import foreign_words
from tests.pdf_reading import body_text, read
from tests.regulations.making import make_approved, make_draft, make_ready

KINDS = ["school", "kindergarten", "college"]
NUMBER = r"(?<![\d.№])(\d{1,2}(?:\.\d{1,2}){1,2})\. (?=[A-ZА-ЯЁa-zа-яё«])"


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def organization(db, kind):
    cast = make_cast(kind)
    return make_ready(cast.ours)


@pytest.fixture
def version(organization):
    return make_approved(organization)


@pytest.fixture
def pdf(version):
    return files.stored_pdf(version)


def plain(text):
    """As body_text reads it back: with ordinary spaces and hyphens."""
    return " ".join(text.replace("\N{NON-BREAKING HYPHEN}", "-").split())


def squeezed(text):
    """Without spaces: where a line ends, the reader of the PDF may see none, or one too many."""
    return re.sub(r"\s", "", text)


def test_every_clause_and_every_norm_is_printed(kind, version, pdf):
    text = squeezed(body_text(pdf))
    sections = contents.sections(version)
    for section in sections:
        assert squeezed(plain(f"{section.number}.{section.title}")) in text
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                assert squeezed(plain(f"{part.number}.{part.text}")) in text
    carried = library.coverage(sections)
    assert set(carried) == set(library.norms())
    assert all(carried.values())


def test_numbers_have_no_gap(version, pdf):
    printed = re.findall(NUMBER, body_text(pdf))
    expected = [
        part.number
        for section in contents.sections(version)
        for clause in section.clauses
        for part in (clause, *clause.subclauses)
    ]
    assert printed == expected


def test_there_is_no_word_of_another_kind(kind, organization, pdf):
    text = body_text(pdf)
    # The organization's own name and the names of acts are not ours.
    for given in (organization.full_name, organization.short_name):
        text = text.replace(given, "")
    for act in library.listed_for(kind):
        text = text.replace(plain(library.line(act)), "").replace(plain(act.title), "")
    assert foreign_words(kind, text) == []


def test_approvals_stand_on_the_first_page(version, pdf):
    first = plain(read(pdf).pages[0].extract_text())
    for approval in version.approvals.all():
        mark = "ПРИНЯТО" if approval.decides == "adopts" else "СОГЛАСОВАНО"
        body = version.organization.profile.bodies[approval.body].name.ins
        assert f"{mark} {body.capitalize()}" in " ".join(first.split())
        assert f"протокол от {approval.protocol_date:%d.%m.%Y} № 1" in first
    assert "УТВЕРЖДАЮ" in first
    assert f"приказ от {version.order_date:%d.%m.%Y} № {version.order_number}" in first
    assert "М. И. Соколова" in first
    assert version.verify_code in first


def test_fonts_are_embedded_and_the_document_is_tagged(version, pdf):
    reader = read(pdf)
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = descendant["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/StructTreeRoot"]
    assert catalog["/Lang"] == "ru"
    assert reader.metadata.title == version.title
    assert b'pdfuaid:part="1"' in catalog["/Metadata"].get_data()


def test_only_a_draft_is_marked_as_one(organization):
    draft = make_draft(organization, decided=True)
    marked = read(render_regulation(printable_draft(draft)))
    assert "ПРОЕКТ" in marked.pages[0].extract_text()
    services.approve_version(
        version=draft,
        by=draft.created_by,
        order_number="7",
        order_date=draft.approvals.first().protocol_date,
    )
    pdf = files.stored_pdf(DocumentVersion.objects.get())
    assert all("ПРОЕКТ" not in page.extract_text() for page in read(pdf).pages)


def test_a_sign_that_cannot_be_printed_stops_the_approval(organization):
    draft = make_draft(organization, decided=True)
    with pytest.raises(DomainError, match="нельзя напечатать"):
        services.approve_version(
            version=draft,
            by=draft.created_by,
            order_number="1\ue000",
            order_date=draft.approvals.first().protocol_date,
        )
    assert DocumentVersion.objects.get().is_draft
