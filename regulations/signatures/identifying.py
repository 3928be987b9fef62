"""Which document of the portal a file is, told by its checksum alone."""

import hashlib
from dataclasses import dataclass

from regulations.models import DocumentVersion, Signature
from regulations.signatures.verdicts import Form


@dataclass(frozen=True)
class Finding:
    """An answer to "is it this document?"; ``code`` leads to another document that it is."""

    level: str
    title: str
    text: str
    code: str = ""


def checksum_of(upload):
    """The SHA-256 of an uploaded file, read piece by piece and kept nowhere."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def identify(version, digest):
    """`Finding` for a file of this checksum on the page of ``version``."""
    if digest == version.sha256:
        return Finding("success", "Это тот самый документ", "Файл совпадает с ним байт в байт.")
    return (
        _of_this_version(version, digest)
        or _another_version(version, digest)
        or _another_document(digest)
        or Finding(
            "error",
            "Это не этот документ",
            "Такого файла на портале нет: он изменён, пересохранён, или это другой документ.",
        )
    )


def _of_this_version(version, digest):
    if version.signatures.filter(copy_sha256=digest).exists():
        return Finding(
            "success",
            "Это экземпляр с отметкой об электронной подписи",
            "Он сделан порталом из этого документа. Подписан сам документ, без отметки.",
        )
    signature = version.signatures.filter(file_sha256=digest).first()
    if signature is None:
        return None
    if signature.form == Form.EMBEDDED:
        return Finding(
            "success",
            "Это подписанный экземпляр документа",
            "В файле этот документ байт в байт и электронная подпись к нему.",
        )
    return Finding(
        "info", "Это файл подписи к этому документу", "Самого документа в нём может не быть."
    )


def _another_version(version, digest):
    rows = DocumentVersion.objects.frozen().filter(document_id=version.document_id)
    # A copy that one of its signatures bears counts as the version itself.
    found = (
        rows.filter(sha256=digest).first() or rows.filter(signatures__copy_sha256=digest).first()
    )
    if found is None or found.pk == version.pk:
        return None
    which = "более ранняя" if found.number < version.number else "более поздняя"
    return Finding(
        "warning",
        f"Это {which} редакция этого документа",
        f"В файле редакция {found.number}, {found.order_line}, а код — редакции {version.number}.",
        found.verify_code,
    )


def _another_document(digest):
    found = DocumentVersion.objects.frozen().filter(sha256=digest).first()
    if found is None:
        signature = Signature.objects.filter(copy_sha256=digest).select_related("version").first()
        found = signature and signature.version
    if found is None:
        return None
    return Finding(
        "warning",
        "Это другой документ портала",
        "Файл подлинный, но код на этой странице — не его.",
        found.verify_code,
    )
