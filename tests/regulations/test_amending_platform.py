"""Acts of changes after the platform got another name."""

import re

import pytest
from django.db import connection

from regulations import contents, services
from regulations.amendments import changes_of
from regulations.living.amending import changes_for_drifts
from regulations.living.drift import Drift
from regulations.living.platform_names import platform_pattern
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


CASES = (
    "Занятия идут в VK Мессенджере. VK Мессенджер ставят на телефон, пользуются VK Мессенджером, "
    "а не «vk мессенджер-клоном»."
)


def frozen_as(version, **texts):
    """The version in force, with other words in its title and in clauses by key."""
    with connection.cursor() as cursor:
        for key, text in texts.items():
            cursor.execute(
                "UPDATE regulations_clause SET text = %s WHERE version_id = %s AND key = %s",
                [text, version.pk, key],
            )
        cursor.execute(
            "UPDATE regulations_documentversion SET title = %s WHERE id = %s",
            ["Положение о работе в VK Мессенджере и о чатах VK Мессенджера", version.pk],
        )
    version.refresh_from_db()


def test_every_case_of_the_name_becomes_the_new_name_and_no_ending_is_left(approved, cast):
    alone = "Вход в VK Мессенджер по номеру, VK Мессенджер бесплатен."
    frozen_as(approved, polls=CASES, chats="Чаты в VK Мессенджере и VK Мессенджер", requests=alone)
    version = services.amend_for_platform(
        organization=cast.ours, by=cast.head, former="VK Мессенджер", name="MAX"
    )
    changes = {change.number: change for change in changes_of(version)}
    approve(version, cast, reason="Приложение меняют этим приказом.")
    changed = regulation_in_force()
    assert changed.title == "Положение о работе в MAX и о чатах MAX"
    texts = {row.key: row.text for row in changed.clauses.all()}
    assert texts["polls"] == (
        "Занятия идут в MAX. MAX ставят на телефон, пользуются MAX, а не «MAX-клоном»."
    )
    # A section's title alone: its clauses stay.
    assert texts["chats"] == "Чаты в MAX и MAX"
    assert changed.clauses.filter(parent__key="chats").count() > 2
    assert texts["requests"] == "Вход в MAX по номеру, MAX бесплатен."
    by_text = {change.old: change for change in changes.values()}
    assert by_text[(CASES,)].action == "reword"
    one_form = by_text[(alone,)]
    assert (one_form.action, one_form.was) == ("words", "VK Мессенджер")


def test_the_title_and_clauses_in_step_with_the_platform_lose_no_letter(approved, cast):
    """The portal's own record says another name than the regulation: the same cure."""
    text = approved.clauses.get(key="use").text.replace("«MAX»", "VK Мессенджере, где «MAX»")
    drift = Drift("platform", "1.1", "", "VK Мессенджер", "MAX")
    frozen_as(approved, use=text)
    changes = {change.number: change for change in changes_for_drifts(approved, [drift])}
    assert "".join(changes[""].new) == "Положение о работе в MAX и о чатах MAX"
    assert "MAXе" not in str(changes["1.1"].new)
    assert "в приложении MAX, где" in " ".join(changes["1.1"].new[0].split())


@pytest.mark.parametrize(
    ("name", "text", "number"),
    [
        ("MAX", "Общение ведётся в MAX. Профиль «MAX» бесплатен.", 2),
        ("MAX", "Адреса https://max.ru/join, web.max.ru и help@max.ru не меняются.", 0),
        ("VK Мессенджер", "В VK Мессенджере пишут, VK Мессенджером пользуются.", 2),
        ("MAX", "MAXимум", 0),
        ("MAX", "В МАХ и в МAX пишут, а «Максимум» — слово.", 2),
        ("MAX", "В мессенджере Макс пишут, тренер Макс Орлов ведёт кружок.", 1),
        ("VK Мессенджер", "VK-мессенджер, ВК Мессенджером и VK Messenger.", 3),
        ("VK Мессенджер", "В мессенджере VK и в мессенджере ВК.", 2),
        ("VK Мессенджер", "Видео VK и сообщество ВК остаются.", 0),
        ("Пчела-чат", "В Пчела-чате и Пчела чат.", 2),
    ],
)
def test_a_name_is_found_in_its_cases_but_in_no_address(name, text, number):
    assert len(re.findall(platform_pattern(name), text, re.IGNORECASE)) == number
