"""The copy with the mark, really rendered (norm DOC-7)."""

import re

import pytest

from regulations import services
from regulations.amending.changes import Change
from regulations.files import stored_pdf
from regulations.papers.kinds import all_kinds
from regulations.signatures import copies, stored
from regulations.signatures.marks import mark_of
from tests.factories import days_ago
from tests.pdf_reading import MM, body_text, elements, pieces, read
from tests.regulations.making import decide, make_approved, make_signature
from tests.regulations.papers_making import make_package
from tests.regulations.signatures.bringing import bring
from tests.regulations.signatures.pki import OWNER

pytestmark = pytest.mark.django_db


def mark_text(signature):
    mark = mark_of(signature)
    lines = [f"{label} {value}" for label, value in mark.lines]
    return " ".join([mark.title, *lines])


def squeezed(text):
    """A serial number may be broken over two lines."""
    return re.sub(r"\s", "", text)


def test_the_copy_is_the_document_with_the_marks_in_the_place_of_the_signature(
    cast, ready, pki, head
):
    approved = make_approved(ready)
    original = stored_pdf(approved)
    simple = services.sign_simply(version=approved, by=cast.head)
    qualified = bring(approved, pki, head, cast.administrator)
    copy = stored.copy_file(qualified)
    assert stored_pdf(approved) == original

    # Word for word the same, but for the marks.
    marked = squeezed(body_text(copy))
    for signature in (simple, qualified):
        mark = squeezed(mark_text(signature))
        assert marked.count(mark) == 1
        marked = marked.replace(mark, "")
    assert marked == squeezed(body_text(original))

    # In the block «УТВЕРЖДАЮ», between the post and the name.
    page = read(copy).pages[0]
    tops = {piece.text: piece for piece in pieces(page)}
    title = next(piece for text, piece in tops.items() if text.startswith("ДОКУМЕНТ ПОДПИСАН"))
    name = next(piece for text, piece in tops.items() if approved.head_name.split()[-1] in text)
    assert tops["УТВЕРЖДАЮ"].top < title.top < name.top
    assert title.left > float(page.mediabox.width) / MM / 2
    assert OWNER in body_text(copy)

    # As accessible as the original.
    reader = read(copy)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert len(elements(reader)) > len(elements(read(original)))
    # And the same bytes each time, so that a checksum tells it.
    assert copies.render_copy(approved, [simple, qualified]) == copy


def test_the_mark_says_what_the_standard_asks_for(ready, quick_pdf):
    signature = make_signature(make_approved(ready))
    mark = mark_of(signature)
    assert mark.title == "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ"
    labels = dict(mark.lines)
    assert labels["Сертификат:"] == signature.serial
    assert labels["Владелец:"] == signature.owner
    assert re.fullmatch(r"с [\d.]{10} по [\d.]{10}", labels["Действителен:"])


# --- Papers and acts of changes -------------------------------------------------------------------


def placed(pdf, *texts):
    """Where on the first page that has them these texts begin: millimetres from the top."""
    for page in read(pdf).pages:
        found = [
            next((piece.top for piece in pieces(page) if text in piece.text), None)
            for text in texts
        ]
        if None not in found:
            return found
    raise LookupError(texts)


@pytest.mark.parametrize("number", [1, 2])
def test_the_mark_of_every_paper_stands_where_one_signs(cast, number):
    versions = make_package(cast)
    for code in set(all_kinds()) & set(versions):
        version, original = versions[code], stored_pdf(versions[code])
        signatures = signed_by(version, number)
        copy = copies.render_copy(version, signatures)
        require_same_but_for_marks(copy, original, signatures)
        if "signed" not in str(version.data["paper"]["pages"]):
            continue
        # The name stands beside the middle of the marks.
        mark, name = placed(copy, "ДОКУМЕНТ ПОДПИСАН", "М. И. Соколова")
        assert 0 < name - mark < 25 * number, code


def test_the_mark_of_a_form_stands_beside_what_approved_it(cast):
    version = make_package(cast)["consent_form"]
    copy = copies.render_copy(version, signed_by(version, 1))
    annex, mark, heading = placed(copy, "УТВЕРЖДЕНА", "ДОКУМЕНТ ПОДПИСАН", "Согласие на")
    assert max(annex, mark) < heading


def test_the_mark_of_an_act_of_changes_stands_in_its_approval(cast, ready):
    make_approved(ready)
    change = Change("repeal", "7.4")
    version = services.create_amendment(organization=ready, by=cast.head, changes=[change])
    version = services.approve_amendment(
        version=decide(version), by=cast.head, order_number="7-од", order_date=days_ago(1)
    )
    signatures = signed_by(version, 2)
    copy = copies.render_copy(version, signatures)
    require_same_but_for_marks(copy, stored_pdf(version), signatures)
    above, mark, name = placed(copy, "УТВЕРЖДАЮ", "ДОКУМЕНТ ПОДПИСАН", "М. И. Соколова")
    assert above < mark < name


@pytest.mark.parametrize("kind", ["school", "kindergarten", "college"])
def test_a_regulation_keeps_its_pages_with_three_marks(ready_of, kind):
    version = make_approved(ready_of(kind).ours)
    signatures = signed_by(version, 3)
    require_same_but_for_marks(
        copies.render_copy(version, signatures), stored_pdf(version), signatures
    )


def signed_by(version, number):
    """So many signatures with as many words as a mark may have."""
    first = make_signature(version, serial="40A1B2C3D4E5F60718293A4B5C6D7E8F90")
    first.other_signer_reason = "Приказ об исполнении обязанностей"
    first.post = "Исполняющий обязанности директора"
    first.organization_name = "МУНИЦИПАЛЬНОЕ БЮДЖЕТНОЕ ОБЩЕОБРАЗОВАТЕЛЬНОЕ УЧРЕЖДЕНИЕ «ЛИЦЕЙ № 3»"
    return [first] * number


def require_same_but_for_marks(copy, original, signatures):
    assert len(read(copy).pages) == len(read(original).pages), squeezed(body_text(original))[:200]
    marked = squeezed(body_text(copy))
    for signature in signatures:
        mark = squeezed(mark_text(signature))
        assert mark in marked
        marked = marked.replace(mark, "", 1)
    assert marked.replace("М.П.", "") == squeezed(body_text(original)).replace("М.П.", "")


def test_what_fits_nowhere_gets_a_last_page_and_keeps_the_signed_ones(ready, monkeypatch):
    approved = make_approved(ready)
    (signature,) = signed_by(approved, 1)
    original = stored_pdf(approved)
    longer = copies.PRINTERS | {"regulation": lambda version, placed: copies.render_pdf(TWO_PAGES)}
    monkeypatch.setattr(copies, "PRINTERS", longer)
    copy = read(copies.render_copy(approved, [signature]))
    assert len(copy.pages) == len(read(original).pages) + 1
    for page, signed in zip(copy.pages, read(original).pages, strict=False):
        assert page.extract_text() == signed.extract_text()
    last = " ".join(copy.pages[-1].extract_text().split())
    assert squeezed(mark_text(signature)) in squeezed(last)
    assert approved.verify_code in last
    require_tags_on_every_page(copy)
    # It claims what it keeps.
    claims = copy.trailer["/Root"]["/Metadata"].get_data()
    assert b'pdfaid:part="2"' in claims
    assert b'pdfuaid:part="1"' in claims
    assert len(elements(copy, "/Document")) == 1
    assert len(elements(copy, "/H1")) == len(elements(read(original), "/H1")) + 1
    # The same bytes each time, so that a checksum tells it.
    again = copies.render_copy(approved, [signature])
    assert again == copies.render_copy(approved, [signature])


def require_tags_on_every_page(reader):
    """All content is an artifact, or of an element that stands in the tree below the document."""
    in_tree = {element.indirect_reference.idnum for element in elements(reader)}
    for element in elements(reader):
        assert element["/P"].indirect_reference.idnum in in_tree | {
            reader.trailer["/Root"]["/StructTreeRoot"].indirect_reference.idnum
        }
    numbers = reader.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = list(numbers[::2])
    assert keys == sorted(set(keys))
    parents = dict(zip(keys, numbers[1::2], strict=True))
    for page in reader.pages:
        row, depth, told = parents[page["/StructParents"]].get_object(), 0, 0
        for operands, operator in page.get_contents().operations:
            if operator in (b"BMC", b"BDC"):
                depth += 1
                content = operands[1].get("/MCID") if operator == b"BDC" else None
                if content is not None:
                    element = row[content].get_object()
                    assert element.indirect_reference.idnum in in_tree
                    assert element["/Pg"].indirect_reference == page.indirect_reference
                    assert content in element["/K"]
                    told += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in (b"Tj", b"TJ"):
                assert depth == 1
        assert told


TWO_PAGES = (
    '<html lang="ru"><title>Приказ</title><meta name="author" content="Школа">'
    "<body><h1>Приказ</h1><p style='break-before: page'>Назначить.</p>"
)
