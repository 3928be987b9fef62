"""Signing in by a card: the scanned code, the PIN, and what a guesser learns (nothing)."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import card_session
from memberships import cards, services
from memberships.models import Membership
from tests import factories as make

PIN = reverse("memberships:card_pin")


@pytest.fixture
def issued(cast):
    return make.make_card(cast.unit)


def address(token):
    return reverse("memberships:card_open", args=[token])


def scan(issued, client=None):
    client = client or Client()
    assert client.get(address(issued.token))["Location"] == PIN
    return client


def wrong(issued):
    return f"{(int(issued.pin) + 1) % 10_000:04}"


def try_pin(client, pin):
    return client.post(PIN, {"pin": pin})


def is_in(client, issued):
    return client.session.get(SESSION_KEY) == str(issued.card.user_id)


def test_a_scanned_card_and_its_pin_let_the_child_in(cast, issued):
    client = scan(issued)
    answer = client.post(PIN, {"pin": issued.pin}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("organization_home", args=[cast.ours.slug])
    assert is_in(client, issued)
    # A scanned card is good for one sign-in.
    assert client.get(PIN).status_code == 410


@pytest.mark.parametrize("typed", ["{} ", " {}", "{0[0]} {0[1]}{0[2]} {0[3]}"])
def test_spaces_in_a_pin_do_no_harm(issued, typed):
    client = scan(issued)
    try_pin(client, typed.format(issued.pin))
    assert is_in(client, issued)


def test_before_the_pin_nothing_is_said_of_the_child(cast, issued):
    page = scan(issued).get(PIN)
    child = issued.card.user
    assert cast.ours.short_name in page.text
    for text in (child.surname, child.given_name, cast.unit.name):
        assert text not in page.text
    assert 'inputmode="numeric"' in page.text


def test_the_secret_stays_in_no_address_header_or_cache(issued):
    client = Client()
    answer = client.get(address(issued.token))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    cookie = client.cookies["card"]
    assert issued.token not in cookie.value
    assert (cookie["httponly"], cookie["path"], cookie["samesite"]) == (True, PIN, "Lax")
    assert "no-store" in client.get(PIN)["Cache-Control"]


def test_a_forged_or_stale_cookie_is_no_card(issued):
    client = Client()
    client.cookies["card"] = str(issued.card.pk)
    assert client.get(PIN).status_code == 410
    assert try_pin(client, issued.pin).status_code == 410


# --- What does not let in -------------------------------------------------------------------------


def revoked(cast, issued):
    services.revoke_card(unit=cast.unit, learner=issued.card.user, by=cast.leader)


def reprinted(cast, issued):
    services.issue_cards(unit=cast.unit, learners=[issued.card.user], by=cast.leader)


def left(cast, issued):
    membership = Membership.objects.get(user=issued.card.user)
    services.end_membership(membership=membership, by=cast.administrator, reason="Выбыл")


DEATHS = [revoked, reprinted, left]


@pytest.mark.parametrize("death", DEATHS)
def test_a_dead_card_answers_as_an_unknown_one(cast, issued, death):
    scanned = scan(issued)
    death(cast, issued)
    unknown = Client().get(address("x" * 22))
    dead = Client().get(address(issued.token))
    assert (dead.status_code, dead.content) == (unknown.status_code, unknown.content)
    assert dead.status_code == 410
    for answer in (scanned.get(PIN), try_pin(scanned, issued.pin)):
        assert (answer.status_code, answer.content) == (410, unknown.content)


@pytest.mark.parametrize("death", DEATHS)
def test_a_session_ends_with_its_card(cast, issued, death):
    client = scan(issued)
    try_pin(client, issued.pin)
    home = reverse("organization_home", args=[cast.ours.slug])
    assert client.get(home).status_code == 200
    death(cast, issued)
    answer = client.get(home, follow=True)
    assert "больше не действует" in answer.text
    assert SESSION_KEY not in client.session


def test_a_session_by_a_card_lasts_half_a_day(issued):
    client = scan(issued)
    try_pin(client, issued.pin)
    ends = client.session.get_expiry_date()
    assert abs(ends - timezone.now() - card_session.LENGTH) < timedelta(minutes=1)


@pytest.mark.parametrize("pin", ["", "12", "абвг", "12a4", "１２３", "1" * 21, "12.4"])
def test_what_is_no_pin_is_told_so_and_counts_as_no_try(issued, pin):
    client = scan(issued)
    for _ in range(cards.MOST_WRONG + 1):
        assert try_pin(client, pin).status_code == 422
    try_pin(client, issued.pin)
    assert is_in(client, issued)


# --- Guessing -------------------------------------------------------------------------------------


def test_five_wrong_pins_close_the_card_even_for_the_right_one(issued):
    client = scan(issued)
    for _ in range(cards.MOST_WRONG - 1):
        answer = try_pin(client, wrong(issued))
        assert (answer.status_code, "не подошёл" in answer.text) == (422, True)
    last = try_pin(client, wrong(issued))
    assert last.status_code == 429
    assert "5 раз подряд" in last.text
    assert "15 минут" in last.text
    # From any other address, too.
    elsewhere = scan(issued, Client(REMOTE_ADDR="198.51.100.7"))
    assert try_pin(elsewhere, issued.pin).status_code == 429
    assert not is_in(elsewhere, issued)


def test_other_cards_stay_open_while_one_is_closed(cast, issued):
    client = scan(issued)
    for _ in range(cards.MOST_WRONG):
        try_pin(client, wrong(issued))
    second = make.make_card(cast.unit)
    assert try_pin(scan(second, client), second.pin).status_code == 302


def test_the_right_pin_forgets_earlier_mistakes(issued):
    for _ in range(3):
        client = scan(issued)
        for _ in range(cards.MOST_WRONG - 1):
            try_pin(client, wrong(issued))
        assert try_pin(client, issued.pin).status_code == 302


def test_the_fifth_mistake_begins_the_quarter_of_an_hour(issued, monkeypatch):
    prolonged = []
    monkeypatch.setattr(cards, "prolong", lambda name, period: prolonged.append(period))
    client = scan(issued)
    for _ in range(cards.MOST_WRONG):
        try_pin(client, wrong(issued))
    assert prolonged == [timedelta(minutes=15)]


def test_an_address_has_a_limit_over_all_cards(cast, issued, monkeypatch):
    monkeypatch.setattr(cards, "MOST_OF_ADDRESS", 4)
    client = Client()
    for number in range(4):
        assert client.get(address(f"unknown-{number}")).status_code == 410
    # Who guesses is told nothing any more, not even of a right one.
    assert client.get(address(issued.token)).status_code == 429
    other = scan(issued, Client(REMOTE_ADDR="198.51.100.7"))
    assert try_pin(other, issued.pin).status_code == 302


@pytest.mark.parametrize("token", ["x", "x" * 65, "x" * 5000, "%00", "Маша"])
def test_a_broken_code_is_an_unknown_one(db, token):
    assert Client().get(address(token)).status_code == 410


# --- Who is signed in -----------------------------------------------------------------------------


def test_on_a_grown_ups_device_the_child_takes_the_session_over(cast, issued):
    client = Client()
    client.force_login(cast.leader)
    scan(issued, client)
    assert "вошёл другой человек" in client.get(PIN).text
    try_pin(client, issued.pin)
    assert is_in(client, issued)


def test_the_profile_says_what_a_card_can_do_and_changes_nothing(cast, issued):
    client = scan(issued)
    try_pin(client, issued.pin)
    profile = reverse("accounts:profile")
    shown = client.get(profile)
    assert "вошли по карточке" in shown.text
    assert "<input" not in shown.text.replace('<input type="hidden"', "")
    forged = {"surname": "Чужая", "given_name": "Маша", "email": "new@people.example"}
    assert client.post(profile, forged).status_code == 409
    user = issued.card.user
    user.refresh_from_db()
    assert (user.email, user.surname == "Чужая") == (None, False)
    password = reverse("accounts:password_change")
    for answer in (client.get(password), client.post(password, {"old_password": ""})):
        assert answer["Location"] == profile
    user.refresh_from_db()
    assert not user.has_usable_password()


def test_a_card_gives_no_letter_for_a_password(issued, mailoutbox):
    Client().post(reverse("accounts:password_reset"), {"email": "masha@people.example"})
    assert mailoutbox == []
