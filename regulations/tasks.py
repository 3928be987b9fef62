"""Long work beside the pages: tasks take ids and read again; safe to run twice."""

import logging

from celery import shared_task

from regulations.models import DocumentExport
from regulations.retention import work

logger = logging.getLogger(__name__)


@shared_task
def make_export(export_id):
    rows = DocumentExport.objects.select_related("organization", "version__organization")
    export = rows.get(pk=export_id)
    if export.status != DocumentExport.Status.WORKING:
        return
    try:
        work.make_file(export)
    except Exception:
        # The page says that it failed; the log says why.
        logger.exception("The export %s could not be made", export_id)
