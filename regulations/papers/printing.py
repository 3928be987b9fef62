"""A finished paper as PDF, and several as one file to print or as a ZIP."""

import datetime as dt
import io
import zipfile

from django.template.loader import render_to_string

from regulations.documents import typed_address, verification_qr
from regulations.page_codes import of_version
from regulations.papers.words import BLANK
from regulations.printing import verify_url
from regulations.templatetags.typography import plain
from sferum_portal.lib.pdf import render_pdf


def render_paper(paper, *, code=None, draft=False, large=False, placed=None):
    """PDF bytes of what `composing.compose` wrote; equal papers give equal bytes.

    ``large`` gives a copy in large print, ``placed`` one with marks of electronic signatures, as
    `documents.render_regulation` does.
    """
    html = paper_html(paper, code=code, draft=draft, large=large, placed=placed)
    return render_pdf(html, page_code=None if large else of_version(code))


def paper_html(paper, *, code=None, draft=False, large=False, placed=None):
    """The page behind the PDF."""
    context = {"paper": paper, "code": code, "draft": draft, "blank": BLANK, "large": large}
    context |= {"placed": placed, "marked": _where_signed(paper) if placed else ""}
    context["date"] = dt.date.fromisoformat(paper["date"]) if paper["date"] else None
    context["name"] = full_title(paper)
    if code:
        url = verify_url(code)
        context |= {
            "address": typed_address(url),
            "qr": verification_qr(code, url, "?large" if large else ""),
        }
    return render_to_string("pdf/papers.html", context)


def _where_signed(paper):
    """Where the mark of a signature stands: in the approval above the text, in the line to sign,
    beside the mark of an annex, else after the text.
    """
    if paper.get("approval"):
        return "approval"
    blocks = [block["type"] for page in paper["pages"] for block in page["blocks"]]
    if "signed" in blocks:
        return "signed"
    return "annex" if paper["annex"] else "end"


def full_title(paper):
    """«Приказ «О назначении …»», «Выписка из протокола …»: how other papers name this one."""
    title = plain(paper["title"])
    if paper["form"] == "order":
        inner = title.replace("«", "„").replace("»", "“")
        return f"{paper['document_kind']} «{inner}»"
    return title


def joined(pdfs):
    """Several PDFs as one, in their order, for one press of printing."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 — few processes join papers

    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(PdfReader(io.BytesIO(pdf)), import_outline=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def zipped(files):
    """A ZIP of ``{name: bytes}``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
