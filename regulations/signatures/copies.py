"""The copy of a frozen document that bears the marks; the signed bytes themselves stay as they are.

It is set anew from the version's own words with the marks where one signs by hand, so that it is
one flowing, tagged text, on as many pages as were signed: where the marks do not fit they are set
smaller, then beneath the text. If even that makes another page, the frozen file gets a last page
of marks, tagged as the others are.
"""

from dataclasses import dataclass
from io import BytesIO

from django.template.loader import render_to_string

from regulations import contents
from regulations.amending.papers import render_amendment
from regulations.amendments import paper_of_version
from regulations.documents import Mark, render_regulation
from regulations.files import stored_pdf
from regulations.models import Document
from regulations.papers.printing import render_paper
from regulations.printing import printable_approval
from regulations.signatures.marks import mark_of
from regulations.signatures.queries import is_by_whom_it_should
from sferum_portal.lib.pdf import render_pdf


@dataclass(frozen=True)
class Placed:
    """``marks`` stand in the place of the signature, those ``below`` after the text."""

    marks: tuple[Mark, ...]
    below: tuple[Mark, ...] = ()
    tight: bool = False


def render_copy(version, signatures):
    """PDF bytes of a frozen version with the marks of these signatures (saved or not)."""
    # A strange name does not stand above «УТВЕРЖДАЮ» before a person has said that it may.
    shown = [signature for signature in signatures if is_by_whom_it_should(signature)]
    if not shown:
        return stored_pdf(version)
    marks = tuple(mark_of(signature) for signature in shown)
    original = stored_pdf(version)
    printer = PRINTERS.get(version.document.kind, _paper)
    for placed in _ways_to_place(marks):
        copy = printer(version, placed)
        if pages_of(copy) == pages_of(original):
            return copy
    return _with_last_page(version, original, marks)


def pages_of(pdf):
    from pypdf import PdfReader  # noqa: PLC0415 — slow to load, and few processes need it

    return len(PdfReader(BytesIO(pdf)).pages)


def _ways_to_place(marks):
    yield Placed(marks)
    yield Placed(marks, tight=True)
    if marks[1:]:
        yield Placed(marks[:1], marks[1:], tight=True)
    yield Placed((), marks, tight=True)


def _regulation(version, placed):
    sections = contents.sections(version)
    return render_regulation(printable_approval(version, sections, placed.marks), placed=placed)


def _amendment(version, placed):
    return render_amendment(paper_of_version(version, placed.marks), placed=placed)


def _paper(version, placed):
    return render_paper(version.data["paper"], code=version.verify_code, placed=placed)


def _with_last_page(version, original, marks):
    context = {"version": version, "marks": marks}
    sheet = render_pdf(render_to_string("pdf/signature_sheet.html", context))
    from sferum_portal.lib.pdf_joining import joined  # noqa: PLC0415 — slow to load

    return joined(original, sheet)


#: ``{kind: printer(version, Placed) -> PDF bytes}`` of what is no paper of `regulations.papers`.
PRINTERS = {Document.Kind.REGULATION: _regulation, Document.Kind.AMENDMENT: _amendment}
