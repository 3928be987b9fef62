"""Rows that hold for a time: ``starts_on`` and a half-open ``ends_on``."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from sferum_portal.lib.history import TrackedQuerySet


class PeriodQuerySet(TrackedQuerySet):
    """Rows with ``starts_on`` and a half-open ``ends_on``: the first day on which it is over."""

    def on(self, date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=date), starts_on__lte=date)

    def current(self):
        return self.on(timezone.localdate())

    def beyond(self, day):
        """The rows that hold on that day or later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))

    def last_day(self):
        """The first day on which all the rows are over; None while one of them has no end.

        There must be a row.
        """
        ends = set(self.values_list("ends_on", flat=True))
        return None if None in ends else max(ends)


def period_constraint(name):
    return models.CheckConstraint(
        condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name=name
    )
