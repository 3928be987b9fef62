"""Every stored file of the documents, and whether it is still the one that was stored.

A part that stores files of its own has a function in `SOURCES`: the check, the bundle and the
archive then know its files, too.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from regulations.models import Signature, VersionScan
from regulations.signatures.stored import ENDINGS

PIECE = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class StoredFile:
    """A file in the storage with the sum that it must have.

    ``name`` is how it is called on a site, in Latin letters and without folders; ``file`` is
    Django's FieldFile. ``public`` files go along to the site: of scans only the one that counts;
    ``has_certificate`` is said of files with a person's whole certificate, ИНН and СНИЛС in it.
    """

    version_id: int
    what: str
    name: str
    file: Any
    sha256: str
    public: bool = True
    has_certificate: bool = False


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


def signatures_files(versions):
    """Files of qualified signatures, and the copies with marks."""
    rows = Signature.objects.filter(version__in=versions).order_by("version", "pk")
    for number, row in _numbered(rows):
        common = {"version_id": row.version_id, "public": row.is_right}
        if row.file:
            yield StoredFile(
                what="файл подписи",
                name=f"document-signature-{number}.{ENDINGS[row.form]}",
                file=row.file,
                sha256=row.file_sha256,
                has_certificate=True,
                **common,
            )
        yield StoredFile(
            what="экземпляр с отметкой",
            name=f"document-signed-copy-{number}.pdf",
            file=row.copy,
            sha256=row.copy_sha256,
            **common,
        )


def scans_files(versions):
    rows = VersionScan.objects.filter(version__in=versions).order_by("version", "pk")
    for number, row in _numbered(rows):
        yield StoredFile(
            version_id=row.version_id,
            what="скан подписанного документа",
            name=f"document-signed-scan-{number}.pdf",
            file=row.file,
            sha256=row.sha256,
            public=row.status == VersionScan.Status.CONFIRMED,
        )


def _numbered(rows):
    """``(number within its version, row)`` of rows that come version by version."""
    number, former = 0, None
    for row in rows.iterator(chunk_size=200):
        number = number + 1 if row.version_id == former else 1
        former = row.version_id
        yield number, row


#: Functions ``queryset of versions → StoredFile, …``.
SOURCES = [versions_files, signatures_files, scans_files]


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
