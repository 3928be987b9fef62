"""How long links live: a number of days, of which every organization has its own maximum."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from sferum_portal.lib.text import counted

USUAL_DAYS = 14


def longest_term(organization):
    return timedelta(days=organization.longest_link_days)


def usual_days(organization):
    return min(USUAL_DAYS, organization.longest_link_days)


def longest_text(organization):
    """«60 дней»: not longer than that; in the genitive, which «не дольше» wants."""
    days = organization.longest_link_days
    return counted(days, "дня", "дней", "дней")


def end_of_day(organization, last_day):
    """The midnight that ends the day, in the portal's time, or the longest term if that is less."""
    midnight = timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))
    return min(midnight, timezone.now() + longest_term(organization))


def end_after(organization, days):
    return end_of_day(organization, timezone.localdate() + timedelta(days=days))
