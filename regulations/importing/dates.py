"""Dates and numbers of papers, in the ways that people write them."""

import re
from datetime import date

_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма[йя]", "июн",
    "июл", "август", "сентябр", "октябр", "ноябр", "декабр",
)  # fmt: skip
_MONTH = "|".join(f"{stem}\\w*" for stem in _MONTHS)
_QUOTE = r"[«»\"“”„'’]?"
DATE = (
    rf"(?:{_QUOTE}\s?(?P<day>\d{{1,2}})\s?{_QUOTE}\s?(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)"
    r"|(?P<d>\d{1,2})\s?[./]\s?(?P<m>\d{1,2})\s?[./]\s?(?P<y>(?:19|20)\d\d|\d\d(?!\d))"
    r"|(?P<iso>(?:19|20)\d\d-\d\d-\d\d))"
    r"(?!\d)(?:\s?(?:года?\b|г\b\.?|гг?\.))?"
)
DATED = re.compile(DATE, re.IGNORECASE)
#: «102/2-од», «616/2.4.3», «Р-139», «273 - ФЗ»; no stop and no dash at its end.
NUMBER = r"(?P<number>[0-9A-Za-zА-ЯЁа-яё]+(?:(?:\s?[/–-]\s?|[._])[0-9A-Za-zА-ЯЁа-яё]+)*)"
NUMBERED = re.compile(rf"(?:№+|\bN[oо]?\b\.?)\s*{NUMBER}", re.IGNORECASE)


def day_of(found):
    """The date of a match of ``DATED``; None for a day that the calendar does not have."""
    part = found.groupdict()
    try:
        if part["iso"]:
            return date.fromisoformat(part["iso"])
        if part["month"]:
            named = part["month"].lower()
            month = next(n for n, stem in enumerate(_MONTHS, start=1) if re.match(stem, named))
            return date(int(part["year"]), month, int(part["day"]))
        year = int(part["y"]) + (2000 if len(part["y"]) == 2 else 0)
        return date(year, int(part["m"]), int(part["d"]))
    except ValueError:
        return None


def bare(number):
    """«273 - ФЗ» → «273-ФЗ»"""
    return re.sub(r"\s*([/–-])\s*", r"\1", number).replace("–", "-")
