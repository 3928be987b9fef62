"""Five failures close the door to one account from one address, and tell nothing."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests import factories as make

SIGN_IN = reverse("accounts:sign_in")
WRONG = "не-тот-пароль-17"


@pytest.fixture
def person(db):
    return make.PersonFactory(email="anna@people.example", phone="+79131234567", login="anna.iv")


def sign_in(client, username, password=WRONG, **more):
    return client.post(SIGN_IN, {"username": username, "password": password}, **more)


def fail(client, *spellings, **more):
    return [sign_in(client, typed, **more).status_code for typed in spellings]


def test_the_sixth_attempt_is_refused_even_with_the_right_password(client, person):
    assert fail(client, *["anna.iv"] * 4) == [422] * 4
    locked = sign_in(client, "anna.iv")
    assert locked.status_code == 429
    assert "Слишком много попыток" in locked.content.decode()
    assert sign_in(client, "anna.iv", make.PASSWORD).status_code == 429
    assert SESSION_KEY not in client.session


def test_all_spellings_of_all_identifiers_count_together(client, person):
    spellings = ["anna@people.example", "ANNA@people.example ", "8 (913) 123-45-67", "Anna.IV"]
    assert fail(client, *spellings) == [422] * 4
    assert fail(client, "+79131234567", "anna.iv") == [429, 429]


def test_spellings_of_an_account_that_does_not_exist_count_together(client, person):
    spellings = ["8 913 765-43-21", "+79137654321", "89137654321", "8(913)7654321"]
    assert fail(client, *spellings, "913 765 43 21") == [422] * 4 + [429]


def answers(client, username):
    """Status and text of six attempts, without what differs by nature: the token, the name."""
    texts = []
    for _ in range(6):
        response = sign_in(client, username)
        page = response.content.decode().replace(username, "…")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        texts.append((response.status_code, page))
    return texts


def test_an_account_that_does_not_exist_is_answered_like_one_that_does(client, person):
    closed = make.PersonFactory(email="olga@people.example", is_active=False)
    known = answers(client, "anna@people.example")
    assert [status for status, _ in known] == [422] * 4 + [429] * 2
    assert answers(client, "nobody@people.example") == known
    assert answers(client, closed.email) == known


def test_no_typed_text_counts_as_the_attempts_of_somebody_else(client, person):
    """The counters of accounts cannot be reached by typing their names."""
    for key in (f"person-{person.pk}", f"person:{person.pk}", f"#{person.pk}", str(person.pk)):
        fail(client, *[key] * 4)
    assert fail(client, "anna.iv") == [422]


def test_others_at_the_same_address_still_enter(client, person):
    make.PersonFactory(email="olga@people.example")
    fail(client, *["anna.iv"] * 6)
    assert sign_in(client, "olga@people.example", make.PASSWORD).status_code == 302


def test_the_person_still_enters_from_another_address(client, person):
    fail(client, *["anna.iv"] * 6, REMOTE_ADDR="203.0.113.7")
    elsewhere = sign_in(client, "anna.iv", make.PASSWORD, REMOTE_ADDR="203.0.113.8")
    assert elsewhere.status_code == 302


def test_a_forged_header_is_no_other_address(client, person):
    for number in range(5):
        sign_in(client, "anna.iv", headers={"X-Forwarded-For": f"198.51.100.{number}"})
    assert sign_in(client, "anna.iv", make.PASSWORD).status_code == 429


def test_another_browser_is_no_other_address(client, person):
    for number in range(5):
        sign_in(client, "anna.iv", headers={"User-Agent": f"browser {number}"})
    assert sign_in(client, "anna.iv", make.PASSWORD).status_code == 429


def test_a_quarter_of_an_hour_later_the_door_is_open_again(client, person):
    fail(client, *["anna.iv"] * 6)
    for minutes, expected in ((14, 429), (16, 302)):
        AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=minutes))
        assert sign_in(client, "anna.iv", make.PASSWORD).status_code == expected


def test_entering_forgets_earlier_failures(client, person):
    fail(client, *["8 913 123 45 67"] * 4)
    assert sign_in(client, "anna@people.example", make.PASSWORD).status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert fail(client, *["anna.iv"] * 4) == [422] * 4


def test_a_new_password_by_mail_opens_the_door_at_once(
    client, person, mailoutbox, django_capture_on_commit_callbacks
):
    make.PersonFactory(email="olga@people.example")
    fail(client, *["anna.iv"] * 6, *["olga@people.example"] * 6)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("accounts:password_reset"), {"email": person.email})
    link = re.search(r"https?://[^/]+(/\S+)", mailoutbox[0].body)[1]
    address = client.get(link)["Location"]
    client.post(address, {"new_password1": "Синий-парус-42", "new_password2": "Синий-парус-42"})
    assert sign_in(client, "anna.iv", "Синий-парус-42").status_code == 302
    client.post(reverse("accounts:sign_out"))
    assert fail(client, "olga@people.example") == [429]


def test_hostile_extra_fields_do_not_stop_the_counting(client, person):
    statuses = [
        client.post(
            f"{SIGN_IN}?x=%00",
            {"username": "anna.iv", "password": WRONG, "y": "\x00", "z": "я" * 100_000},
        ).status_code
        for _ in range(5)
    ]
    assert statuses == [422] * 4 + [429]


def test_no_typed_password_is_kept(client, person):
    fail(client, *["anna.iv"] * 2)
    sign_in(client, "anna.iv", make.PASSWORD)
    for model in ("axes_accessattempt", "axes_accesslog"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model}")  # noqa: S608 — names of tables, see above
            stored = repr(cursor.fetchall())
        assert WRONG not in stored
        assert make.PASSWORD not in stored
