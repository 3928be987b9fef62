"""A parents' meeting: thirty people open the same link within the same second; on PostgreSQL."""

import pytest

from invitations.models import Redemption
from invitations.services import LinkClosed
from memberships.models import JoinRequest
from memberships.services import approve_many, roster
from tests import factories as make
from tests.regulations.test_races import at_once, refusals

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
SEATS = 30


def test_thirty_parents_come_at_once(cast):
    text = "ФИО;Класс;Мать\n" + "".join(
        f"Чижов{'а' * n} Яков;5А;Чижова{'а' * n} Анна Петровна\n" for n in range(SEATS)
    )
    roster.apply_import(
        roster_import=make.make_roster_import(cast.ours, text, by=cast.administrator),
        by=cast.administrator,
    )
    _, token = make.make_invitation(cast.unit, created_by=cast.leader, max_uses=SEATS)
    # Two more than the link has places.
    mothers = [
        make.PersonFactory(surname=f"Чижова{'а' * n}", given_name="Анна", patronymic="Петровна")
        for n in range(SEATS + 2)
    ]
    results = at_once(
        *[
            lambda n=n, mother=mother: make.join_through(
                token, mother, child_surname=f"Чижов{'а' * n}", child_given_name="Яков"
            )
            for n, mother in enumerate(mothers)
        ]
    )
    assert [type(refusal) for refusal in refusals(results)] == [LinkClosed] * 2
    assert Redemption.objects.count() == SEATS
    waiting = list(JoinRequest.objects.waiting())
    assert len(waiting) == SEATS
    matched = [row for row in waiting if row.pile == "matched"]
    assert len(matched) >= SEATS - 2
    decided = approve_many(join_requests=matched, by=cast.administrator)
    assert [refusal for _, refusal in decided if refusal] == []
