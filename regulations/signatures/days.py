"""Days of files and certificates, which may say anything: the year 9999, no time zone."""

from datetime import UTC, datetime

from django.utils import timezone

#: Beyond these no clock of ours can go: a time zone leads out of the calendar.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(9998, 12, 31, tzinfo=UTC)


def within_calendar(moment):
    """The moment with a time zone, no later and no earlier than can be written down.

    Raises TypeError for what is no moment of the calendar at all (the year 0 of ASN.1).
    """
    if not isinstance(moment, datetime):
        raise TypeError("no moment of the calendar")
    if moment.year <= EARLIEST.year:
        return EARLIEST
    if moment.year >= LATEST.year:
        return LATEST
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def day(moment):
    return f"{timezone.localtime(moment):%d.%m.%Y}"
