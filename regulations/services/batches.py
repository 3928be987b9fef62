"""Many PDFs at once: ordered, made beside the page, made again."""

from functools import partial

from django.db import transaction
from django.utils import timezone

from regulations import files
from regulations.batches import SORTS
from regulations.batches.work import is_stuck
from regulations.models import PrintBatch
from regulations.services.common import PREPARE
from sferum_portal.lib import background
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

MAKE = "regulations.tasks.make_batch"  # by its name: it imports this package
MOST_ITEMS = 1000


@transaction.atomic
def start_batch(*, organization, by, sort, title, items):
    """Order papers of one sort (`regulations.batches.SORTS`), one for each of ``items``.

    They are made beside the page; the ZIP is there once the status says so.
    """
    require(by, PREPARE, organization)
    if sort not in SORTS:
        raise ValueError(f"{sort} is no sort of papers")
    if not items:
        raise DomainError("Выберите, что печатать.")
    if len(items) > MOST_ITEMS:
        raise DomainError(f"За один раз можно напечатать не больше {MOST_ITEMS} документов.")
    batch = PrintBatch(
        organization=organization,
        sort=sort,
        title=title,
        items=list(items),
        created_by=by,
        started_at=timezone.now(),
    )
    record(batch, by=by, reason="Заказана печать")
    background.start(MAKE, batch.pk)
    return batch


@transaction.atomic
def repeat_batch(*, batch, by):
    """Make the papers of a batch again, of today's facts; the ZIP of before is thrown away."""
    require(by, PREPARE, batch.organization)
    batch = PrintBatch.objects.select_for_update().get(pk=batch.pk)
    if batch.is_working and not is_stuck(batch):
        raise DomainError("Документы ещё готовятся: подождите.")
    if batch.file:
        transaction.on_commit(partial(files.discard, batch.file.name))
    batch.status, batch.started_at = PrintBatch.Status.WORKING, timezone.now()
    batch.file, batch.sha256, batch.size, batch.refusals = "", "", None, []
    record(batch, by=by, reason="Печать повторена")
    background.start(MAKE, batch.pk)
    return batch
