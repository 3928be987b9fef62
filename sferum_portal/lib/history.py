"""Every change carries who made it and why (django-simple-history)."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

_recording = ContextVar("recording", default=False)


class TrackedQuerySet(models.QuerySet):
    """Refuses the writes that would leave no history row behind.

    Raises TypeError from ``update``, ``bulk_update`` and ``bulk_create``; many rows at once go
    through :func:`record_many`.
    """

    def update(self, **kwargs):
        if not _recording.get():
            raise TypeError(f"update() on {self.model.__name__} would skip its history.")
        return super().update(**kwargs)

    def bulk_create(self, objs, *args, **kwargs):
        if not _recording.get():
            raise TypeError(f"bulk_create() on {self.model.__name__} would skip its history.")
        return super().bulk_create(objs, *args, **kwargs)

    def bulk_update(self, objs, fields, *args, **kwargs):
        if not _recording.get():
            raise TypeError(f"bulk_update() on {self.model.__name__} would skip its history.")
        return super().bulk_update(objs, fields, *args, **kwargs)


@contextmanager
def _bulk():
    token = _recording.set(True)
    try:
        yield
    finally:
        _recording.reset(token)


def record(instance, *, by, reason="", fields=None):
    """Save one row with its actor and reason; ``fields`` limits the columns written."""
    instance._history_user = by
    instance._change_reason = reason
    instance.save(update_fields=fields)
    return instance


def record_many(model, instances, *, by, reason="", batch_size=500):
    """Insert rows and their history rows in a few statements; returns the saved instances.

    A row may say a reason of its own (``_change_reason``).
    """
    with _bulk():
        return bulk_create_with_history(
            instances,
            model,
            batch_size=batch_size,
            default_user=by,
            default_change_reason=reason,
        )


def record_changes(model, instances, fields, *, by, reason="", batch_size=500):
    """Write the same columns of many rows, each with its history row, in a few statements.

    A row may say a reason of its own (``_change_reason``).
    """
    if not instances:
        return
    for instance in instances:
        instance._history_user = by
    with _bulk():
        bulk_update_with_history(
            instances,
            model,
            fields,
            batch_size=batch_size,
            default_user=by,
            default_change_reason=reason,
        )


def record_matches(rows, instances, fields):
    """Write computed columns of many rows: no change by anybody, so it leaves no history.

    Only of those that are still among ``rows`` (a queryset): the computing may have taken a while.
    Returns how many they are.
    """
    with _bulk():
        return rows.bulk_update(instances, fields, batch_size=200)
