"""Facts of an organization are printed: only what a line of print can hold is taken."""

import pytest

from organizations.services import change_facts, set_platform
from sferum_portal.lib.errors import DomainError
from tests import factories as make


@pytest.mark.parametrize("text", ["г. Зар\x07ечный", "две\nстроки", "город 🎉", "\x00"])
def test_what_cannot_be_printed_is_refused(cast, text):
    with pytest.raises(DomainError):
        change_facts(organization=cast.ours, by=cast.administrator, settlement=text)
    with pytest.raises(DomainError):
        set_platform(
            organization=cast.ours, by=cast.administrator, name=text, starts_on=make.days_ago(1)
        )
    cast.ours.refresh_from_db()
    assert cast.ours.settlement == "г. Заречный"
