"""The stored PDF of an approved version: written once, compared with its sum before it is shown."""

import hashlib
import logging
from contextlib import contextmanager

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from sferum_portal.lib.errors import DomainError

logger = logging.getLogger(__name__)


class DamagedFileError(DomainError):
    """The stored file is gone or is no longer the one that was approved."""


def checksum(pdf):
    return hashlib.sha256(pdf).hexdigest()


def store(version, pdf):
    """Write the file and note its name, sum and size on the unsaved version; returns the name."""
    version.sha256, version.size = checksum(pdf), len(pdf)
    name = f"regulations/{version.verify_code}-{version.sha256[:16]}.pdf"
    version.file = default_storage.save(name, ContentFile(pdf))
    return version.file.name


def discard(name):
    """Take a file away whose version was not saved after all."""
    default_storage.delete(name)


@contextmanager
def all_or_nothing():
    """A transaction and a list for the names of files that are written in it: no file outlives its
    failure.
    """
    written = []
    try:
        with transaction.atomic():
            yield written
    except BaseException:
        for name in written:
            discard(name)
        raise


def stored_pdf(version):
    """The bytes as they were approved; DamagedFileError when the file on the disk is not they."""
    try:
        with version.file.open("rb") as file:
            pdf = file.read()
    except OSError as error:
        logger.exception("The file of version %s (%s) is missing", version.pk, version.file.name)
        raise DamagedFileError(
            "Файл этой редакции не найден в хранилище. Сообщите оператору портала: "
            "его нужно восстановить из резервной копии."
        ) from error
    if checksum(pdf) != version.sha256:
        logger.error("The file of version %s (%s) was changed", version.pk, version.file.name)
        raise DamagedFileError(
            "Файл этой редакции изменён после утверждения и поэтому не показывается. "
            "Сообщите оператору портала: его нужно восстановить из резервной копии."
        )
    return pdf
