"""Whose address counts: what a visitor writes into headers must not lead past a limit."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from sferum_portal.lib.visitors import address_of
from tests import factories as make

PERIOD = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, "10.0.0.1"),
        (0, "203.0.113.5", "10.0.0.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (1, "6.6.6.6,7.7.7.7 , 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 192.0.2.1", "203.0.113.5"),
        (2, "203.0.113.5", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "unknown", "10.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        (1, "2001:db8:1:2:ffff::9", "2001:db8:1:2::"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
    ],
)
def test_the_address_that_our_own_proxies_have_seen(settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert address_of(RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", **headers)) == address


@pytest.mark.django_db
def test_the_lock_of_the_sign_in_cannot_be_walked_around(settings):
    settings.PROXY_COUNT = 1
    user = make.PersonFactory(email="anna@people.example")

    def sign_in(password, forwarded):
        form = {"username": user.email, "password": password}
        return Client(HTTP_X_FORWARDED_FOR=forwarded).post(reverse("accounts:sign_in"), form)

    for number in range(5):
        sign_in("wrong", f"6.6.6.{number}, 203.0.113.5")
    assert sign_in(make.PASSWORD, "6.6.7.7, 203.0.113.5").status_code == 429
    # Another person of another address is not held up by it.
    assert sign_in(make.PASSWORD, "203.0.113.77").status_code == 302


@pytest.mark.django_db
def test_visitors_behind_the_proxy_are_counted_apart(settings, client, monkeypatch):
    monkeypatch.setattr("regulations.views.verification.MOST_LOOKS", {"limit": 2, "period": PERIOD})
    settings.PROXY_COUNT = 1
    page = reverse("regulations:verify_by_hand")

    def look(forwarded):
        return client.get(page, HTTP_X_FORWARDED_FOR=forwarded).status_code

    assert [look(f"6.6.6.{number}, 203.0.113.5") for number in range(3)] == [200, 200, 429]
    assert look("203.0.113.6") == 200
