"""Two administrators at once over one queue; on PostgreSQL."""

import pytest

from memberships import services
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from memberships.services import AlreadyDecided
from tests import factories as make
from tests.test_races import approve, at_once, fresh, hesitation, refusals  # noqa: F401

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_who_accept_the_same_queue(cast):
    """Each row is accepted by one of them; the other reads by whom, and when."""
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    rows = [make.JoinRequestFactory(organization=cast.ours) for _ in range(5)]

    def accept(by, rows):
        return services.approve_many(join_requests=[fresh(row) for row in rows], by=by)

    results = at_once(
        lambda: accept(cast.administrator, rows), lambda: accept(second, [*rows[::-1]])
    )
    sentences = {row.pk: [] for row in rows}
    for answers in results:
        for row, sentence in answers:
            sentences[row.pk].append(sentence)
    for row in rows:
        (refusal,) = filter(None, sentences[row.pk])
        decider = fresh(row).decided_by
        assert refusal.startswith(f"Уже решено: {decider.short_name}, ")
        assert refusal.endswith(" Заявка принята.")
        assert Membership.objects.filter(user=row.applicant).count() == 1
        assert row.history.filter(status="approved").count() == 1


def test_a_queue_and_one_press(cast):
    """A refusal of one row in the middle of the bulk: one of the two wins, the others go on."""
    rows = [make.JoinRequestFactory(organization=cast.ours) for _ in range(4)]
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    answers, refusal = at_once(
        lambda: services.approve_many(
            join_requests=[fresh(row) for row in rows], by=cast.administrator
        ),
        lambda: services.reject_join_request(
            join_request=fresh(rows[2]), by=second, reason="Нет в списках."
        ),
    )
    lost = isinstance(refusal, AlreadyDecided)
    assert fresh(rows[2]).status == ("approved" if lost else "rejected")
    assert [bool(sentence) for _, sentence in answers] == [False, False, not lost, False]


def test_two_who_claim_one_place_of_the_roster(cast):
    """A child without an account makes room for one of them; the family follows that one."""
    child = make.make_learner(cast.unit, user=make.PersonFactory(account=False))
    entry, parent = make.make_roster_entry(child), make.make_parent(child).user
    rows = [
        make.JoinRequestFactory(
            organization=cast.ours,
            role=Role.LEARNER,
            unit=cast.unit,
            post="",
            pile="matched",
            entry=entry,
        )
        for _ in range(2)
    ]
    results = at_once(*[lambda row=row: approve(row, cast.administrator) for row in rows])
    # One of them is too late: the place is taken, and that request is looked at once more.
    assert len(refusals(results)) == 1
    entry.refresh_from_db()
    assert entry.user in [row.applicant for row in rows]
    (link,) = FamilyLink.objects.current().filter(parent=parent)
    assert link.child == entry.user
