"""The states of a request: one table of words for both sides, and the same as conditions."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from memberships import services, states
from memberships.models import JoinRequest
from memberships.roles import Role
from tests import factories as make
from tests.facts import parents_request, small_learners_request, today
from tests.helpers import assert_queries_do_not_grow


def wish(cast, **fields):
    return make.JoinRequestFactory(organization=cast.ours, **fields)


def approved(cast, **fields):
    request = wish(cast, **fields)
    services.approve_join_request(join_request=request, by=cast.administrator)
    return JoinRequest.objects.get(pk=request.pk)


def confirmed(cast):
    request = approved(cast)
    services.verify_membership(
        membership=request.membership, by=cast.administrator, basis="Приказ № 6"
    )
    return request


def gone(cast):
    request = confirmed(cast)
    services.end_membership(membership=request.membership, by=cast.administrator, reason="Уволен")
    return request


def parent(cast):
    return approved(
        cast,
        role=Role.PARENT,
        unit=cast.unit,
        post="",
        child_surname=cast.learner.surname,
        child_given_name=cast.learner.given_name,
        child=cast.learner,
    )


def looked_at(cast):
    request = wish(cast)
    services.look_at_request(join_request=request, by=cast.administrator)
    return request


def put_off(cast):
    request = wish(cast)
    services.defer_join_request(join_request=request, by=cast.administrator, until=today(7))
    return request


def come_due(cast):
    return wish(cast, deferred_until=today())


def undone(cast):
    request = approved(cast)
    services.undo_decision(join_request=request, by=cast.administrator)
    return request


def rejected(cast, silent=False):
    request = wish(cast)
    services.reject_join_request(
        join_request=request, by=cast.administrator, reason="Нет в списках.", silent=silent
    )
    return request


#: What was done with a request → the state's code, and its words.
TABLE = {
    "new": (wish, "received", "получена"),
    "of a parent whose child is unknown": (parents_request, "received", "получена"),
    "of a small learner": (
        lambda cast: small_learners_request(cast, cast.stranger),
        "unconfirmed",
        "получена, ждёт кода родителя",
    ),
    "opened": (looked_at, "checking", "проверяется"),
    "put off": (put_off, "deferred", "отложена до {in_a_week}"),
    "put off until today": (come_due, "checking", "проверяется"),
    "decided and undone": (undone, "checking", "проверяется"),
    "accepted": (approved, "approved", "принята"),
    "accepted and confirmed": (confirmed, "verified", "роль подтверждена"),
    "confirmed once, gone today": (gone, "approved", "принята"),
    "a parent's, accepted": (parent, "approved", "принята"),
    "rejected": (rejected, "rejected", "отклонена"),
    "rejected silently": (lambda cast: rejected(cast, silent=True), "rejected", "отклонена"),
    "withdrawn": (lambda cast: make.make_withdrawn(cast.ours), "withdrawn", "отозвана"),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_request_has_one_state_in_the_same_words_everywhere(cast, name):
    make_it, code, words = TABLE[name]
    request = JoinRequest.objects.get(pk=make_it(cast).pk)
    words = words.format(in_a_week=f"{today(7):%d.%m.%Y}")
    state = states.state_of(request)
    assert (state.code, state.label) == (code, words)
    rows = JoinRequest.objects.filter(pk=request.pk)
    assert [each.code for each in states.ALL if rows.filter(states.condition(each.code))] == [code]

    client = Client()
    client.force_login(cast.administrator)
    register = "admin:memberships_joinrequest"
    page = client.get(reverse(f"{register}_change", args=[request.pk])).content.decode()
    assert words in page.lower()
    queue = client.get(reverse(f"{register}_changelist"), {"status": code}).content.decode()
    assert f'id="join-request-{request.pk}"' in queue
    client.force_login(request.applicant)
    assert words in client.get(reverse("own_requests")).content.decode()
    own = client.get(reverse("memberships:own_status", args=[request.pk])).content.decode()
    by_code = (
        Client()
        .get(reverse("memberships:code_status", args=[make.make_code_for(request)]))
        .content.decode()
    )
    assert words in own
    assert words in by_code


def test_the_filter_says_the_words_of_the_states(cast):
    client = Client()
    client.force_login(cast.administrator)
    page = client.get(reverse("admin:memberships_joinrequest_changelist")).content.decode()
    for state in states.ALL:
        assert f">{state.label.capitalize()}</option>" in page


def test_who_looked_first_is_kept_and_a_decided_request_stays_as_it_is(cast):
    request = looked_at(cast)
    request.refresh_from_db()
    first = (request.seen_by, request.seen_at)
    assert first[0] == cast.administrator
    services.look_at_request(join_request=request, by=cast.operator)
    request.refresh_from_db()
    assert (request.seen_by, request.seen_at) == first
    decided = rejected(cast)
    services.look_at_request(join_request=decided, by=cast.administrator)
    decided.refresh_from_db()
    assert decided.seen_at is None


def test_opening_the_page_is_a_press_of_its_own(cast):
    """A GET changes nothing (tests/test_access.py); the page's script presses the button."""
    request = wish(cast)
    client = Client()
    client.force_login(cast.administrator)
    address = reverse("admin:memberships_joinrequest_change", args=[request.pk])
    look = reverse("admin:memberships_joinrequest_look", args=[request.pk])
    page = client.get(address).content.decode()
    assert 'data-press-when-opened="/look/"' in page
    assert f'action="{look}"' in page
    assert client.post(look)["Location"] == address
    page = client.get(address).content.decode()
    assert look not in page
    assert "data-press-when-opened" not in page
    # The head sees the queue and decides nothing: it is nobody's look.
    other = wish(cast)
    client.force_login(cast.head)
    address = reverse("admin:memberships_joinrequest_change", args=[other.pk])
    page = client.get(address).content.decode()
    assert "data-press-when-opened" not in page
    assert "/look/" not in page


def test_the_own_list_costs_the_same_for_any_number_in_any_state(cast, client):
    client.force_login(cast.stranger)

    def add_rows():
        for each in (wish, looked_at, rejected, confirmed):
            request = each(cast)
            request.refresh_from_db()
            request.applicant = cast.stranger
            request.post = str(timezone.now())
            if request.is_pending:
                request.unit = make.make_unit(cast.ours, str(request.pk))
            request.save()

    assert_queries_do_not_grow(client, reverse("own_requests"), add_rows)


def test_an_unconfirmed_request_is_in_no_queue(cast):
    request = small_learners_request(cast, cast.stranger)
    assert request not in JoinRequest.objects.waiting()
    assert request in JoinRequest.objects.unconfirmed()
    request.parent_confirmed_at = timezone.now() - dt.timedelta(minutes=1)
    request.save()
    assert request in JoinRequest.objects.waiting()
