"""Every stored file of the documents, and whether it is still the one that was stored.

A part that stores files of its own (signatures, scans) appends a function to `SOURCES` in
`RegulationsConfig.ready`; checking, the bundle and the archive then know its files, too.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

PIECE = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file in the storage with the sum that it must have.

    ``name`` is how it is called where it is given out, without folders; ``file`` is Django's
    FieldFile. ``public`` files go along to the site; a scan of a handwritten signature does,
    a card with personal data would not.
    """

    version_id: int
    what: str
    name: str
    file: Any
    sha256: str
    public: bool = True


class Damaged(Exception):
    """The file is ``missing`` or ``changed``; ``words`` says it to people."""

    WORDS = {"missing": "файл не найден", "changed": "файл изменён"}

    def __init__(self, fault):
        self.fault, self.words = fault, self.WORDS[fault]
        super().__init__(fault)


def versions_files(versions):
    """The PDFs themselves; ``versions`` is a queryset."""
    rows = versions.frozen().select_related("document").order_by("pk")
    for version in rows.iterator(chunk_size=200):
        yield StoredFile(
            version_id=version.pk,
            what="документ",
            name=f"{version.document.kind}-{version.number}.pdf",
            file=version.file,
            sha256=version.sha256,
        )


#: Functions ``queryset of versions → StoredFile, …``.
SOURCES = [versions_files]


def files_of(versions):
    """All stored files of these versions (a queryset), one after another."""
    for source in SOURCES:
        yield from source(versions)


def checked(stored):
    """The open file, at its beginning; raises Damaged. The caller closes it."""
    try:
        # A FieldFile keeps its handle: two readers of one row must not share it.
        source = stored.file.storage.open(stored.file.name, "rb")
    except OSError as error:
        raise Damaged("missing") from error
    if digest_of(source) != stored.sha256:
        source.close()
        raise Damaged("changed")
    source.seek(0)
    return source


def digest_of(source):
    """SHA-256 of an open file, a piece at a time."""
    digest = hashlib.sha256()
    while piece := source.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()
