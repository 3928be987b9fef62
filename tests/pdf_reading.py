"""Read a PDF back: its text without the lines in the margins, and where on the paper it stands."""

from io import BytesIO
from typing import NamedTuple

from pypdf import PdfReader

MM = 72 / 25.4
PAGE_HEIGHT = 297


class Piece(NamedTuple):
    """Text as one drawing operation; millimetres from the left and from the top of the page."""

    text: str
    left: float
    top: float


def read(data):
    return PdfReader(BytesIO(data))


def pieces(page):
    found = []

    def visit(text, transformation, matrix, font, size):
        if text.strip():
            a, b, c, d, e, f = (float(number) for number in transformation)
            x, y = float(matrix[4]), float(matrix[5])
            left, bottom = a * x + c * y + e, b * x + d * y + f
            found.append(Piece(text.strip("\n"), left / MM, PAGE_HEIGHT - bottom / MM))

    page.extract_text(visitor_text=visit)
    return found


def body_text(data):
    """All the text in one line, single-spaced, without page numbers and running codes.

    Documents are set without hyphenation: a hyphen at the end of a line is the word's own.
    """
    text = ""
    for page in read(data).pages:
        for piece in pieces(page):
            if 20 <= piece.top <= PAGE_HEIGHT - 20:
                text += piece.text if text.endswith("-") else f" {piece.text}"
    return " ".join(text.split())


def colours(data):
    """Every colour (red, green, blue) that is set on any page."""
    for page in read(data).pages:
        for operands, operator in page.get_contents().operations:
            if operator in (b"rg", b"RG"):
                yield tuple(float(each) for each in operands)


def elements(reader, tag=None):
    """The elements of the structure tree, depth first; with ``tag`` («/H1») those alone."""
    found = _below(reader.trailer["/Root"]["/StructTreeRoot"])
    return [element for element in found if tag in (None, element["/S"])]


def _below(structure):
    kids = structure.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        element = kid.get_object()
        if hasattr(element, "get"):
            yield element
            yield from _below(element)
