"""Which document of the portal a file is, told by its checksum alone."""

import hashlib
from dataclasses import dataclass

from django.db.models import F, Q

from regulations.models import DocumentVersion, Signature, VersionScan
from regulations.signatures import signed_data
from regulations.signatures.verdicts import Form, WrongSignature

#: Files of signatures are small: larger ones are compared as they are.
LARGEST_ARMORED = 256 * 1024
#: A scan that nobody has confirmed says nothing.
LOOKED_AT = ["confirmed", "replaced", "withdrawn"]


@dataclass(frozen=True)
class Finding:
    """An answer to "is it this document?"; ``code`` leads to another document that it is."""

    level: str
    title: str
    text: str
    code: str = ""

    @property
    def is_another(self):
        """Whether the file is another than the code stands for."""
        return self.level in ("error", "warning")


def checksum_of(upload):
    """The SHA-256 of an uploaded file, read piece by piece and kept nowhere."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def binary_checksum_of(upload):
    """That of a signature which was brought as text and is kept as binary; None for other files."""
    if upload.size > LARGEST_ARMORED:
        return None
    upload.seek(0)
    try:
        return hashlib.sha256(signed_data.binary(upload.read())).hexdigest()
    except WrongSignature:
        return None


def identify(version, digest, binary=None):
    """`Finding` for a file of this checksum on the page of ``version``.

    ``binary`` is the checksum of what a file of text stands for.
    """
    if digest == version.sha256:
        return Finding("success", "Это тот самый документ", "Файл совпадает с ним байт в байт.")
    return (
        _of_this_version(version, digest)
        or (binary and _of_this_version(version, binary))
        or _another_version(version, digest)
        or _another_document(digest)
        or Finding(
            "error",
            "Это не этот документ",
            "Такого файла на портале нет: он изменён, пересохранён, или это другой документ.",
        )
    )


def _of_this_version(version, digest):
    if version.signatures.filter(copy_sha256=digest, withdrawn_at=None).exists():
        return Finding(
            "success",
            "Это экземпляр с отметкой об электронной подписи",
            "Он сделан порталом из этого документа. Подписан сам документ, без отметки.",
        )
    if Signature.history.filter(version=version, copy_sha256=digest).exists():
        return Finding(
            "warning",
            "Это прежний экземпляр с отметкой",
            "Подпись на нём отозвали или проверили ещё раз. Возьмите новый экземпляр.",
        )
    if scan := version.scans.filter(sha256=digest, status__in=LOOKED_AT).first():
        return _of_scan(scan)
    # Withdrawn ones last: the same file may have come again.
    rows = version.signatures.filter(file_sha256=digest)
    signature = rows.order_by(F("withdrawn_at").asc(nulls_first=True)).first()
    if signature is None:
        return None
    if signature.is_withdrawn:
        return Finding(
            "warning", "Эта подпись отозвана", "Организация больше не считает её своей подписью."
        )
    if signature.form == Form.EMBEDDED:
        return Finding(
            "success",
            "Это подписанный экземпляр документа",
            "В файле этот документ байт в байт и электронная подпись к нему.",
        )
    return Finding(
        "info", "Это файл подписи к этому документу", "Самого документа в нём может не быть."
    )


def _of_scan(scan):
    if scan.counts:
        return Finding(
            "success",
            "Это скан подписанного документа",
            "Он сделан с бумаги этого документа и хранится на портале.",
        )
    return Finding(
        "warning",
        "Это прежний скан документа",
        "Организация заменила его или отозвала.",
    )


def _another_version(version, digest):
    rows = DocumentVersion.objects.frozen().filter(document_id=version.document_id)
    # A copy that one of its signatures bears counts as the version itself, and so does a scan.
    found = rows.filter(_is_of(digest)).first()
    if found is None or found.pk == version.pk:
        return None
    which = "более ранняя" if found.number < version.number else "более поздняя"
    return Finding(
        "warning",
        f"Это {which} редакция этого документа",
        f"В файле редакция {found.number}, {found.force_line}, а код — редакции {version.number}.",
        found.verify_code,
    )


def _another_document(digest):
    found = DocumentVersion.objects.frozen().filter(_is_of(digest)).first()
    if found is None:
        return None
    return Finding(
        "warning",
        "Это другой документ портала",
        "Файл подлинный, но код на этой странице — не его.",
        found.verify_code,
    )


def _is_of(digest):
    ids = [
        Signature.objects.filter(Q(copy_sha256=digest) | Q(file_sha256=digest)).values("version"),
        VersionScan.objects.filter(sha256=digest, status__in=LOOKED_AT).values("version"),
    ]
    return Q(sha256=digest) | Q(pk__in=ids[0]) | Q(pk__in=ids[1])
