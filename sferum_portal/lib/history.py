"""Every change carries who made it and why (django-simple-history)."""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models, router, transaction
from django.db.models import sql
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.utils import (
    bulk_create_with_history,
    bulk_update_with_history,
    get_history_manager_for_model,
)

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


def record_deletions(rows, *, by, reason="", batch_size=500):
    """Delete rows of one model, each with its history row, in a few statements.

    As ``delete`` does it takes along what hangs on them by CASCADE, with its history, and raises
    ProtectedError where something must not go. Nothing but the history listens to deletions here.
    """
    rows = list(rows)
    for start in range(0, len(rows), batch_size):
        _delete_batch(rows[start : start + batch_size], by, reason)


def _delete_batch(rows, by, reason):
    """What Collector.delete does, with the history written at once instead of by its signals."""
    using = router.db_for_write(type(rows[0]))
    collector = Collector(using=using, origin=rows[0])
    collector.collect(rows)
    collector.sort()
    with transaction.atomic(using=using):
        for model, gone in collector.data.items():
            if hasattr(model._meta, "simple_history_manager_attribute"):
                _tell_of_deletions(model, gone, by, reason)
        for query in collector.fast_deletes:
            query._raw_delete(using=using)
        for (field, value), groups in collector.field_updates.items():
            pks = list({row.pk for group in groups for row in group})
            sql.UpdateQuery(field.model).update_batch(pks, {field.name: value}, using)
        for model, gone in collector.data.items():
            sql.DeleteQuery(model).delete_batch([row.pk for row in gone], using)


def _tell_of_deletions(model, rows, by, reason):
    history, now = get_history_manager_for_model(model).model, timezone.now()
    columns = [field.attname for field in history.tracked_fields]
    told = [
        history(
            history_type="-",
            history_date=now,
            history_user=by,
            history_change_reason=reason,
            **{name: getattr(row, name) for name in columns},
        )
        for row in sorted(rows, key=lambda row: row.pk)
    ]
    history.objects.bulk_create(told, batch_size=500)
