"""What was decided long ago is entered with its real date; a slip of the pen is not taken."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from regulations.services.common import numbered_act
from sferum_portal.lib.errors import DomainError


@pytest.mark.parametrize("day", [date(1990, 1, 1), date(1998, 9, 1), date(2019, 8, 30)])
def test_an_old_date_is_taken(day):
    assert numbered_act("приказа", "№ 12", day) == ("12", day)


@pytest.mark.parametrize("day", [date(206, 8, 30), date(1926, 8, 30), date(1989, 12, 31)])
def test_a_year_that_cannot_be_is_refused(day):
    with pytest.raises(DomainError, match="Проверьте год приказа: он раньше 1990-го"):
        numbered_act("приказа", "12", day)


def test_what_is_still_to_come_is_refused():
    with pytest.raises(DomainError, match="ещё не наступила"):
        numbered_act("приказа", "12", timezone.localdate() + timedelta(days=1))
