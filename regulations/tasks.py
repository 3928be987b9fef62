"""Long work beside the pages: tasks take ids, read again and call; safe to run twice."""

from celery import shared_task

from regulations.batches import work
from regulations.models import PrintBatch


@shared_task
def make_batch(batch_id):
    work.make(PrintBatch.objects.select_related("organization", "created_by").get(pk=batch_id))
