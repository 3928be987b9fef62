"""What one press accepted is taken back by one press: within a day, each row by itself."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.services import undoing_many
from tests import factories as make
from tests.facts import parents_request
from tests.helpers import queries_of
from tests.memberships.big_queue import a_queue

QUEUE = reverse("admin:memberships_joinrequest_changelist")


def accepted(cast, number=3, letter="Я", by=None):
    a_queue(cast.ours, number, letter)
    rows = list(JoinRequest.objects.pending().order_by("pk"))
    results = services.approve_many(join_requests=rows, by=by or cast.administrator)
    assert [sentence for _, sentence in results] == [None] * number
    return [row for row, _ in results]


def undo_page(row):
    return reverse("admin:memberships_joinrequest_undo_bulk", args=[row.pk])


def states(rows):
    return [JoinRequest.objects.get(pk=row.pk).status for row in rows]


def as_(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def admin(cast):
    return as_(cast.administrator)


# --- The service ----------------------------------------------------------------------------------


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


# --- The pages ------------------------------------------------------------------------------------


def test_the_administrator_takes_a_bulk_back_in_two_presses(cast, admin):
    rows, other = accepted(cast, 3), accepted(cast, 2, "Ю")
    queue = admin.get(QUEUE).text
    assert undo_page(rows[0]) in queue
    assert undo_page(other[0]) in queue
    asked = admin.get(undo_page(rows[1])).text
    assert "Отменить 3\xa0решения?" in asked
    assert all(row.applicant.full_name in asked for row in rows)
    assert str(rows[0].unit) in asked
    assert str(other[0].unit) not in asked
    assert states(rows) == ["approved"] * 3
    done = admin.post(undo_page(rows[1])).text
    assert "Отменено: 3\xa0решения" in done
    assert states(rows) == ["pending"] * 3
    assert states(other) == ["approved"] * 2
    again = admin.post(undo_page(rows[1]), follow=True)
    assert "Отменять нечего" in again.text
    assert undo_page(rows[0]) not in again.text


def test_the_page_of_what_was_accepted_offers_to_take_all_back(cast, admin):
    a_queue(cast.ours, 3, "Я")
    rows = list(JoinRequest.objects.pending().order_by("created_at", "pk"))
    address = reverse("admin:memberships_joinrequest_approve_matched")
    answer = admin.post(address, {"requests": ",".join(str(row.pk) for row in rows)}).text
    assert "Отменить все (3)" in answer
    assert undo_page(rows[0]) in answer
    row = reverse("admin:memberships_joinrequest_change", args=[rows[2].pk])
    assert undo_page(rows[2]) in admin.get(row).text


def test_the_result_names_who_stayed_and_why(cast, admin, monkeypatch):
    rows = accepted(cast, 2)
    real = undoing_many.take_back

    def refuse_the_first(row, by, **more):
        if row.pk == rows[0].pk:
            raise undoing_many.DomainError("Решение не отменить: поручено важное.")
        return real(row, by, **more)

    monkeypatch.setattr(undoing_many, "take_back", refuse_the_first)
    done = admin.post(undo_page(rows[0])).text
    assert "Отменено: 1\xa0решение" in done
    stayed = done.partition("Остались принятыми: 1")[2].partition("</section>")[0]
    assert rows[0].applicant.full_name in stayed
    assert "поручено важное" in stayed
    assert rows[1].applicant.full_name not in stayed


def test_after_a_day_nothing_is_offered(cast, admin):
    rows = accepted(cast, 2)
    for row in rows:
        row.decided_at = timezone.now() - dt.timedelta(hours=25)
        row.save()
    assert undo_page(rows[0]) not in admin.get(QUEUE).text
    assert "Отменять нечего" in admin.get(undo_page(rows[0]), follow=True).text
    admin.post(undo_page(rows[0]))
    assert states(rows) == ["approved"] * 2


def test_who_only_looks_at_the_queue_takes_nothing_back(cast):
    rows = accepted(cast, 2)
    head = as_(cast.head)
    for answer in (head.get(undo_page(rows[0])), head.post(undo_page(rows[0]))):
        assert answer.status_code == 403
    assert as_(cast.outsider).get(undo_page(rows[0])).status_code in (302, 404)
    assert states(rows) == ["approved"] * 2


def test_the_queue_costs_the_same_with_any_number_of_bulks(cast, admin):
    accepted(cast, 2)
    admin.get(QUEUE)
    few = queries_of(admin, QUEUE)
    for letter in "ЮЭЩ":
        accepted(cast, 2, letter)
    assert queries_of(admin, QUEUE) == few


def test_a_leader_takes_back_what_the_own_press_accepted(cast):
    cast.ours.leaders_decide = True
    cast.ours.save()
    requests = [
        parents_request(
            cast,
            applicant=make.PersonFactory(),
            child=make.make_learner(cast.unit).user,
            invited_by=cast.leader,
            pile="matched",
        )
        for _ in range(3)
    ]
    leader = as_(cast.leader)
    matched = reverse("memberships:matched", args=[cast.ours.slug])
    done = leader.post(matched, {"request": [row.pk for row in requests]}).text
    page = reverse("memberships:undo_bulk", args=[cast.ours.slug, requests[0].pk])
    assert "Отменить все (3)" in done
    assert page in done
    listed = leader.get(reverse("memberships:request_list", args=[cast.ours.slug])).text
    assert page in listed
    assert "одним нажатием приняты 3\xa0заявки" in listed
    assert "Отменить 3\xa0решения?" in leader.get(page).text
    assert "Отменено: 3\xa0решения" in leader.post(page).text
    assert states(requests) == ["pending"] * 3
    assert "Отменять нечего" in leader.post(page, follow=True).text


def test_a_leader_takes_back_only_the_own_units_part_of_another_ones_press(cast):
    cast.ours.leaders_decide = True
    cast.ours.save()
    requests = [
        parents_request(
            cast,
            applicant=make.PersonFactory(),
            unit=unit,
            child=make.make_learner(unit).user,
        )
        for unit in (cast.unit, cast.other_unit)
    ]
    services.approve_many(join_requests=requests, by=cast.administrator)
    page = reverse("memberships:undo_bulk", args=[cast.ours.slug, requests[0].pk])
    assert "Отменить 1\xa0решение?" in as_(cast.leader).get(page).text
    as_(cast.leader).post(page)
    assert states(requests) == ["pending", "approved"]


def test_the_bulks_result_names_the_chats_that_were_left_out(cast, admin):
    a_queue(cast.ours, 2, "Я")
    rows = list(JoinRequest.objects.pending().order_by("created_at", "pk"))
    rows[0].chats = [99999]
    rows[0].save()
    address = reverse("admin:memberships_joinrequest_approve_matched")
    answer = admin.post(address, {"requests": ",".join(str(row.pk) for row in rows)}).text
    named = answer.partition(rows[0].applicant.full_name)[2].partition("</li>")[0]
    assert "Чат пропущен: его больше нет." in named
    assert answer.count("Чат пропущен") == 1
