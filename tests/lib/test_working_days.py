from datetime import date

import pytest

from sferum_portal.lib.working_days import after_working_days, is_working


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-09-01", True),
        ("2026-09-05", False),  # Saturday
        ("2026-11-04", False),  # Wednesday, the Day of National Unity
        ("2026-01-08", False),
        ("2026-01-09", False),  # moved by the Government
        ("2026-01-12", True),
        ("2025-11-01", True),  # a working Saturday
        ("2025-11-03", False),
        ("2028-06-12", False),
        ("2027-06-14", False),  # 12 June is a Saturday
        ("2027-06-15", True),
        ("2028-03-08", False),
        ("2027-05-03", False),  # 1 May is a Saturday: moves to Monday by the law itself
        ("2027-05-10", False),  # 9 May is a Sunday
    ],
)
def test_a_day_is_working_or_not(day, working):
    assert is_working(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-09-01", "2026-09-15"),
        ("2026-10-27", "2026-11-11"),  # over the holiday of 4 November
        ("2025-12-26", "2026-01-21"),  # over the long holidays
        ("2025-10-24", "2025-11-10"),  # with the working Saturday
    ],
)
def test_a_term_of_ten_working_days(day, last):
    assert after_working_days(date.fromisoformat(day), 10) == date.fromisoformat(last)
