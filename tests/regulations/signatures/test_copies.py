"""The copy with the mark, really rendered (norm DOC-7)."""

import re

import pytest

from regulations import services
from regulations.files import stored_pdf
from regulations.models import Document
from regulations.signatures import copies, stored
from regulations.signatures.marks import mark_of
from sferum_portal.lib.pdf import render_pdf
from tests.pdf_reading import MM, body_text, elements, pieces, read
from tests.regulations.making import make_approved, make_signature
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


def test_a_paper_of_another_kind_gets_a_last_page(cast, ready, quick_pdf, monkeypatch):
    approved = make_approved(ready)
    signature = make_signature(approved, other_signer_reason="Врио по приказу")
    paper = render_pdf(
        '<html lang="ru"><title>Приказ</title><meta name="author" content="Школа">'
        "<body><h1>Приказ</h1><p>Назначить.</p>"
    )
    monkeypatch.setattr(copies, "stored_pdf", lambda version: paper)
    approved.document.kind = Document.Kind.USAGE_ORDER
    copy = copies.render_copy(approved, [signature])
    reader = read(copy)
    assert len(reader.pages) == 2
    assert "Назначить." in reader.pages[0].extract_text()
    last = " ".join(reader.pages[1].extract_text().split())
    assert squeezed(mark_text(signature)) in squeezed(last)
    assert approved.verify_code in last
