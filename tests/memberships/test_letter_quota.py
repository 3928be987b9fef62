"""Whoever types strangers' addresses sends few letters; a meeting of families is not in the way."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from memberships.models import JoinRequest, ParentCode
from memberships.services import letter_quota
from tests import factories as make
from tests.bad_input import assert_refused


@pytest.fixture(autouse=True)
def small_limits(monkeypatch):
    monkeypatch.setattr(letter_quota, "MOST_CODES", 3)
    monkeypatch.setattr(letter_quota, "MOST_RECEIPTS", 2)


@pytest.fixture
def unit(cast):
    return make.make_unit(cast.ours, "1А", grade=1)


@pytest.fixture
def apply(cast, unit, django_capture_on_commit_callbacks):
    """A small learner applies; the page and the codes that went to the parent."""

    def press(number, address="10.0.0.1"):
        form = {
            "surname": "Новиков",
            "given_name": "Яков",
            "parent_email": f"mother{number}@people.example",
            "login": f"yasha{number}",
            "password": "Синий-пароход-42",
        }
        page = reverse("memberships:apply_form", args=[cast.ours.slug, "learner", unit.pk])
        with django_capture_on_commit_callbacks(execute=True):
            return Client(REMOTE_ADDR=address).post(page, form).text

    return press


def code_page(page, name):
    (code,) = re.findall(r'id="code"[^>]*value="([^"]+)"', page)
    return reverse(f"memberships:code_{name}", args=[code])


def more(page, address="10.0.0.1", email="mother@people.example"):
    return Client(REMOTE_ADDR=address).post(code_page(page, "letter"), {"parent_email": email})


def test_the_request_stays_and_the_page_says_when_there_will_be_a_letter(apply, mailoutbox):
    pages = [apply(number) for number in range(4)]
    assert len(mailoutbox) == 3
    assert JoinRequest.objects.count() == 4
    for page in pages[:3]:
        assert "слишком много писем" not in page
    assert "попросите код через час" in pages[3]
    assert "уходит письмо" not in pages[3]
    assert not ParentCode.objects.filter(email="mother3@people.example").exists()
    # The page of the request offers another letter, after the hour.
    (refusal,) = assert_refused(more(pages[3]), status=409)
    assert "попросите код через час" in refusal
    letter_quota.cache.clear()
    assert more(pages[3]).status_code == 302
    assert JoinRequest.objects.get(parent_email="mother@people.example").parent_codes.count() == 1


def test_letters_of_one_request_count_too_and_another_visitor_is_free(apply, mailoutbox):
    page = apply(1)
    assert [more(page).status_code for _ in range(3)] == [302, 302, 409]
    assert more(page, address="10.0.0.2").status_code == 302
    assert "слишком много писем" not in apply(2, address="10.0.0.2")


def test_a_class_that_types_its_codes_is_never_stopped(apply, mailoutbox):
    for number in range(8):
        page = apply(number)
        assert "слишком много писем" not in page, number
        code = re.search(r"Код: (\d{6})\n", mailoutbox[-1].body)[1]
        # From home, by another address.
        answer = Client(REMOTE_ADDR=f"10.1.0.{number}").post(
            code_page(page, "confirm"), {"parent_code": code}
        )
        assert answer.status_code == 302
    assert JoinRequest.objects.exclude(parent_confirmed_at=None).count() == 8


def test_a_wrong_code_gives_no_letter_back(apply, mailoutbox):
    pages = [apply(number) for number in range(3)]
    Client().post(code_page(pages[0], "confirm"), {"parent_code": "000000"})
    assert "попросите код через час" in apply(3)


def receipt(cast, number, address="10.0.0.1", person=None):
    person = person or make.PersonFactory(email=f"olga{number}@people.example")
    client = Client(REMOTE_ADDR=address)
    client.force_login(person)
    staff = make.staff_unit(cast.ours)
    page = reverse("memberships:apply_form", args=[cast.ours.slug, "staff", staff.pk])
    return client.post(page, {"post": "вахтёр"}).text


def test_receipts_have_an_end_and_the_code_is_on_the_page(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        pages = [receipt(cast, number) for number in range(3)]
        elsewhere = receipt(cast, 4, address="10.0.0.2")
        known = receipt(cast, 5, person=cast.parent)
    assert ["Письмо об этой заявке не отправлено" in page for page in pages] == [
        False,
        False,
        True,
    ]
    assert 'id="code"' in pages[2]
    assert "не отправлено" not in elsewhere + known
    told = {letter.to[0] for letter in mailoutbox}
    assert told >= {"olga0@people.example", "olga1@people.example", "olga4@people.example"}
    assert "olga2@people.example" not in told
    assert JoinRequest.objects.count() == 5


def test_every_way_in_counts(cast, unit, apply, mailoutbox, django_capture_on_commit_callbacks):
    """By a link, signed out and signed in, as well as without one."""
    _, token = make.make_invitation(unit, "learner")
    form = {
        "surname": "Новиков",
        "given_name": "Яков",
        "parent_email": "father@people.example",
        "login": "by-link",
        "password": "Синий-пароход-42",
    }
    with django_capture_on_commit_callbacks(execute=True):
        Client(REMOTE_ADDR="10.0.0.1").post(reverse("invitations:register", args=[token]), form)
        signed_in = Client(REMOTE_ADDR="10.0.0.1")
        signed_in.force_login(make.PersonFactory(email=None, login="signed-in"))
        signed_in.post(reverse("invitations:join", args=[token]), form)
    assert len(mailoutbox) == 2
    assert "слишком много писем" not in apply(1)
    assert "попросите код через час" in apply(2)
