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


def beside(function, *args, name):
    """Call the function in a thread of its own; what it raises is logged under ``name``."""
    thread = threading.Thread(target=_run, args=(function, args, name), name=name, daemon=True)
    thread.start()


def _send(task, *args):
    # Tasks that send letters know by themselves how to leave the page alone (`lib.mail`).
    if settings.CELERY_BROKER_URL or getattr(task, "leaves_the_page", False):
        task.delay(*args)
    elif settings.BACKGROUND_THREADS:
        beside(task, *args, name=task.name)
    else:
        task(*args)


def _run(function, args, name):
    """The thread has a connection of its own, which nobody else would close."""
    try:
        close_old_connections()
        function(*args)
    except Exception:  # nobody waits for a thread: the log is all there is
        logger.exception("The task %s failed", name)
    finally:
        connection.close()
