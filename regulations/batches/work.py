"""The work on a batch, beside the page: paper by paper into a ZIP, with progress."""

import hashlib
import logging
import tempfile
import zipfile
from datetime import timedelta

from django.core.cache import cache
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from regulations import files
from regulations.answers import FORBIDDEN_IN_NAMES
from regulations.batches import SORTS
from regulations.models import PrintBatch
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

logger = logging.getLogger(__name__)
Status = PrintBatch.Status
#: Work that says nothing for so long has none: the process that did it was stopped.
SILENCE = timedelta(minutes=5)
#: Equal papers give an equal ZIP.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def make(batch):
    """Make all papers of a batch and store their ZIP; safe to run twice."""
    if not batch.is_working:
        return
    try:
        with tempfile.TemporaryFile() as target:
            refusals = _write(batch, target)
            if len(refusals) == len(batch.items):
                _end(batch, Status.FAILED, refusals, "Ни один документ не получился")
            else:
                _store(batch, target, refusals)
    except Exception:
        # Whatever it was, the batch must not hang: it may be made again.
        logger.exception("Batch %s could not be made", batch.pk)
        _end(batch, Status.FAILED, [], "Работа прервалась")


def progress_of(batch):
    """How many papers are done; 0 where nothing is known."""
    return cache.get(_key(batch), 0)


def is_stuck(batch):
    """Whether the work has come to no end for so long that it never will."""
    begun_long_ago = batch.started_at <= timezone.now() - SILENCE
    return batch.is_working and begun_long_ago and cache.get(_key(batch)) is None


def _write(batch, target):
    """The papers as a ZIP; returns sentences about those that could not be made."""
    paper, refusals, names = import_string(SORTS[batch.sort]), [], set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for done, item in enumerate(batch.items, start=1):
            try:
                name, pdf = paper(batch.organization, item, batch.created_by)
                archive.writestr(zipfile.ZipInfo(_free_name(name, names), LONG_AGO), pdf)
            except DomainError as error:
                refusals.append(str(error))
            cache.set(_key(batch), done, SILENCE.total_seconds())
    return refusals


def _free_name(name, names):
    """A name that no other paper of the batch has."""
    name = FORBIDDEN_IN_NAMES.sub("", name)
    number, free = 2, name
    while free in names:
        number, free = number + 1, f"{name} ({number})"
    names.add(free)
    return f"{free}.pdf"


def _store(batch, target, refusals):
    target.seek(0)
    digest = hashlib.file_digest(target, "sha256").hexdigest()
    size = target.tell()
    target.seek(0)
    stored = default_storage.save(f"regulations/batches/{batch.pk}-{digest[:16]}.zip", File(target))
    try:
        ended = _end(batch, Status.READY, refusals, "Готово", file=stored, sha256=digest, size=size)
    except BaseException:
        files.discard(stored)
        raise
    if not ended:
        files.discard(stored)


@transaction.atomic
def _end(batch, status, refusals, reason, **fields):
    """Write how the work ended; False where it was begun anew meanwhile."""
    now = PrintBatch.objects.select_for_update().get(pk=batch.pk)
    if not now.is_working or now.started_at != batch.started_at:
        return False
    now.status, now.refusals = status, refusals
    for name, value in fields.items():
        setattr(now, name, value)
    record(now, by=now.created_by, reason=reason)
    return True


def _key(batch):
    return f"batch-progress-{batch.pk}-{batch.started_at.timestamp()}"
