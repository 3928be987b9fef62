"""Dates of birth."""

from datetime import date, datetime

import pytest

from memberships.roster.values.dates import read_date

TODAY = date(2026, 9, 1)
MAY = date(2015, 5, 12)

DATES = [
    ("12.05.2015", MAY),
    ("12.5.2015", MAY),
    ("12.05.15", MAY),
    ("1.9.15", date(2015, 9, 1)),
    ("2.3.4", None),
    ("12/05/2015", MAY),
    ("12-05-2015", MAY),
    ("12,05,2015", MAY),
    ("12 05 2015", MAY),
    ("12. 05. 2015", MAY),
    ("12.05.2015 г.", MAY),
    ("12.05.2015г", MAY),
    ("12.05.2015 года", MAY),
    ("12.05.2015.", MAY),
    (" 12.05.2015 ", MAY),
    ("12.05.2015*", MAY),
    ("12.05.2015 0:00:00", MAY),
    ("2015-05-12", MAY),
    ("2015.05.12", MAY),
    ("2015-05-12T00:00:00", MAY),
    ("2015-05-12 00:00:00.000", MAY),
    ("12 мая 2015 г.", MAY),
    ("12 мая 2015 года", MAY),
    ("12 МАЯ 2015", MAY),
    ("«12» мая 2015 г.", MAY),
    ("12-май-2015", MAY),
    ("12.май.15", MAY),
    ("3 марта 2016", date(2016, 3, 3)),
    ("29 февр. 2012", date(2012, 2, 29)),
    ("1 сентября 2014", date(2014, 9, 1)),
    ("31 дек 2013", date(2013, 12, 31)),
    (42136, MAY),
    (42136.0, MAY),
    (42136.75, MAY),
    ("42136", MAY),
    ("42136.0", MAY),
    (datetime(2015, 5, 12, 13, 30), MAY),  # noqa: DTZ001
    (MAY, MAY),
    ("01.09.1975", date(1975, 9, 1)),
    ("01.09.75", date(1975, 9, 1)),
    ("01.09.2026", TODAY),
    # no dates, or of nobody
    ("02.09.2026", None),
    ("31.02.2015", None),
    ("12.13.2015", None),
    ("29.02.2015", None),
    ("12.05.1900", None),
    ("12.05.1930", None),
    ("12.05.2115", None),
    ("12.05.215", None),
    ("12 бухтября 2015", None),
    ("2015", None),
    (2015, None),
    (0, None),
    (-5, None),
    (10**12, None),
    (float("inf"), None),
    (float("nan"), None),
    (True, None),
    (None, None),
    ("", None),
    ("уточнить", None),
    ("11 лет", None),
]


@pytest.mark.parametrize(("value", "found"), DATES, ids=[repr(value) for value, _ in DATES])
def test_a_date_is_read(value, found):
    assert read_date(value, today=TODAY) == found


def test_there_are_enough_examples():
    assert len(DATES) >= 25
