"""Long work beside the page: by Celery in production, in a thread where there is no broker.

A page that starts such work stays usable and shows its progress; the work itself is a task that
takes ids and may be run twice.
"""

import logging
import threading

from django.conf import settings
from django.db import close_old_connections, connection, transaction
from django.utils.module_loading import import_string

logger = logging.getLogger(__name__)


def start(task_name, *args):
    """Start the task of this dotted name once the transaction around is committed."""
    transaction.on_commit(lambda: _send(import_string(task_name), *args), robust=True)


def _send(task, *args):
    if settings.CELERY_BROKER_URL:
        task.delay(*args)
    elif settings.BACKGROUND_THREADS:
        thread = threading.Thread(target=_run, args=(task, *args), name=task.name, daemon=True)
        thread.start()
    else:
        task(*args)


def _run(task, *args):
    """The thread has a connection of its own, which nobody else would close."""
    try:
        close_old_connections()
        task(*args)
    except Exception:  # nobody waits for a thread: the log is all there is
        logger.exception("The task %s failed", task.name)
    finally:
        connection.close()
