"""Papers printed by a worker while the page waits: a web process stays small and answers others.

Printing takes tenths of a second and a hundred megabytes, most of which stays with the process.
"""

import logging

from celery import current_app, shared_task
from celery.exceptions import TimeoutError as NobodyAnswered
from django.utils.module_loading import import_string
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from .errors import DomainError

logger = logging.getLogger(__name__)

#: Seconds that a page waits for its paper; an order that is older is thrown away unread.
WAIT = 25
BUSY = "Портал сейчас печатает много документов. Повторите через минуту: ничего не потеряно."
# Loaded when something is printed: WeasyPrint takes a third of a second, which no other command
# and no other page should wait for.
ENGINE = "sferum_portal.lib.pdf_engine.render"


@shared_task(ignore_result=False)
def print_order(html, page_code):
    """``{"pdf": bytes}``, or what to say instead of it: ``{"refusal": sentence}``."""
    try:
        return {"pdf": import_string(ENGINE)(html, None, page_code)}
    except DomainError as error:
        return {"refusal": str(error)}


def is_worker():
    """Whether this process works off a task now: it prints itself, nobody else may be free."""
    return current_app.current_worker_task is not None


def printed(html, page_code):
    """PDF bytes by a worker; by this process where the broker is out of reach.

    Raises DomainError in words if no worker has answered within `WAIT` seconds.
    """
    try:
        order = print_order.apply_async((html, page_code), expires=WAIT)
        answer = order.get(timeout=WAIT)
        order.forget()
    except NobodyAnswered as error:
        raise DomainError(BUSY) from error
    except (OperationalError, RedisError):
        logger.exception("The broker is out of reach: a paper is printed in place")
        answer = print_order(html, page_code)
    if refusal := answer.get("refusal"):
        raise DomainError(refusal)
    return answer["pdf"]
