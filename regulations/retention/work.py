"""The work on an ordered file, beside the page: making, progress, its end."""

import tempfile
import zipfile
from datetime import timedelta

from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from regulations.acknowledging.people import units_asked
from regulations.acknowledging.sheets import sheet_pdf
from regulations.models import DocumentExport
from regulations.retention.archive import write_archive
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name
from sferum_portal.lib.history import record
from sferum_portal.lib.memory import calm_memory
from sferum_portal.lib.tokens import make_token

Status, Kind = DocumentExport.Status, DocumentExport.Kind
#: Work without an end after this time has none: the process that did it was stopped.
LONGEST = timedelta(minutes=30)
NOT_MADE = "На портале что-то сломалось. Попробуйте ещё раз; если не поможет, позовите оператора."
STOPPED = "Работа прервалась. Закажите файл ещё раз."


def is_stuck(export):
    return export.status == Status.WORKING and export.created_at <= timezone.now() - LONGEST


def make_file(export):
    """Make the ordered file and store it; on any failure the export says so."""
    try:
        with tempfile.TemporaryFile() as target:
            number, damaged = _write(export, target, _Progress(export))
            target.seek(0)
            # The name is a secret besides the right: nobody guesses it in a folder.
            name = default_storage.save(f"exports/{make_token(size=16)}.zip", File(target))
    except DomainError as error:
        return end(export, Status.FAILED, refusal=str(error)[:300])
    except Exception:
        end(export, Status.FAILED, refusal=NOT_MADE)
        raise
    ended = end(export, Status.READY, file=name, number=number, damaged=damaged)
    if ended is None:
        default_storage.delete(name)
    else:
        _drop_older(export)
    return ended


@transaction.atomic
def end(export, status, **fields):
    """None where somebody has ended it meanwhile."""
    now = DocumentExport.objects.select_for_update().get(pk=export.pk)
    if now.status != Status.WORKING:
        return None
    now.status, now.finished_at = status, timezone.now()
    for name, value in fields.items():
        setattr(now, name, value)
    cache.delete(_key(export))
    return record(now, by=now.created_by, reason=str(now.get_status_display()))


def progress_of(export):
    """``{"done": …, "total": …}``, empty where nothing is known."""
    return cache.get(_key(export)) or {}


def _write(export, target, progress):
    if export.kind == Kind.ARCHIVE:
        return write_archive(export.organization, target, progress)
    return _write_sheets(export.version, target, progress), 0


def _write_sheets(version, target, progress):
    units = list(units_asked(version.organization))
    if not units:
        raise DomainError("Подразделений ещё нет: печатать нечего.")
    with calm_memory(), zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for number, unit in enumerate(units, start=1):
            unit.organization = version.organization
            name = safe_name(f"{number:03} {unit.name}", ".pdf")
            archive.writestr(name, sheet_pdf(version, unit))
            progress(number, len(units))
    return len(units)


class _Progress:
    """By the cache: what a transaction writes nobody else sees before its end."""

    def __init__(self, export):
        self.key = _key(export)

    def __call__(self, done, total):
        cache.set(self.key, {"done": done, "total": total}, LONGEST.total_seconds())


def _drop_older(export):
    """Of files that can be made anew at any time the newest is enough; the rows stay."""
    older = DocumentExport.objects.filter(
        organization=export.organization, kind=export.kind, status=Status.READY
    ).exclude(pk=export.pk)
    for row in older.exclude(file=""):
        name = row.file.name
        row.file = ""
        record(row, by=export.created_by, reason="Собран новый файл", fields=["file"])
        default_storage.delete(name)


def _key(export):
    return f"document-export-{export.pk}"
