"""The copy of a frozen document that bears the marks; the signed bytes themselves stay as they are.

The copy of a regulation is set anew from the version's own rows with the mark in the block
«УТВЕРЖДАЮ», so that it is one flowing, tagged text. A kind of document that names no printer in
`PRINTERS` gets its frozen file with a last page of marks.
"""

from io import BytesIO

from django.template.loader import render_to_string
from pypdf import PdfReader, PdfWriter

from regulations import contents
from regulations.documents import render_regulation
from regulations.files import stored_pdf
from regulations.models import Document
from regulations.printing import printable_approval
from regulations.signatures.marks import mark_of
from regulations.signatures.queries import is_by_whom_it_should
from sferum_portal.lib.pdf import render_pdf


def render_copy(version, signatures):
    """PDF bytes of a frozen version with the marks of these signatures (saved or not)."""
    printer = PRINTERS.get(version.document.kind, _with_last_page)
    # A strange name does not stand above «УТВЕРЖДАЮ» before a person has said that it may.
    shown = [signature for signature in signatures if is_by_whom_it_should(signature)]
    if not shown:
        return stored_pdf(version)
    return printer(version, [mark_of(signature) for signature in shown])


def _regulation(version, marks):
    return render_regulation(printable_approval(version, contents.sections(version), marks))


def _with_last_page(version, marks):
    context = {"version": version, "marks": marks}
    sheet = render_pdf(render_to_string("pdf/signature_sheet.html", context))
    writer = PdfWriter(clone_from=BytesIO(stored_pdf(version)))
    writer.append(PdfReader(BytesIO(sheet)), import_outline=False)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


#: ``{kind: printer(version, marks) -> PDF bytes}``; others add theirs.
PRINTERS = {Document.Kind.REGULATION: _regulation}
