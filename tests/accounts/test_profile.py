"""The own profile: names and the ways to sign in."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import collisions
from accounts.collisions import MOST
from accounts.models import User
from accounts.services import change_profile
from sferum_portal.lib import throttle
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of

PROFILE = reverse("accounts:profile")
FIELDS = ("surname", "given_name", "patronymic", "email", "phone", "login")


@pytest.fixture
def person(client, db):
    person = make.PersonFactory(
        surname="Семёнова", email="anna@people.example", phone="+79131234567", login="anna.iv"
    )
    client.force_login(person)
    return person


def data_of(person, **changes):
    known = {name: getattr(person, name) or "" for name in FIELDS}
    return known | {"password": make.PASSWORD} | changes


def save(client, person, **changes):
    return client.post(PROFILE, data_of(person, **changes))


def stored(person):
    return User.objects.filter(pk=person.pk).values(*FIELDS).get()


def test_what_is_changed_is_stored_in_its_normal_form(client, person):
    response = save(
        client,
        person,
        surname="  Римская -  Корсакова ",
        email="Anna.Rimskaya@People.example",
        phone="8 (913) 765-43-21",
        login="Rimskaya",
    )
    assert response.status_code == 302
    assert stored(person) == {
        "surname": "Римская - Корсакова",
        "given_name": "Анна",
        "patronymic": "Петровна",
        "email": "anna.rimskaya@people.example",
        "phone": "+79137654321",
        "login": "rimskaya",
    }
    assert User.objects.get(pk=person.pk).search_name.startswith("римская")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "OLGA@people.example"),
        ("phone", "8 913 765 43 21"),
        ("login", "Olga.P"),
    ],
)
def test_what_another_person_has_is_refused_and_nothing_is_lost(client, person, field, typed):
    make.PersonFactory(email="olga@people.example", phone="+79137654321", login="olga.p")
    before = stored(person)
    response = save(client, person, surname="Новая", **{field: typed})
    (sentence,) = assert_refused(response, status=409)
    assert "уже заняты" in sentence
    assert stored(person) == before
    assert value_of(response, field) == typed
    assert value_of(response, "surname") == "Новая"
    # The page's frame still greets by the name that is stored.
    assert "Семёнова А.П." in response.content.decode()


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", FIELDS)
def test_bad_input_is_refused_in_russian_and_the_rest_is_kept(client, person, field, bad):
    before = stored(person)
    response = save(client, person, **{field: bad})
    assert_refused(response)
    assert stored(person) == before
    kept = "given_name" if field == "surname" else "surname"
    assert value_of(response, kept) == before[kept]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "12345"),
        ("phone", "+7 913 123-45-6"),
        ("phone", "8 913 123-45-67-89"),
        ("phone", "мой телефон"),
        ("phone", "+7 000 000-00-00"),
        ("email", "anna@@people.example"),
        ("email", "anna people@example.com"),
        ("email", "анна@"),
        ("login", "ан"),
        ("login", "ab"),
        ("login", "анна"),
        ("login", "anna iv"),
        ("login", "anna@iv"),
        ("login", "89137654321"),
        ("login", "-anna"),
        ("surname", ""),
        ("surname", "   "),
        ("surname", "-"),
        ("surname", "Иванова<script>"),
        ("surname", "Иванова2"),
        ("given_name", ""),
        ("given_name", "\u202eАнна"),
    ],
)
def test_a_wrong_value_is_refused_in_russian(client, person, field, typed):
    before = stored(person)
    assert_refused(save(client, person, **{field: typed}))
    assert stored(person) == before


@pytest.mark.parametrize(
    "surname", ["Иванов-Петров", "О'Нил", "Д’Артаньян", "Нур оглы", "Ким", "Jürgen", "Мамедова к."]
)
def test_real_names_are_accepted(client, person, surname):
    assert save(client, person, surname=surname).status_code == 302
    assert stored(person)["surname"] == surname


def test_a_name_pasted_in_decomposed_letters_is_accepted(client, person):
    """As a Mac copies it: «й» as «и» and a breve."""
    assert save(client, person, given_name="Андреи\u0306").status_code == 302
    assert stored(person)["given_name"] == "Андрей"


@pytest.mark.parametrize("letter", ["ß", "ﷺ", "ﬃ", "İ"])
def test_a_name_that_grows_when_it_is_folded_is_no_fault(client, person, letter):
    """PostgreSQL refuses what is longer than its column."""
    fields = dict.fromkeys(("surname", "given_name", "patronymic"), letter * 100)
    assert save(client, person, **fields).status_code < 500


def test_somebody_must_be_able_to_sign_in_by_something(client, person):
    assert_refused(save(client, person, email="", phone="", login=""))
    assert save(client, person, email="", phone="").status_code == 302
    assert stored(person)["email"] is None
    assert stored(person)["phone"] is None


def test_two_people_may_lack_the_same_identifier(client, person):
    make.PersonFactory(phone=None, login=None)
    assert save(client, person, phone="", login="").status_code == 302


def test_nobody_changes_another_persons_profile_or_rights_here(client, person):
    other = make.PersonFactory()
    save(client, person, pk=other.pk, id=other.pk, is_superuser="on", is_active="", surname="Иная")
    person.refresh_from_db()
    assert person.surname == "Иная"
    assert person.is_active
    assert not person.is_superuser
    assert User.objects.get(pk=other.pk).surname == other.surname


def test_an_empty_form_is_refused(client, person):
    assert_refused(client.post(PROFILE))


def test_an_anonymous_visitor_signs_in_first(client, db):
    for send in (client.get, client.post):
        assert send(PROFILE)["Location"].startswith(reverse("accounts:sign_in"))


#: What a thief at an open session would change, to enter again later.
ENTRANCES = {"email": "thief@people.example", "phone": "+79990001122", "login": "thief"}


@pytest.mark.parametrize("password", ["", "не тот", "x" * 100_000, "\x00"])
@pytest.mark.parametrize("field", ENTRANCES)
def test_ways_to_sign_in_change_only_with_the_password(client, person, field, password):
    before = stored(person)
    answer = save(client, person, password=password, **{field: ENTRANCES[field]})
    assert_refused(answer)
    assert stored(person) == before
    assert value_of(answer, field) == ENTRANCES[field]
    assert value_of(answer, "password") is None


def test_a_name_changes_without_the_password(client, person):
    assert save(client, person, password="", surname="Новая").status_code == 302
    assert stored(person)["surname"] == "Новая"


def test_guessing_the_password_here_locks_as_it_does_at_the_entrance(client, person):
    for _ in range(5):
        answer = save(client, person, password="не тот", email="thief@people.example")
    assert answer.status_code == 429
    assert save(client, person, email="thief@people.example").status_code != 302


@pytest.mark.parametrize("by", ["oneself", "administrator"])
def test_the_former_address_is_told(
    client, person, mailoutbox, django_capture_on_commit_callbacks, by
):
    with django_capture_on_commit_callbacks(execute=True):
        if by == "oneself":
            save(client, person, email="new@people.example", phone="")
        else:
            change_profile(
                user=person, by=make.PersonFactory(), email="new@people.example", phone=None
            )
    (letter,) = mailoutbox
    assert letter.to == ["anna@people.example"]
    assert "эл. почта, телефон." in letter.body
    assert ("из вашего профиля" in letter.body) == (by == "oneself")


def test_a_change_of_the_name_is_no_news(
    client, person, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        save(client, person, surname="Новая")
    assert mailoutbox == []


def test_nobody_tries_out_who_has_an_account(client, person):
    """Each collision tells that somebody has that address; a few an hour are enough for slips."""
    cache.clear()
    make.PersonFactory(email="olga@people.example")
    answers = [save(client, person, email="olga@people.example") for _ in range(MOST + 1)]
    assert "уже заняты" in answers[MOST - 1].content.decode()
    assert "Слишком много попыток" in answers[MOST].content.decode()
    # Not even what is free.
    assert save(client, person, email="free@people.example").status_code == 409
    cache.clear()
    assert save(client, person, email="free@people.example").status_code == 302


def test_fresh_accounts_behind_one_address_try_out_no_more(client, person, monkeypatch):
    """Whoever has many accounts has one address; who registers there is not in the way."""
    monkeypatch.setattr(collisions, "MOST_OF_ADDRESS", 3)
    make.PersonFactory(email="olga@people.example")
    statuses = []
    for number in range(4):
        other = make.PersonFactory(login=f"fresh-{number}")
        client.force_login(other)
        answer = save(client, other, email="olga@people.example")
        statuses.append("Слишком много попыток" in answer.text)
    assert statuses == [False, False, False, True]
    elsewhere = Client(REMOTE_ADDR="10.0.0.9")
    elsewhere.force_login(other)
    assert "уже заняты" in save(elsewhere, other, email="olga@people.example").text
    # Those who register are counted by themselves.
    assert not throttle.is_spent("taken 127.0.0.1", limit=1)
