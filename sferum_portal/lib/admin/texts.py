"""How the admin writes terms, ages and contacts."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from sferum_portal.lib.text import NBSP, counted

DASH = "—"


def day(value):
    return date_format(value, "d.m.Y") if value else DASH


def moment(value):
    return date_format(timezone.localtime(value), "d.m.Y H:i") if value else DASH


def period(row):
    """«с 01.09.2026» or «01.09.2026 – 31.05.2027»: ``ends_on`` is the first day after."""
    if row.ends_on is None:
        return f"с{NBSP}{day(row.starts_on)}"
    if row.ends_on <= row.starts_on:
        return f"{day(row.starts_on)} (отменено)"
    return f"{day(row.starts_on)} – {day(row.ends_on - timedelta(days=1))}"


def age(since):
    """«3 дня»: how long something has been waiting."""
    waited = timezone.now() - since
    if waited.days:
        return counted(waited.days, "день", "дня", "дней")
    if hours := waited.seconds // 3600:
        return counted(hours, "час", "часа", "часов")
    return counted(max(waited.seconds // 60, 1), "минута", "минуты", "минут")


def phone(number):
    """«+7 913 123-45-67»; numbers of other countries as they are stored."""
    if number and number.startswith("+7") and len(number) == 12:
        groups = ("+7", number[2:5], f"{number[5:8]}-{number[8:10]}-{number[10:]}")
        return NBSP.join(groups)
    return number or ""


def contacts(user):
    """How the person can be reached, best first; empty for a person without an account."""
    return [text for text in (user.email, phone(user.phone), user.login) if text]
