"""Whether the services that the portal stands on answer."""

import logging
import uuid

from django.conf import settings
from django.core.cache import cache
from django.db import connection

from sferum_portal.celery import app

logger = logging.getLogger(__name__)
TIMEOUT_SECONDS = 2


def check_all():
    """``{"database": {"ok": bool, "kind": str}, "cache": …, "broker": …}``; never raises."""
    return {
        "database": _answer(connection.vendor, _database),
        "cache": _answer("redis" if settings.REDIS_URL else "in-process", _cache),
        "broker": _answer("redis" if settings.CELERY_BROKER_URL else "in-process", _broker),
    }


def _answer(kind, probe):
    try:
        probe()
    except Exception:  # whatever a driver raises, the service is down
        logger.exception("The %s probe failed", kind)
        return {"ok": False, "kind": kind}
    return {"ok": True, "kind": kind}


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache():
    key = f"healthz-{uuid.uuid4()}"
    cache.set(key, "1", timeout=10)
    if cache.get(key) != "1":
        raise RuntimeError("The cache forgot what it was told.")
    cache.delete(key)


def _broker():
    url = settings.CELERY_BROKER_URL
    if not url:
        return
    with app.connection_for_write(url, connect_timeout=TIMEOUT_SECONDS) as broker:
        broker.ensure_connection(max_retries=1, timeout=TIMEOUT_SECONDS)
