"""Two administrators at once over one queue; on PostgreSQL."""

import pytest

from memberships import services
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from memberships.services import AlreadyDecided
from memberships.services.acceptance_facts import THIRD_PARENT
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


NOTHING = "Здесь нет решения, которое можно отменить."


def parents_wishes(cast, child, number):
    return [
        make.JoinRequestFactory(
            organization=cast.ours,
            applicant=make.PersonFactory(),
            role=Role.PARENT,
            unit=cast.unit,
            post="",
            child=child,
            child_surname=child.surname,
            child_given_name=child.given_name,
        )
        for _ in range(number)
    ]


def test_two_queues_with_parents_of_one_child(cast):
    """Each sees one parent and accepts the second: whoever comes later would be the third."""
    child = make.make_learner(cast.unit)
    make.make_parent(child)
    rows = parents_wishes(cast, child.user, 2)
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    results = at_once(
        lambda: services.approve_many(join_requests=[fresh(rows[0])], by=cast.administrator),
        lambda: services.approve_many(join_requests=[fresh(rows[1])], by=second),
    )
    sentences = [sentence for ((_, sentence),) in results]
    assert sorted(sentences, key=bool) == [None, THIRD_PARENT]
    assert FamilyLink.objects.current().filter(child=child.user).count() == 2
    assert sorted(fresh(row).status for row in rows) == ["approved", "pending"]


def test_two_who_take_one_bulk_back(cast):
    """Each decision is taken back once; the other reads that there is none."""
    rows = [make.JoinRequestFactory(organization=cast.ours) for _ in range(4)]
    results = services.approve_many(join_requests=rows, by=cast.administrator)
    rows = [row for row, _ in results]
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    answers = at_once(
        lambda: services.undo_many(
            join_requests=[fresh(row) for row in rows], by=cast.administrator
        ),
        lambda: services.undo_many(join_requests=[fresh(row) for row in rows[::-1]], by=second),
    )
    said = {row.pk: [] for row in rows}
    for results in answers:
        for row, sentence in results:
            said[row.pk].append(sentence)
    for row in rows:
        assert sorted(said[row.pk], key=bool) == [
            None,
            "Здесь нет решения, которое можно отменить.",
        ]
        assert fresh(row).status == "pending"
        assert row.history.filter(history_change_reason__startswith="Решение отменено").count() == 1
        assert not Membership.objects.current().filter(user=row.applicant).exists()
