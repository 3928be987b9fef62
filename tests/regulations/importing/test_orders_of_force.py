"""The order that brings a paper into force is part of the approval above it."""

import pytest

from tests.regulations.importing.test_approval_columns import BODY, read
from tests.regulations.importing.test_samples import approvals

DIRECTOR = ("approves", "Директор МБОУ «Школа № 9»", None, "3-О", "2025-01-15")
COUNCIL = ("adopts", "Педагогический совет", "1", None, "2025-01-14")
IN_FORCE = {
    "below": (
        """
УТВЕРЖДАЮ
Директор МБОУ «Школа № 9»
____________ Т.О. Ветрова
«15» января 2025 г.
Введено в действие приказом № 3-О от 15.01.2025
""",
        [DIRECTOR],
    ),
    "on two lines": (
        """
УТВЕРЖДАЮ
Директор МБОУ «Школа № 9»
____________ Т.О. Ветрова
Введено в действие
приказом от 15.01.2025 № 3-О
""",
        [DIRECTOR],
    ),
    "in columns": (
        """
ПРИНЯТО                                        УТВЕРЖДАЮ
на заседании педагогического совета            Директор МБОУ «Школа № 9»
протокол от 14.01.2025 № 1                     ____________ Т.О. Ветрова
                                               «15» января 2025 г.
                                               Введено в действие
                                               приказом № 3-О от 15.01.2025
""",
        [COUNCIL, DIRECTOR],
    ),
    "below columns": (
        """
ПРИНЯТО                                        УТВЕРЖДАЮ
на заседании педагогического совета            Директор МБОУ «Школа № 9»
протокол от 14.01.2025 № 1                     ____________ Т.О. Ветрова

Введено в действие приказом № 3-О от 15.01.2025
""",
        [COUNCIL, DIRECTOR],
    ),
    "with the same order twice": (
        """
УТВЕРЖДАЮ
Директор МБОУ «Школа № 9»
приказ от 15.01.2025 № 3-О
Утверждено и введено в действие приказом № 3-О от 15.01.2025
""",
        [DIRECTOR],
    ),
    "an order of another day stays": (
        """
УТВЕРЖДАЮ
Директор МБОУ «Школа № 9»
приказ от 15.01.2025 № 3-О
Введено в действие приказом № 7-О от 20.01.2025
""",
        [DIRECTOR, ("approves", "", None, "7-О", "2025-01-20")],
    ),
    "a council's decision stays": (
        """
УТВЕРЖДЕНО
Педагогический совет
протокол от 14.01.2025 № 1
Введено в действие приказом № 3-О от 15.01.2025
""",
        [("approves", *COUNCIL[1:]), ("approves", "", None, "3-О", "2025-01-15")],
    ),
}


@pytest.mark.parametrize("case", IN_FORCE)
def test_the_order_that_brings_into_force_is_the_approving_ones(case):
    head, expected = IN_FORCE[case]
    found = read(head + BODY)
    assert sorted(map(str, approvals(found))) == sorted(map(str, expected))
    told = "\n".join(row.text for row in found.approvals)
    assert "3-О" in told
