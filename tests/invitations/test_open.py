"""What a link shows: whom it invites into what, or why it no longer does."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from invitations.access import MOST_GUESSES
from invitations.models import Redemption
from memberships.roles import Role
from tests import factories as make

PATHS = ("", "register/", "join/")


def opened(client, token, path="", **more):
    return client.get(f"/i/{token}/{path}", **more)


@pytest.fixture
def link(cast):
    return make.make_invitation(cast.unit, max_uses=1)


def use_up(invitation):
    request = make.JoinRequestFactory(organization=invitation.organization)
    Redemption.objects.create(
        organization=invitation.organization,
        invitation=invitation,
        user=request.applicant,
        join_request=request,
    )


def expire(invitation):
    invitation.expires_at = dt.datetime(2026, 1, 31, 12, tzinfo=dt.UTC)
    invitation.save()


def revoke(invitation):
    invitation.revoked_at, invitation.revoked_by = timezone.now(), invitation.created_by
    invitation.save()


def quarantine(invitation):
    invitation.quarantined_at, invitation.quarantined_by = timezone.now(), invitation.created_by
    invitation.save()


CLOSED = {
    "expired": (expire, "Срок этой ссылки истёк 31.01.2026."),
    "used up": (use_up, "Этой ссылкой уже воспользовались столько раз, сколько можно."),
    "annulled": (revoke, "Эта ссылка аннулирована."),
    "in quarantine": (quarantine, "Эта ссылка остановлена на время проверки."),
}


def test_an_open_link_says_who_invites_whom_into_what(cast, client, link):
    page = opened(client, link[1]).content.decode()
    for text in (cast.ours.short_name, "Родитель", "5А", "Фамилия ребёнка"):
        assert text in page
    for person in (cast.administrator, cast.learner, cast.leader):
        assert person.email not in page
        assert person.full_name not in page


@pytest.mark.parametrize("person", [None, "stranger", "parent"])
@pytest.mark.parametrize("state", CLOSED)
def test_a_closed_link_says_why_and_whom_to_ask(cast, client, link, state, person):
    close, sentence = CLOSED[state]
    close(link[0])
    if person:
        client.force_login(getattr(cast, person))
    form = {"surname": "Иванова", "given_name": "Анна"}
    answers = [opened(client, link[1])]
    answers.append(client.post(f"/i/{link[1]}/{'join' if person else 'register'}/", form))
    for response in answers:
        page = response.content.decode()
        assert response.status_code == 410
        assert sentence in page
        assert "Попросите новую" in page
        assert cast.ours.short_name not in page
        assert "<form" not in page


@pytest.mark.parametrize(
    "token", ["x", "x" * 43, "x" * 101, "x" * 5000, "%00", "ключ", "🎉", "..", "%2e%2e", "a b"]
)
def test_an_unknown_secret_is_answered_as_a_closed_link(cast, client, token):
    """The same status and page: only the words differ, and they name nobody."""
    answers = [opened(client, token), client.post(f"/i/{token}/register/")]
    client.force_login(cast.stranger)
    answers += [opened(client, token), client.post(f"/i/{token}/join/")]
    for answer in answers:
        assert answer.status_code == 410
        assert "Такой ссылки нет" in answer.content.decode()
        assert "<form" not in answer.content.decode()


@pytest.mark.parametrize("state", CLOSED)
@pytest.mark.parametrize("person", [None, "stranger"])
def test_nothing_but_the_words_tells_an_unknown_link_from_a_closed_one(
    cast, client, link, state, person
):
    CLOSED[state][0](link[0])
    if person:
        client.force_login(getattr(cast, person))
    path = "join/" if person else "register/"
    for ask in (opened, lambda client, token: client.post(f"/i/{token}/{path}")):
        ask(client, "x" * 43)  # what a process does only once is done
        answers, costs = [], []
        for token in (link[1], "y" * 43):
            with CaptureQueriesContext(connection) as captured:
                answers.append(ask(client, token))
            costs.append([re.sub(r"'[^']*'", "", q["sql"]) for q in captured.captured_queries])
        known, unknown = answers
        assert known.status_code == unknown.status_code == 410
        assert known.headers.keys() == unknown.headers.keys()
        assert costs[0] == costs[1]
        assert without_the_sentence(known) == without_the_sentence(unknown)


def without_the_sentence(answer):
    return re.sub(r"<p>[^<]*</p>", "", answer.content.decode(), count=1)


def test_a_secret_is_exact(cast, client, link):
    for other in (link[1].swapcase(), link[1][:-1], f"{link[1]}x", link[0].token_digest):
        assert "Такой ссылки нет" in opened(client, other).content.decode()


def test_the_secret_reaches_no_other_site_and_no_cache(cast, client, link):
    for person in (None, cast.stranger):
        if person:
            client.force_login(person)
        response = opened(client, link[1])
        assert response["Referrer-Policy"] == "same-origin"
        assert "no-store" in response["Cache-Control"]
        page = response.content.decode()
        assert "https://" not in page.replace("https://testserver", "")


def test_a_closed_link_is_not_cached_either(cast, client, link):
    revoke(link[0])
    assert "no-store" in opened(client, link[1])["Cache-Control"]


def counts():
    return {model: model._default_manager.count() for model in apps.get_models()}


def test_looking_changes_nothing(cast, client, link):
    """Messengers open links on their own, to show a preview."""
    before = counts()
    for _ in range(3):
        assert opened(client, link[1]).status_code == 200
        client.head(f"/i/{link[1]}/")
        client.options(f"/i/{link[1]}/")
        for path in PATHS[1:]:
            assert client.get(f"/i/{link[1]}/{path}").status_code in (302, 405)
    assert counts() == before
    client.force_login(cast.stranger)
    before = counts()
    for path in PATHS[1:]:
        assert client.get(f"/i/{link[1]}/{path}").status_code == 405
    assert opened(client, link[1]).status_code == 200
    assert counts() == before


def test_who_has_an_account_comes_back_after_signing_in(cast, client, link):
    page = opened(client, link[1]).content.decode()
    assert f"{reverse('accounts:sign_in')}?next=/i/{link[1]}/" in page
    credentials = {"username": cast.stranger.email, "password": make.PASSWORD}
    response = client.post(f"{reverse('accounts:sign_in')}?next=/i/{link[1]}/", credentials)
    assert response["Location"] == f"/i/{link[1]}/"
    assert "Попросить о вступлении" in opened(client, link[1]).content.decode()


@pytest.mark.parametrize(
    ("role", "asked", "not_asked"),
    [
        (Role.PARENT, ["child_surname", "child_given_name"], ["post"]),
        (Role.LEARNER, [], ["post", "child_surname"]),
        (Role.TEACHER, ["post"], ["child_surname", "child_given_name"]),
        (Role.HEAD, ["post"], ["child_surname"]),
    ],
)
def test_each_role_is_asked_for_what_it_needs(cast, client, role, asked, not_asked):
    unit = cast.unit if role in (Role.PARENT, Role.LEARNER) else make.staff_unit(cast.ours)
    _, token = make.make_invitation(unit, role)
    for person in (None, cast.stranger):
        if person:
            client.force_login(person)
        page = opened(client, token).content.decode()
        for name in asked:
            assert f'name="{name}"' in page
        for name in not_asked:
            assert f'name="{name}"' not in page
        assert ('name="password"' in page) is (person is None)


def test_whoever_guesses_links_is_stopped_and_a_right_one_opens_all_the_same(cast, client):
    cache.clear()
    _, token = make.make_invitation(cast.unit)
    for number in range(MOST_GUESSES):
        assert client.get(f"/i/{'x' * 40}{number:03}/").status_code == 410
    answer = client.get(f"/i/{'x' * 43}/")
    assert answer.status_code == 429
    assert "Слишком много попыток" in answer.content.decode()
    # A whole school sits behind one address.
    assert client.get(f"/i/{token}/").status_code == 200
