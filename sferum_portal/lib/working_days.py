"""Working days of the five-day week, by the table in ``working_days.toml``."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text())
SATURDAY = 5
DAY = timedelta(days=1)


def is_working(day):
    transfers = _transfers(day.year)
    if day in transfers["working"]:
        return True
    return day.weekday() < SATURDAY and day not in _free(day.year)


def after_working_days(day, number):
    """The last day of a term of so many working days; the term begins on the day after ``day``."""
    while number:
        day += DAY
        number -= is_working(day)
    return day


@cache
def _free(year):
    holidays = {_of(year, text) for text in TABLE["holidays"]}
    if str(year) in TABLE["transfers"]:
        return frozenset(holidays | _transfers(year)["free"])
    free = set(holidays)
    for text in TABLE["moving"]:
        day = _of(year, text)
        if day.weekday() >= SATURDAY:
            while day in free or day.weekday() >= SATURDAY:
                day += DAY
            free.add(day)
    return frozenset(free)


@cache
def _transfers(year):
    given = TABLE["transfers"].get(str(year), {"free": [], "working": []})
    return {name: frozenset(_of(year, text) for text in days) for name, days in given.items()}


def _of(year, text):
    return date.fromisoformat(f"{year}-{text}")
