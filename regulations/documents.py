"""The regulation as it is printed: facts → HTML → PDF bytes. No database here.

The records refuse empty facts: what is not known is asked before printing, never printed as a
blank. A draft alone may lack the order, the protocols and the address of its verification.
"""

import dataclasses
import unicodedata
from datetime import date
from urllib.parse import unquote

from django.template.loader import render_to_string

from regulations.page_codes import of_version
from sferum_portal.lib.pdf import render_pdf
from sferum_portal.lib.qr import qr_svg


class _Facts:
    """Raises ValueError, with the name of the field, for a text that would print as nothing."""

    def __post_init__(self):
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, str):
                continue
            where = f"{type(self).__name__}.{field.name}"
            if not value.strip():
                raise ValueError(f"{where} is empty")
            if any(unicodedata.category(sign) == "Cc" for sign in value):
                raise ValueError(f"{where} has a control character")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Act(_Facts):
    """A paper known by its date and number: the head's order, a body's protocol."""

    number: str
    date: date


@dataclasses.dataclass(frozen=True, kw_only=True)
class Mark(_Facts):
    """The mark of an electronic signature (norm DOC-7), framed, as label and value line by line."""

    title: str
    lines: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class HeadApproval(_Facts):
    """The block «УТВЕРЖДАЮ»; ``marks`` stand in a copy where one signs by hand in the original."""

    post: str
    organization: str
    name: str  # initials first: «А. П. Иванова»
    order: Act | None = None
    marks: tuple[Mark, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class BodyApproval(_Facts):
    """One block of the left column, e.g. «ПРИНЯТО» by «Педагогический совет МБОУ СОШ № 31»."""

    mark: str
    body: str
    protocol: Act | None = None


class _Numbered(_Facts):
    @property
    def label(self):
        """The number as it is printed: «2.1» gets its full stop, «а)» and «–» stay as they are."""
        return f"{self.number}." if self.number[-1].isalnum() else self.number

    @property
    def place(self):
        """The name of its place in the file; a letter or a dash of a list is none."""
        return f"p{self.label}" if self.number[0].isdigit() else ""


@dataclasses.dataclass(frozen=True, kw_only=True)
class Subclause(_Numbered):
    number: str
    text: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Clause(_Numbered):
    number: str
    text: str
    subclauses: tuple[Subclause, ...] = ()


@dataclasses.dataclass(frozen=True, kw_only=True)
class Section(_Numbered):
    number: str
    title: str
    clauses: tuple[Clause, ...]

    def __post_init__(self):
        super().__post_init__()
        if not self.clauses:
            raise ValueError("Section.clauses is empty")


class Entitled:
    """What is read off the ``title`` and the ``verify_url`` of a paper."""

    @property
    def kind(self):
        """«Положение»: the first word of the title."""
        return self.title.split()[0]

    @property
    def subject(self):
        """«об использовании …»: the title without the kind of document."""
        return self.title.removeprefix(self.kind).lstrip()

    @property
    def verify_address(self):
        return typed_address(self.verify_url)


@dataclasses.dataclass(frozen=True, kw_only=True)
class PrintableRegulation(Entitled, _Facts):
    """All that stands on the paper.

    ``title`` begins with the kind of document: «Положение об использовании …», «Порядок …».
    ``code`` and ``verify_url`` come together.
    """

    title: str
    organization_full_name: str
    organization_short_name: str
    settlement: str
    year: int
    approval: HeadApproval
    bodies: tuple[BodyApproval, ...]
    sections: tuple[Section, ...]
    code: str | None = None
    verify_url: str | None = None
    draft: bool = False
    note: str | None = None  # «с изменениями, внесёнными приказом от …»
    is_annex: bool = False  # of the order on the use of the platform, which counts its annexes

    def __post_init__(self):
        super().__post_init__()
        if not self.sections:
            raise ValueError("PrintableRegulation.sections is empty")
        if (self.code is None) != (self.verify_url is None):
            raise ValueError("PrintableRegulation.code and verify_url come together")
        if not self.draft:
            self._require_approvals()

    def _require_approvals(self):
        if self.approval.order is None:
            raise ValueError("HeadApproval.order is missing")
        if not self.bodies:
            raise ValueError("PrintableRegulation.bodies is empty")
        if any(body.protocol is None for body in self.bodies):
            raise ValueError("BodyApproval.protocol is missing")
        if self.code is None:
            raise ValueError("PrintableRegulation.code is missing")


def render_regulation(regulation, *, large=False, placed=None):
    """PDF bytes of a PrintableRegulation; equal facts give equal bytes.

    ``placed`` says of a copy with marks how they are set (`signatures.copies.Placed`).

    ``large`` gives a copy in large print: its pages are others than those of the document, so they
    bear no codes, and a scan of them is never taken for it.
    """
    page_code = None if large else of_version(regulation.code)
    html = regulation_html(regulation, large=large, placed=placed)
    return render_pdf(html, page_code=page_code)


def regulation_html(regulation, *, large=False, placed=None):
    """The page behind the PDF; ``render_regulation`` is what callers want."""
    qr = None
    if regulation.code:
        qr = verification_qr(regulation.code, regulation.verify_url, "?large" if large else "")
    context = {"regulation": regulation, "qr": qr, "large": large, "placed": placed}
    return render_to_string("pdf/regulation.html", context)


def typed_address(url):
    """The address as a person types it: without the scheme, in readable letters."""
    return unquote(url.split("://", 1)[-1]).rstrip("/")


def verification_qr(code, url, query=""):
    """The code in the corner of page 1, which leads to the page that verifies the paper."""
    label = f"QR-код для проверки документа {code}: {typed_address(url)}"
    # The corner of the paper is white around the code: its quiet zone.
    return qr_svg(url + query, label=label, quiet_zone=0)
