"""Whether a PDF is a file of ours and one invisible signature: nothing that is seen, or runs.

Bytes appended to a PDF may replace any object before them. Imported with `embedded` alone.
"""

import re

from pyhanko.pdf_utils import generic

#: What a tool may change of the document and of a page when it adds a signature.
CATALOG_KEYS = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version"}
PAGE_KEYS = {"/Annots", "/LastModified", "/Tabs"}
FORM_KEYS = {"/DA", "/DR", "/Fields", "/SigFlags", "/Type"}
#: What a reader would do or unpack by itself, and what would bring content from elsewhere.
ACTIVE = {"/A", "/AA", "/AF", "/CO", "/EF", "/EmbeddedFiles", "/JavaScript", "/JS", "/Launch"}
ACTIVE |= {"/Names", "/OpenAction", "/RichMedia", "/URI", "/XFA"}
DEEPEST = 50
OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+(\d{1,5})\s+obj\b")


def only_signs(old, new, field, appended):
    """``new`` is a reader of the whole file, ``old`` of the file upon which it was made.

    ``field`` is the form field of the signature, ``appended`` the bytes after those of ``old``.
    """
    changed = _changed(old, new, appended)
    if changed is None or old.root_ref != new.root_ref or "/Encrypt" in new.trailer:
        return False
    before = {each for each in changed if old.xrefs.get_historical_ref(each, _last(old))}
    return (
        all(_may_become(old, new, reference) for reference in before)
        and not any(_is_active(new.get_object(reference)) for reference in changed - before)
        and not _is_active({key: new.root.raw_get(key) for key in CATALOG_KEYS & set(new.root)})
        and _form_is_of(old, new, field)
        and _adds_nothing_but(field, old, new)
        and _is_invisible(field)
    )


def _changed(old, new, appended):
    """What the one revision upon ours writes; None where readers could disagree about that."""
    if new.xrefs.total_revisions != old.xrefs.total_revisions + 1:
        return None
    entries = new.xrefs.get_xref_data(_last(new))
    changed = new.xrefs.explicit_refs_in_revision(_last(new))
    revisions = map(old.xrefs.explicit_refs_in_revision, range(_last(old) + 1))
    known = {each.idnum for revision in revisions for each in revision}
    if entries.hybrid or set(entries.freed) - {0} or appended.count(b"startxref") != 1:
        return None
    if any(each.generation and each.idnum in known for each in changed):
        return None
    # A reader that mends files takes objects that no table names, one after another.
    written = [(int(number), int(generation)) for number, generation in OBJECT.findall(appended)]
    named = {(each.idnum, each.generation) for each in changed}
    size = int(new.trailer["/Size"])
    if len(written) != len(set(written)) or not set(written) <= named:
        return None
    return changed if max(known | {each.idnum for each in changed}) < size else None


def _last(reader):
    return reader.xrefs.total_revisions - 1


def _may_become(old, new, reference):
    before, after = old.get_object(reference), new.get_object(reference)
    if reference == _reference(old.trailer, "/Info"):
        return not isinstance(after, generic.StreamObject) and not _is_active(after)
    if isinstance(before, generic.StreamObject) or isinstance(after, generic.StreamObject):
        return _is_metadata(before) and _is_metadata(after)
    if reference in {_reference(page, "/Annots") for page in _pages(old)}:
        # What it lists is compared page by page.
        return isinstance(after, generic.ArrayObject)
    if reference == old.root_ref:
        return _same(before, after, CATALOG_KEYS)
    if isinstance(before, dict) and _value(before, "/Type") == "/Page":
        return isinstance(after, dict) and _same(before, after, PAGE_KEYS)
    return type(before) is type(after) and before == after


def _same(before, after, but):
    keys = (set(before) | set(after)) - but
    return all(
        key in before and key in after and before.raw_get(key) == after.raw_get(key) for key in keys
    )


def _is_metadata(stream):
    return isinstance(stream, generic.StreamObject) and _value(stream, "/Type") == "/Metadata"


def _is_active(value, depth=0):
    """Whether it bears, at any depth of its own, what makes a reader act; other objects apart."""
    if depth > DEEPEST:
        return True
    if isinstance(value, dict):
        inner = (value.raw_get(key) if hasattr(value, "raw_get") else value[key] for key in value)
        return bool(ACTIVE & set(value)) or any(_is_active(each, depth + 1) for each in inner)
    if isinstance(value, list):
        inner = (value.raw_get(n) for n in range(len(value)))
        return any(_is_active(each, depth + 1) for each in inner)
    return False


def _form_is_of(old, new, field):
    """The form holds this one field; our own documents have none."""
    if "/AcroForm" in old.root or "/AcroForm" not in new.root:
        return False
    form = new.root["/AcroForm"]
    fields = form["/Fields"]
    return (
        set(form) <= FORM_KEYS and len(fields) == 1 and fields.raw_get(0) == _itself(field)
    ) and "/Kids" not in field


def _adds_nothing_but(field, old, new):
    """On each page the same annotations as before, and on one of them the field at the most."""
    added = []
    for before, after in zip(_pages(old), _pages(new), strict=True):
        former, latter = _annotations(before), _annotations(after)
        if latter[: len(former)] != former:
            return False
        added += latter[len(former) :]
    return added in ([], [_itself(field)])


def _is_invisible(field):
    """A mark of the signing program could cover a line of the document: none is taken."""
    if "/AP" not in field and "/Rect" not in field:
        return True
    if not _is_flat(_value(field, "/Rect", (0, 0, 0, 0))):
        return False
    looks = _value(field, "/AP", {})
    return all(
        isinstance(looks[key], generic.StreamObject) and _is_flat(looks[key]["/BBox"])
        for key in looks
    )


def _is_flat(corners):
    left, bottom, right, top = (float(corner) for corner in corners)
    return left == right and bottom == top


def _annotations(page):
    found = _value(page, "/Annots", ())
    return [found.raw_get(number) for number in range(len(found))]


def _pages(reader):
    count = int(reader.root["/Pages"]["/Count"])
    return [reader.find_page_for_modification(n)[0].get_object() for n in range(count)]


def _itself(found):
    """What refers to an object that was read through a reference."""
    return generic.IndirectObject(found.container_ref.idnum, found.container_ref.generation, None)


def _value(holder, key, default=None):
    """What an entry says, also where it refers to another object; pyhanko's ``get`` does not."""
    return holder[key] if key in holder else default  # noqa: SIM401 — see above


def _reference(holder, key):
    """What an entry refers to; None for an entry that is absent or stands there itself."""
    value = holder.raw_get(key) if key in holder else None
    return value.reference if isinstance(value, generic.IndirectObject) else None
