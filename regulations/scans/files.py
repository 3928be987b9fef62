"""The file of a scan: stored under a name of its own, compared with its sum when it is read."""

import threading

import pypdfium2 as pdfium
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from regulations.files import DamagedFileError, checksum, stored_pdf

# The library draws for one thread at a time.
_one_at_a_time = threading.Lock()


def store(scan, pdf):
    """Write the file and note its name, sum and size on the unsaved scan; returns the name."""
    scan.sha256, scan.size = checksum(pdf), len(pdf)
    name = f"regulations/scans/{scan.version.verify_code}-{scan.sha256[:16]}.pdf"
    scan.file = default_storage.save(name, ContentFile(pdf))
    return scan.file.name


def stored_scan(scan):
    """The bytes as they were uploaded; DamagedFileError when the file on the disk is not they."""
    try:
        with default_storage.open(scan.file.name, "rb") as file:
            pdf = file.read()
    except OSError as error:
        raise DamagedFileError(
            "Файл скана не найден в хранилище. Сообщите оператору портала: его нужно восстановить "
            "из резервной копии."
        ) from error
    if checksum(pdf) != scan.sha256:
        raise DamagedFileError(
            "Файл скана изменён после загрузки и поэтому не показывается. Сообщите оператору "
            "портала: его нужно восстановить из резервной копии."
        )
    return pdf


def pages_of(version):
    """How many pages the stored file of an approved version has."""
    return page_count(stored_pdf(version))


def page_count(pdf):
    with _one_at_a_time:
        document = pdfium.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()
