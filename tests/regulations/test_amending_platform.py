"""Acts of changes after the platform got another name."""

import pytest

from regulations import contents, services
from tests.regulations.test_amendments import (
    approve,
    quick_amendment,  # noqa: F401 (a fixture)
    regulation_in_force,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf", "quick_amendment")]


def test_a_renamed_platform_is_renamed_in_every_clause(approved, cast):
    version = services.amend_for_platform(
        organization=cast.ours, by=cast.head, former="MAX", name="Сферум+"
    )
    approve(version, cast)
    changed = regulation_in_force()
    assert "«Сферум+»" in changed.title
    text = " ".join(clause.text for clause, _ in contents.frozen_clauses(changed))
    assert "MAX" not in text
    assert "«Сферум+»" in text


def test_a_clause_that_follows_from_the_platform_becomes_that_of_the_new_one(approved, cast):
    for former, name, word in (
        ("MAX", "VK Мессенджер", "VK ID"),
        ("VK Мессенджер", "MAX", "номеру мобильного телефона"),
    ):
        version = services.amend_for_platform(
            organization=cast.ours, by=cast.head, former=former, name=name
        )
        # The organization's own record of its platform follows the act, not the other way round.
        approve(version, cast, reason="Приложение меняют этим приказом.")
        texts = [clause.text for clause, _ in contents.frozen_clauses(regulation_in_force())]
        (text,) = (text for text in texts if text.startswith("Учебный профиль в"))
        assert word in text.replace("\xa0", " ")
        assert name in text.replace("\xa0", " ")
