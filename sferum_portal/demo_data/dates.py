"""When things happened in the demo: always relative to the day on which it is made."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format


class Calendar:
    """The days of the demo as seen from ``now``."""

    def __init__(self, now=None):
        self.now = timezone.localtime(now)
        self.today = self.now.date()

    @property
    def day_of_school_year(self):
        """A day in the school year that runs: in August the coming one has not begun yet."""
        return self.today.replace(month=7, day=1) if self.today.month == 8 else self.today

    def settled_on(self, school_year):
        """Since when this year's lists hold; never so late that the demo's events precede it."""
        return min(school_year.starts_on, self.today - timedelta(days=75))

    def at(self, day, hour=12, minute=0):
        return timezone.make_aware(datetime.combine(day, time(hour, minute)))

    def ago(self, days, hour=12, minute=0):
        return self.at(self.today - timedelta(days=days), hour, minute)

    def school_day(self, number):
        """The ``number``-th working day before today (1 is the last one)."""
        return _working_day(self.today, number, step=-1)


def day_after(day, number):
    """«14 ноября»: the ``number``-th working day after ``day``."""
    return date_format(_working_day(day, number, step=1), "j E")


def tomorrow_after(day):
    """«завтра», or the Monday where tomorrow is no working day."""
    return "в понедельник" if day.weekday() in (4, 5) else "завтра"


def _working_day(day, number, step):
    while number:
        day += timedelta(days=step)
        number -= day.weekday() < 5
    return day


@contextmanager
def at(moment):
    """Let the services believe that it is ``moment``: they stamp their rows with the present.

    For the process that makes the demo and nothing else runs in; not for a server.
    """
    now = timezone.now
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = now
