"""Whoever leads a unit decides its families' requests, where the organization says so."""

import pytest
from django.urls import reverse
from django.utils import timezone

from memberships import services
from memberships.models import JoinRequest
from memberships.queries import requests_to_decide
from memberships.roles import Role
from memberships.standing import Standing
from organizations.services import set_joining_rules
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import membership_of, name_substitute, parents_request, today
from tests.helpers import assert_queries_do_not_grow


@pytest.fixture
def ours(cast):
    """Our organization, in which leaders decide."""
    set_joining_rules(
        organization=cast.ours,
        by=cast.head,
        leaders_decide=True,
        decision_days=3,
        longest_link_days=60,
        takes_applications=True,
    )
    cast.ours.refresh_from_db()
    return cast.ours


def page(name, ours, *args):
    return reverse(f"memberships:{name}", args=[ours.slug, *args])


def asked(cast, kind, unit=None, **fields):
    """A waiting request of one of four kinds."""
    if kind == "parent":
        return parents_request(cast, unit=unit or cast.unit, child=cast.learner, **fields)
    if kind == "learner":
        return make.JoinRequestFactory(
            organization=cast.ours, role=Role.LEARNER, unit=unit or cast.unit, post="", **fields
        )
    return make.JoinRequestFactory(organization=cast.ours, **fields)


#: (kind of request, unit) → who decides it besides the administrator and the operator.
DECIDE = {
    ("parent", "unit"): {"leader"},
    ("learner", "unit"): {"leader"},
    ("staff", None): set(),
    ("parent", "other_unit"): set(),
    ("learner", "other_unit"): set(),
}


@pytest.mark.parametrize(("kind", "unit"), DECIDE)
def test_who_decides_what(cast, ours, kind, unit):
    join_request = asked(cast, kind, unit and getattr(cast, unit))
    join_request.organization = ours
    expected = DECIDE[kind, unit] | {"administrator", "operator"}
    people = {name: getattr(cast, name) for name in [*PEOPLE, "operator"]}
    right = "memberships.decide_joinrequest"
    assert {n for n, user in people.items() if user.has_perm(right, join_request)} == expected
    # The list is the same rule as a join.
    listed = {
        name
        for name, user in people.items()
        if name != "operator" and requests_to_decide(Standing(user, ours)).exists()
    }
    assert listed == expected - {"operator"}


def test_nobody_else_decides_where_the_organization_has_not_said_so(cast, client):
    join_request = asked(cast, "parent")
    assert not cast.leader.has_perm("memberships.decide_joinrequest", join_request)
    client.force_login(cast.leader)
    answer = client.get(page("request_list", cast.ours))
    assert answer.status_code == 403
    assert "администратор" in answer.content.decode()


def test_a_leader_who_is_a_parent_there_does_not_decide_the_own_request(cast, ours, client):
    own = asked(cast, "parent", applicant=cast.leader)
    client.force_login(cast.leader)
    assert own.applicant.full_name not in _main(client.get(page("request_list", ours)))
    assert client.post(page("approve", ours, own.pk)).status_code == 403


def _main(answer):
    return answer.content.decode().partition("<main")[2]


def test_the_page_shows_the_own_families_and_one_press_accepts(cast, ours, client):
    mine, other = asked(cast, "parent"), asked(cast, "parent", cast.other_unit)
    staff = asked(cast, "staff")
    client.force_login(cast.leader)
    shown = client.get(page("request_list", ours)).content.decode()
    assert page("approve", ours, mine.pk) in shown
    for foreign in (other, staff):
        assert page("approve", ours, foreign.pk) not in shown
        assert client.get(page("request", ours, foreign.pk)).status_code == 403
        assert client.post(page("approve", ours, foreign.pk)).status_code == 403
    answer = client.post(page("approve", ours, mine.pk), follow=True)
    assert f"Заявка принята: {mine.applicant.full_name}" in answer.content.decode()
    mine.refresh_from_db()
    assert (mine.status, mine.decided_by) == ("approved", cast.leader)
    # One press takes it back.
    assert page("undo", ours, mine.pk) in answer.content.decode()
    answer = client.post(page("undo", ours, mine.pk), follow=True)
    assert "заявка снова ждёт" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.is_pending


def test_contacts_stay_with_the_administrator(cast, ours, client):
    join_request = asked(cast, "parent")
    client.force_login(cast.leader)
    for address in (page("request_list", ours), page("request", ours, join_request.pk)):
        assert join_request.applicant.email not in client.get(address).content.decode()


def test_a_child_is_chosen_by_the_press_that_accepts(cast, ours, client):
    join_request = parents_request(cast, child_given_name="Неизвестный")
    client.force_login(cast.leader)
    shown = client.get(page("request_list", ours)).content.decode()
    assert page("approve", ours, join_request.pk) not in shown
    whole = client.get(page("request", ours, join_request.pk)).content.decode()
    assert f'name="child" value="{cast.learner.pk}"' in whole
    child = page("child", ours, join_request.pk)
    foreign = make.make_learner(cast.other_unit).user
    assert client.post(child, {"child": foreign.pk}).status_code == 422
    assert client.post(child, {"child": cast.learner.pk}).status_code == 302
    join_request.refresh_from_db()
    assert (join_request.status, join_request.child) == ("approved", cast.learner)


def test_other_answers(cast, ours, client):
    client.force_login(cast.leader)
    refused, put_off = asked(cast, "parent"), asked(cast, "learner")
    reject, defer = page("reject", ours, refused.pk), page("defer", ours, put_off.pk)
    empty = client.post(reject, {"reason": " "})
    assert empty.status_code == 422
    assert "Выберите причину или напишите свою." in empty.content.decode()
    assert client.post(reject, {"reason": "Не из нашего списка."}).status_code == 302
    assert client.post(defer, {"until": "вчера"}).status_code == 422
    assert client.post(defer, {"until": today(5).isoformat()}).status_code == 302
    refused.refresh_from_db()
    put_off.refresh_from_db()
    assert (refused.status, refused.reason) == ("rejected", "Не из нашего списка.")
    assert put_off.deferred_until == today(5)
    shown = client.get(page("request_list", ours)).content.decode()
    assert "Отложенные (1)" in shown
    # Somebody else was faster.
    again = client.post(reject, {"reason": "Ещё раз"}, follow=True).content.decode()
    assert cast.leader.short_name in again


def test_a_restriction_is_the_administrators_business(cast, ours, client):
    """The leader learns that there is one, not on what it rests; no press accepts."""
    make.restricted(cast.parent, cast.learner, basis="решение суда № 2-415/2026")
    invited = {"pile": "matched", "invited_by": cast.leader}
    join_request = asked(cast, "parent", applicant=cast.parent, **invited)
    client.force_login(cast.leader)
    for address in (page("request_list", ours), page("request", ours, join_request.pk)):
        shown = client.get(address).content.decode()
        assert "Есть ограничение, см. администратора" in shown
        assert "2-415" not in shown
        assert page("approve", ours, join_request.pk) not in shown
    assert join_request.applicant.full_name not in _main(client.get(page("matched", ours)))
    client.post(page("matched", ours), {"request": [join_request.pk]})
    answer = client.post(page("approve", ours, join_request.pk), follow=True)
    assert "2-415" not in answer.content.decode()
    join_request.refresh_from_db()
    assert join_request.is_pending


def test_what_came_through_a_stopped_link_waits_for_that(cast, ours, client):
    held = asked(cast, "parent", held_at=timezone.now(), held_reason="ссылка на карантине")
    client.force_login(cast.leader)
    assert held.applicant.full_name not in _main(client.get(page("request_list", ours)))
    shown = client.get(page("request", ours, held.pk)).content.decode()
    assert "Удержана" in shown
    assert page("approve", ours, held.pk) not in shown
    client.post(page("approve", ours, held.pk))
    held.refresh_from_db()
    assert held.is_pending


def test_all_who_are_in_the_list_at_once(cast, ours, client):
    for surname in ("Белова", "Серова", "Носова"):
        child = make.make_learner(cast.unit)
        child.user.surname, child.user.given_name = surname, "Пётр"
        child.user.save()
        join_request = asked(cast, "parent", child_surname=surname, invited_by=cast.leader)
        join_request.pile, join_request.child = "matched", child.user
        join_request.save()
    elsewhere = asked(cast, "parent", cast.other_unit, pile="matched", invited_by=cast.leader)
    alone = asked(cast, "parent", pile="matched")
    client.force_login(cast.leader)
    assert "Принять всех совпавших (3)" in client.get(page("request_list", ours)).content.decode()
    ids = list(JoinRequest.objects.pending().values_list("pk", flat=True))
    done = client.post(page("matched", ours), {"request": ids}).content.decode()
    assert "Принято: 3\xa0заявки" in done
    for left in (elsewhere, alone):
        left.refresh_from_db()
        assert left.is_pending


def test_the_leader_is_told_that_nobody_sent_a_link(cast, ours, client):
    alone, invited = asked(cast, "parent"), asked(cast, "parent", invited_by=cast.leader)
    client.force_login(cast.leader)
    shown = client.get(page("request_list", ours)).content.decode()
    assert shown.count("Без ссылки, по собственной заявке") == 1
    for join_request, warned in ((alone, True), (invited, False)):
        shown = client.get(page("request", ours, join_request.pk)).content.decode()
        assert ("Без ссылки, по собственной заявке" in shown) is warned


def test_the_list_costs_the_same_for_any_number(cast, ours, client):
    client.force_login(cast.leader)
    assert_queries_do_not_grow(
        client,
        page("request_list", ours),
        lambda: asked(cast, "parent", applicant=make.PersonFactory()),
    )


def test_a_substitute_finds_everything_here_too(cast, client):
    name_substitute(cast, cast.administrator)
    asked(cast, "staff")
    client.force_login(cast.deputy)
    assert client.get(page("request_list", cast.ours)).status_code == 200


def test_the_start_page_and_the_tabs_lead_a_leader_there(cast, ours, client):
    asked(cast, "parent")
    asked(cast, "staff")
    for person, leads_there in (("leader", True), ("teacher", False), ("unverified_leader", False)):
        client.force_login(getattr(cast, person))
        home = client.get(reverse("organization_home", args=[ours.slug])).content.decode()
        assert (page("request_list", ours) in home) == leads_there
        assert ("<b>1</b>" in home) == leads_there


def test_a_leadership_that_ends_takes_the_right_along(cast, ours):
    join_request = asked(cast, "parent")
    join_request.organization = ours
    assert cast.leader.has_perm("memberships.decide_joinrequest", join_request)
    leadership = membership_of(cast.leader).leaderships.get()
    services.end_leadership(leadership=leadership, by=cast.administrator, reason="Приказ № 3")
    assert not cast.leader.has_perm("memberships.decide_joinrequest", join_request)
