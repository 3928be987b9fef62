"""Files of signatures and copies with marks: written once, compared with their sums before use."""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from regulations.files import DamagedFileError, checksum
from regulations.signatures.verdicts import Form

logger = logging.getLogger(__name__)

FOLDER = "signatures"
ENDINGS = {Form.DETACHED: "sig", Form.ATTACHED: "p7m", Form.EMBEDDED: "pdf"}
TYPES = {
    Form.DETACHED: "application/pkcs7-signature",
    Form.ATTACHED: "application/pkcs7-mime",
    Form.EMBEDDED: "application/pdf",
}


def store(version, data, ending):
    """Write a file that belongs to a version; returns its name and its sum."""
    digest = checksum(data)
    name = f"{FOLDER}/{version.verify_code}-{digest[:16]}.{ending}"
    return default_storage.save(name, ContentFile(data)), digest


def signature_file(signature):
    """The file of a qualified signature as it was checked; DamagedFileError when it is not it."""
    return _unchanged(signature.file, signature.file_sha256, "Файл этой подписи")


def copy_file(signature):
    """The copy with the marks, as it was made when this signature was added."""
    return _unchanged(signature.copy, signature.copy_sha256, "Экземпляр с отметкой")


def _unchanged(file, digest, what):
    try:
        with file.open("rb") as opened:
            data = opened.read()
    except OSError as error:
        logger.exception("A file of a signature (%s) is missing", file.name)
        raise DamagedFileError(
            f"{what} не найден в хранилище. Сообщите оператору портала: "
            "его нужно восстановить из резервной копии."
        ) from error
    if checksum(data) != digest:
        logger.error("A file of a signature (%s) was changed", file.name)
        raise DamagedFileError(
            f"{what} изменён на сервере и поэтому не используется. Сообщите оператору портала: "
            "его нужно восстановить из резервной копии."
        )
    return data
