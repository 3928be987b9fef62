"""Dates of birth."""

import re
from datetime import date, datetime, timedelta

from django.utils import timezone

from memberships.roster.values.letters import clean

# Excel counts days from here; its 29 February 1900 never was, but nobody in a list is so old.
_EPOCH = date(1899, 12, 30)
_OLDEST = 90
_MONTHS = "янв фев мар апр ма июн июл авг сен окт ноя дек".split()

_TAIL = r"(?:[\sT]+\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?\s*(?:г|год|года)?[\s.,*]*"
_NUMERIC = re.compile(
    rf"(\d{{1,2}})\s?[.,/\- ]\s?(\d{{1,2}})\s?[.,/\- ]\s?(\d{{4}}|\d{{2}}){_TAIL}"
)
_ISO = re.compile(rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}}){_TAIL}")
_IN_WORDS = re.compile(
    rf"[«\"]?(\d{{1,2}})[»\"]?[\s.\-]*([а-я]{{3,8}})[\s.,\-]*(\d{{4}}|\d{{2}}){_TAIL}"
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?")


def read_date(value, *, today=None):
    """A date of birth from a cell of any type, or None: no date, or not one of a living person.

    Two digits of a year are of the last hundred years; numbers are Excel's days.
    """
    today = today or timezone.localdate()
    try:
        found = _date_of(value, today)
    except (ValueError, OverflowError):
        return None
    if found is None or not today.year - _OLDEST <= found.year or found > today:
        return None
    return found


def _date_of(value, today):
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _EPOCH + timedelta(days=int(value))
    return _date_in(clean(value).replace("\n", " ").casefold(), today) if value else None


def _date_in(text, today):
    if found := _ISO.fullmatch(text.replace("t", " ")):
        return date(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(text):
        day, month, year = found.groups()
        return date(_full_year(year, today), int(month), int(day))
    if found := _IN_WORDS.fullmatch(text):
        day, month, year = found.groups()
        return date(_full_year(year, today), _month(month), int(day))
    if found := _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(found[1]))
    return None


def _full_year(year, today):
    if len(year) == 4:
        return int(year)
    century = today.year // 100 * 100
    return century + int(year) - (100 if int(year) > today.year % 100 else 0)


def _month(word):
    # «май», «мая»: the shortest stem, so «март» has to be asked first; the order does that.
    for number, stem in enumerate(_MONTHS, start=1):
        if word.startswith(stem):
            return number
    raise ValueError(word)
