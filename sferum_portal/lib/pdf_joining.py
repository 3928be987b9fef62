"""Two PDFs of `lib.pdf` as one file that keeps what both claim: PDF/A-2a and PDF/UA-1."""

from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, NullObject, NumberObject


def joined(pdf, more):
    """The pages of ``more``, which bears no links, after those of ``pdf``, and its tags as well.

    Metadata, outline and name are those of ``pdf``.
    """
    writer, reader = PdfWriter(clone_from=BytesIO(pdf)), PdfReader(BytesIO(more))
    before = len(writer.pages)
    writer.append(reader, import_outline=False)
    if "/StructTreeRoot" in writer.root_object:
        elements = _take_over_tags(writer, reader)
        for page in writer.pages[before:]:
            _name_parents(writer, page, elements)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _take_over_tags(writer, reader):
    """Put the elements beside those of the document; all of them, at any depth."""
    document, theirs = (_document(each.root_object) for each in (writer, reader))
    found = []
    for element in theirs["/K"]:
        own = element.get_object().clone(writer, ignore_fields=["/P"])
        document["/K"].append(own.indirect_reference)
        found += _adopted(own, document)
    return found


def _document(catalog):
    (document,) = catalog["/StructTreeRoot"]["/K"]
    return document.get_object()


def _adopted(element, parent):
    element[NameObject("/P")] = parent.indirect_reference
    yield element
    for kid in _kids(element):
        if not isinstance(kid, int):
            yield from _adopted(kid, element)


def _name_parents(writer, page, elements):
    """From the content of a page to the elements that it belongs to."""
    parents = {
        kid: element.indirect_reference
        for element in elements
        if element.raw_get("/Pg") == page.indirect_reference
        for kid in _kids(element)
        if isinstance(kid, int)
    }
    count = max(parents, default=-1) + 1
    row = ArrayObject(parents.get(number, NullObject()) for number in range(count))
    numbers = writer.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    number = NumberObject(max(numbers[::2]) + 1)
    numbers += [number, row]
    page[NameObject("/StructParents")] = number


def _kids(element):
    return [kid.get_object() for kid in element.get("/K", [])]
