"""What one press accepted is taken back by one press: within a day, each row by itself."""

import datetime as dt

from django.core import mail
from django.test import Client
from django.utils import timezone

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.services import undoing_many
from tests import factories as make
from tests.facts import parents_request
from tests.memberships.big_queue import a_queue


def accepted(cast, number=3, letter="Я", by=None):
    a_queue(cast.ours, number, letter)
    rows = list(JoinRequest.objects.pending().order_by("pk"))
    results = services.approve_many(join_requests=rows, by=by or cast.administrator)
    assert [sentence for _, sentence in results] == [None] * number
    return [row for row, _ in results]


def states(rows):
    return [JoinRequest.objects.get(pk=row.pk).status for row in rows]


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def test_what_is_accepted_together_has_its_bulk_and_what_is_accepted_alone_has_none(cast):
    first, second = accepted(cast, 2), accepted(cast, 2, "Ю")
    alone = make.JoinRequestFactory(organization=cast.ours)
    alone = services.approve_join_request(join_request=alone, by=cast.administrator)
    assert len({row.bulk for row in first}) == len({row.bulk for row in second}) == 1
    assert first[0].bulk != second[0].bulk
    assert alone.bulk is None
    stored = JoinRequest.objects.get(pk=first[0].pk)
    assert stored.bulk == first[0].bulk
    services.undo_decision(join_request=stored, by=cast.administrator)
    stored.refresh_from_db()
    assert (stored.status, stored.bulk) == ("pending", None)


def test_everything_goes_that_the_press_has_made(cast):
    rows = accepted(cast, 4)
    people = [row.applicant_id for row in rows]
    roles = Membership.objects.current().filter(user__in=people)
    links = FamilyLink.objects.current().filter(parent__in=people)
    assert (roles.count(), links.count()) == (4, 4)
    piles = {row.pk: row.pile for row in rows}
    results = services.undo_many(join_requests=rows, by=cast.administrator)
    assert [sentence for _, sentence in results] == [None] * 4
    assert states(rows) == ["pending"] * 4
    assert (roles.count(), links.count()) == (0, 0)
    for row in JoinRequest.objects.pending():
        assert row.pile == piles[row.pk]
        told = row.history.first()
        assert told.history_user == cast.administrator
        assert told.history_change_reason == "Решение отменено: была принята"


def test_those_who_wait_again_are_compared_with_the_roster_as_it_is_now(
    cast, django_capture_on_commit_callbacks
):
    rows = accepted(cast, 2)
    gone = rows[0].entry
    gone.missing_since = timezone.localdate()
    gone.save()
    with django_capture_on_commit_callbacks(execute=True):
        services.undo_many(join_requests=rows, by=cast.administrator)
    first, second = JoinRequest.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    assert first.pile != "matched"
    assert second.pile == "matched"


def test_each_is_told_once(cast, django_capture_on_commit_callbacks):
    rows = accepted(cast, 2)
    for row in rows:
        row.applicant.email = f"one-{row.pk}@people.example"
        row.applicant.save()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.undo_many(join_requests=rows, by=cast.administrator)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        row.applicant.email for row in rows
    )
    assert all("отменено" in letter.subject for letter in mail.outbox)


def test_one_refused_row_blocks_no_other_and_says_why(cast):
    rows = accepted(cast, 3)
    late = rows[1]
    late.decided_at = timezone.now() - dt.timedelta(hours=25)
    late.save()
    (_, first), (_, second), (_, third) = services.undo_many(
        join_requests=rows, by=cast.administrator
    )
    assert (first, third) == (None, None)
    assert "в течение суток" in second
    assert states(rows) == ["pending", "approved", "pending"]


def test_the_right_is_asked_for_each(cast):
    """The leader decides the own unit's; a stranger, and the applicant, nothing."""
    cast.ours.leaders_decide = True
    cast.ours.save()
    requests = []
    for unit in (cast.unit, cast.other_unit):
        child = make.make_learner(unit).user
        requests.append(
            parents_request(cast, applicant=make.PersonFactory(), unit=unit, child=child)
        )
    results = services.approve_many(join_requests=requests, by=cast.administrator)
    rows = [row for row, _ in results]
    (_, own), (_, foreign) = services.undo_many(join_requests=rows, by=cast.leader)
    assert own is None
    assert foreign == "У вас нет права решать эту заявку."
    assert states(rows) == ["pending", "approved"]
    for person in (cast.outsider, cast.teacher, rows[1].applicant):
        ((_, refusal),) = services.undo_many(join_requests=rows[1:], by=person)
        assert refusal == "У вас нет права решать эту заявку."


def test_what_rests_on_another_row_is_tried_once_more(cast, monkeypatch):
    rows, tries = accepted(cast, 2), []
    real = undoing_many.take_back

    def rests_on_the_first(row, by, **more):
        tries.append(row.pk)
        if row.pk == rows[1].pk and states(rows[:1]) == ["approved"]:
            raise undoing_many.DomainError("Сначала другая.")
        return real(row, by, **more)

    monkeypatch.setattr(undoing_many, "take_back", rests_on_the_first)
    results = services.undo_many(join_requests=rows, by=cast.administrator)
    assert [sentence for _, sentence in results] == [None, None]
    assert tries == [rows[1].pk, rows[0].pk, rows[1].pk]


def test_a_parent_of_two_children_leaves_whole(cast):
    parent = make.PersonFactory()
    requests = [
        parents_request(
            cast,
            applicant=parent,
            child=make.make_learner(cast.unit).user,
            child_given_name=name,
        )
        for name in ("Пётр", "Яков")
    ]
    results = services.approve_many(join_requests=requests, by=cast.administrator)
    rows = [row for row, _ in results]
    assert Membership.objects.current().filter(user=parent).count() == 1
    services.undo_many(join_requests=rows, by=cast.administrator)
    assert states(rows) == ["pending"] * 2
    assert not Membership.objects.current().filter(user=parent).exists()
    assert not FamilyLink.objects.current().filter(parent=parent).exists()


def test_more_than_a_page_waits_for_go_on_beside_it(
    cast, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(undoing_many, "AT_ONCE", 2)
    rows = accepted(cast, 5)
    with django_capture_on_commit_callbacks(execute=False) as callbacks:
        results, later = services.undo_bulk(join_requests=rows, by=cast.administrator)
    assert ([row.pk for row, _ in results], later) == ([row.pk for row in rows[3:]], 3)
    assert states(rows) == ["approved"] * 3 + ["pending"] * 2
    for callback in callbacks:
        callback()
    assert states(rows) == ["pending"] * 5
