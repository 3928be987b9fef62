"""What the leaders' page lists, counts and answers to a press on many."""

import pytest
from django.utils import timezone

from memberships import services
from memberships.models import JoinRequest
from memberships.views import deciding
from tests import factories as make
from tests.facts import parents_request, today
from tests.helpers import assert_queries_do_not_grow
from tests.memberships.test_deciding import ours, page  # noqa: F401


@pytest.fixture
def leader(cast, client):
    client.force_login(cast.leader)
    return client


def matched_request(cast, **fields):
    child = make.make_learner(cast.unit).user
    usual = {"applicant": make.PersonFactory(), "child": child, "pile": "matched"}
    usual["invited_by"] = cast.leader
    return parents_request(cast, **(usual | fields))


def main(answer):
    return answer.content.decode().partition("<main")[2]


def state(row):
    return JoinRequest.objects.get(pk=row.pk).status


def test_whoever_opens_a_request_takes_it_up(cast, ours, leader):  # noqa: F811
    row = matched_request(cast)
    look = page("look", ours, row.pk)
    shown = main(leader.get(page("request", ours, row.pk)))
    assert 'data-press-when-opened="/look/"' in shown
    assert f'action="{look}"' in shown
    assert leader.get(look).status_code == 405
    assert leader.post(look).url == page("request", ours, row.pk)
    row.refresh_from_db()
    assert row.seen_by == cast.leader
    shown = main(leader.get(page("request", ours, row.pk)))
    assert "Проверяется" in shown
    assert look not in shown


def test_every_number_that_was_sent_gets_an_answer(cast, ours, leader):  # noqa: F811
    rows = [matched_request(cast) for _ in range(5)]
    fine, decided, held, changed, put_off = rows
    elsewhere = matched_request(cast, unit=cast.other_unit)
    services.reject_join_request(join_request=decided, by=cast.administrator, reason="Не наши.")
    held.held_at, held.held_reason = timezone.now(), "ссылка на карантине"
    held.save()
    changed.pile = "similar"
    changed.save()
    services.defer_join_request(join_request=put_off, by=cast.administrator, until=today(4))
    numbers = [row.pk for row in (*rows, elsewhere)]
    answer = main(leader.post(page("matched", ours), {"request": numbers}))
    assert "Принято: 1\xa0заявка" in answer
    for row in rows:
        assert row.applicant.full_name in answer
    assert f"Уже решено: {cast.administrator.short_name}" in answer
    assert "Заявка удержана: ссылка на карантине" in answer
    assert "Больше не совпадает со списком" in answer
    assert f"Отложена до {today(4):%d.%m.%Y}" in answer
    assert "Ещё 1\xa0заявка: решаете уже не вы." in answer
    assert page("request", ours, elsewhere.pk) not in answer
    assert [state(row) for row in rows] == ["approved", "rejected", *["pending"] * 3]
    assert page("undo", ours, fine.pk) in answer
    assert page("undo", ours, decided.pk) not in answer


def test_what_is_too_much_for_one_press_is_counted(cast, ours, leader, monkeypatch):  # noqa: F811
    monkeypatch.setattr(deciding, "MOST_AT_ONCE", 2)
    rows = [matched_request(cast) for _ in range(3)]
    shown = main(leader.get(page("matched", ours)))
    assert "Ещё 1\xa0заявка — следующим нажатием." in shown
    answer = leader.post(page("matched", ours), {"request": [row.pk for row in rows[:2]]})
    assert "Остальные совпавшие (1)" in main(answer)
    assert "следующим нажатием" not in main(leader.get(page("matched", ours)))


def test_what_was_decided_today_is_paged_by_itself(cast, ours, leader, monkeypatch):  # noqa: F811
    monkeypatch.setattr(deciding, "PER_PAGE", 2)
    rows = [matched_request(cast) for _ in range(5)]
    services.approve_many(join_requests=rows[:3], by=cast.leader)
    first = main(leader.get(page("request_list", ours)))
    second = main(leader.get(page("request_list", ours) + "?decided=2"))
    shown = [
        {row.pk for row in rows if page("undo", ours, row.pk) in text} for text in (first, second)
    ]
    assert [len(pks) for pks in shown] == [2, 1]
    assert shown[0] | shown[1] == {row.pk for row in rows[:3]}
    assert "?decided=2" in first
    # Those who wait stay on their own page.
    for row in rows[3:]:
        assert page("approve", ours, row.pk) in second


def test_what_is_put_off_or_held_is_listed(cast, ours, leader):  # noqa: F811
    waiting, put_off, held = (matched_request(cast) for _ in range(3))
    services.defer_join_request(join_request=put_off, by=cast.leader, until=today(4))
    held.held_at, held.held_reason = timezone.now(), "ссылка на карантине"
    held.save()
    address = page("request_list", ours)
    for chosen, row in (("", waiting), ("deferred", put_off), ("held", held), ("xyz", waiting)):
        shown = main(leader.get(address, {"state": chosen}))
        listed = {
            each.pk for each in (waiting, put_off, held) if f'id="join-request-{each.pk}"' in shown
        }
        assert listed == {row.pk}
        assert "Отложенные (1)" in shown
        assert "Удержанные (1)" in shown
    assert page("approve", ours, held.pk) not in main(leader.get(address, {"state": "held"}))


def test_lists_of_states_cost_the_same_for_any_number(cast, ours, leader):  # noqa: F811
    def add_row():
        services.defer_join_request(
            join_request=matched_request(cast), by=cast.leader, until=today(4)
        )

    assert_queries_do_not_grow(leader, page("request_list", ours) + "?state=deferred", add_row)


def test_the_chats_that_were_left_out_are_said(cast, ours, leader):  # noqa: F811
    gone = 99999
    one, other = (matched_request(cast, chats=[gone]) for _ in range(2))
    said = main(leader.post(page("approve", ours, one.pk), follow=True))
    assert "Чат пропущен: его больше нет." in said
    assert "Чат пропущен: его больше нет." in main(
        leader.post(page("matched", ours), {"request": [other.pk]})
    )
