"""The pages that take back what one press accepted: the administrator's and the leaders'."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from memberships import services
from memberships.models import JoinRequest
from memberships.services import undoing_many
from tests import factories as make
from tests.facts import parents_request
from tests.helpers import queries_of
from tests.memberships.big_queue import a_queue
from tests.memberships.test_undo_bulk import accepted, as_, states

QUEUE = reverse("admin:memberships_joinrequest_changelist")


def undo_page(row):
    return reverse("admin:memberships_joinrequest_undo_bulk", args=[row.pk])


@pytest.fixture
def admin(cast):
    return as_(cast.administrator)


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
