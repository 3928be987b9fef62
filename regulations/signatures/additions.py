"""Whether a PDF that was made upon another shows the same pages: only a signature was added.

Bytes appended to a PDF may replace any object before them. Imported with `embedded` alone.
"""

from pyhanko.pdf_utils import generic

#: What a tool may change of the document and of a page when it adds a signature.
CATALOG_KEYS = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/StructTreeRoot"}
CATALOG_KEYS |= {"/Version"}
PAGE_KEYS = {"/Annots", "/LastModified", "/StructParents", "/Tabs"}
#: The order in which a reader speaks, which a new field takes part in; nothing of it is seen.
SPOKEN = {"/StructTreeRoot", "/StructElem"}
SPOKEN_KEYS = {"/Nums", "/Limits", "/Kids"}


def only_signs(old, new):
    """``new`` is a reader of the whole file, ``old`` of the file upon which it was made."""
    former = old.xrefs.total_revisions
    changed = set()
    for revision in range(former, new.xrefs.total_revisions):
        changed |= new.xrefs.explicit_refs_in_revision(revision)
    if old.root_ref != new.root_ref or "/XFA" in _value(new.root, "/AcroForm", {}):
        return False
    # What lists the annotations of a page, and what says who made the file and when.
    free = {_reference(page, "/Annots") for page in _pages(old)} | {
        _reference(old.trailer, "/Info")
    }
    for reference in changed - free:
        if old.xrefs.get_historical_ref(reference, former - 1) is None:
            continue
        before, after = old.get_object(reference), new.get_object(reference)
        if not _may_become(before, after, is_root=reference == old.root_ref):
            return False
    return _annotations(new) <= _annotations(old)


def _may_become(before, after, *, is_root):
    if isinstance(before, generic.StreamObject) or isinstance(after, generic.StreamObject):
        return _is_metadata(before) and _is_metadata(after)
    if not isinstance(before, dict) or not isinstance(after, dict):
        return before == after
    if is_root:
        return _same(before, after, CATALOG_KEYS)
    kind = _value(before, "/Type")
    if kind != _value(after, "/Type"):
        return False
    if kind == "/Page":
        return _same(before, after, PAGE_KEYS)
    return kind in SPOKEN or (kind is None and set(after) <= SPOKEN_KEYS)


def _same(before, after, but):
    keys = (set(before) | set(after)) - but
    return all(
        key in before and key in after and before.raw_get(key) == after.raw_get(key) for key in keys
    )


def _is_metadata(stream):
    return isinstance(stream, generic.StreamObject) and _value(stream, "/Type") == "/Metadata"


def _annotations(reader):
    """What is drawn over the pages, but for fields of signatures: by page."""
    found = set()
    for number, page in enumerate(_pages(reader)):
        for annotation in (each.get_object() for each in _value(page, "/Annots", ())):
            kind = _value(annotation, "/Subtype"), _value(annotation, "/FT")
            if kind != ("/Widget", "/Sig"):
                found.add((number, repr(sorted(map(str, annotation.items())))))
    return found


def _pages(reader):
    count = int(reader.root["/Pages"]["/Count"])
    return [reader.find_page_for_modification(n)[0].get_object() for n in range(count)]


def _value(holder, key, default=None):
    """What an entry says, also where it refers to another object; pyhanko's ``get`` does not."""
    return holder[key] if key in holder else default  # noqa: SIM401 — see above


def _reference(holder, key):
    """What an entry refers to; None for an entry that is absent or stands there itself."""
    value = holder.raw_get(key) if key in holder else None
    return value.reference if isinstance(value, generic.IndirectObject) else None
