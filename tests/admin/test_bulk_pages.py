"""The pages that accept many, and what the queue costs while thousands wait."""

import re

import pytest
from django.urls import reverse

from memberships.admin import bulk
from memberships.models import JoinRequest
from memberships.roles import Role
from tests import factories as make
from tests.admin.test_queue import QUEUE, said, state, url
from tests.facts import today
from tests.helpers import queries_of
from tests.memberships.big_queue import a_queue

MATCHED = reverse("admin:memberships_joinrequest_approve_matched")


def waiting():
    return list(JoinRequest.objects.pending().order_by("created_at", "pk"))


def chosen(page):
    """What the button of the page sends."""
    return {"requests": re.search(r'name="requests" value="([\d,]*)"', page.content.decode())[1]}


def test_the_totals_are_folded_by_unit(cast, admin):
    units = a_queue(cast.ours, 52, "Я")
    page = admin.get(MATCHED).content.decode()
    assert "Всего: 52\xa0заявки" in page
    assert page.count("<details>") == len(units) == 2
    for unit in units:
        assert f"Родитель (законный представитель), {unit}<small>26\xa0заявок</small>" in page
    assert all(row.applicant.full_name in page for row in waiting())


def test_all_of_them_go_in_one_field(cast, admin, settings):
    """Django takes a thousand fields; a thousand requests and the form's secret are more."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10
    a_queue(cast.ours, 30, "Я")
    answer = admin.post(MATCHED, chosen(admin.get(MATCHED)))
    assert "Принято: 30\xa0заявок" in answer.content.decode()
    assert waiting() == []


def test_what_is_more_than_a_thousand_waits_for_the_next_press(cast, admin, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 4)
    a_queue(cast.ours, 6, "Я")
    rows, page = waiting(), admin.get(MATCHED)
    assert "остальные — следующим нажатием" in page.content.decode()
    answer = admin.post(MATCHED, chosen(page))
    assert "Принято: 4\xa0заявки" in answer.content.decode()
    assert waiting() == rows[4:]
    page = admin.get(MATCHED)
    assert "следующим нажатием" not in page.content.decode()
    admin.post(MATCHED, chosen(page))
    assert waiting() == []


def test_what_changed_meanwhile_is_named(cast, admin, as_):
    """Somebody decided one of them, another one is no longer on the roster."""
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    a_queue(cast.ours, 4, "Я")
    rows, page = waiting(), admin.get(MATCHED)
    as_(second).post(url("reject", rows[0]), {"reason": "Это не наши."})
    rows[1].pile = JoinRequest.Pile.SIMILAR
    rows[1].save()
    answer = admin.post(MATCHED, chosen(page)).content.decode()
    assert "Принято: 2\xa0заявки" in answer
    refused = answer.split("<h2>Приняты</h2>")[0]
    assert "Не приняты: 2" in refused
    assert re.search(rf"Уже решено: {second.short_name}, \d\d:\d\d\. Заявка отклонена\.", refused)
    assert "Больше не совпадает со списком" in refused
    assert [state(row) for row in rows] == ["rejected", "pending", "approved", "approved"]


def test_what_a_colleague_put_off_meanwhile_waits_for_its_day(cast, admin, as_):
    second = make.make_member(cast.ours, Role.ADMINISTRATOR).user
    a_queue(cast.ours, 2, "Я")
    rows, page = waiting(), admin.get(MATCHED)
    as_(second).post(url("defer", rows[0]), {"until": today(3).isoformat()})
    answer = admin.post(MATCHED, chosen(page)).content.decode()
    assert "Принято: 1\xa0заявка" in answer
    assert f"Отложена до {today(3):%d.%m.%Y}: решите её отдельно." in answer
    assert [state(row) for row in rows] == ["pending", "approved"]


@pytest.mark.parametrize("typed", ["", "abc", ",,,", "9" * 30, "1;2"])
def test_a_clumsy_choice_accepts_nobody(cast, admin, typed):
    a_queue(cast.ours, 2, "Я")
    answer = admin.post(MATCHED, {"requests": typed})
    assert answer.status_code == 200
    assert "Никто не принят" in answer.content.decode()
    assert len(waiting()) == 2


def test_what_was_accepted_together_is_taken_back_from_the_list_of_it(cast, admin):
    a_queue(cast.ours, 3, "Я")
    rows = waiting()
    answer = admin.post(MATCHED, chosen(admin.get(MATCHED))).content.decode()
    assert f'formaction="{url("undo", rows[1])}"' in answer
    back = re.search(r'name="next" value="([^"]+)"', answer)[1]
    undone = admin.post(url("undo", rows[1]), {"next": back}, follow=True)
    assert undone.redirect_chain[-1][0] == QUEUE
    assert "Решение отменено" in said(undone)
    assert waiting() == [rows[1]]


PAGES = [
    QUEUE,
    f"{QUEUE}?pile=matched",
    f"{QUEUE}?pile=none",
    f"{QUEUE}?role=parent",
    f"{QUEUE}?status=deferred",
    f"{QUEUE}?status=all",
    f"{QUEUE}?q=Иванова",
    f"{QUEUE}?p=1",
    MATCHED,
    "/admin/",
]


def test_no_page_costs_more_for_those_who_wait_behind_it(cast, admin):
    """More than two pages of the queue; `measure_bulk` opens the same with 10,000."""
    a_queue(cast.ours, 110, "Ю")
    for address in PAGES:
        admin.get(address)  # caches that live longer than a page are warm
    few = {address: queries_of(admin, address) for address in PAGES}
    a_queue(cast.ours, 150, "Я")
    assert {address: queries_of(admin, address) for address in PAGES} == few
    assert max(few.values()) < 15
