"""Signing in by any of three identifiers, and out again."""

import runpy

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of

SIGN_IN = reverse("accounts:sign_in")
PHONE = "+79131234567"


@pytest.fixture
def person(db):
    return make.PersonFactory(email="anna@people.example", phone=PHONE, login="anna.iv")


def sign_in(client, username, password=make.PASSWORD, **more):
    return client.post(SIGN_IN, {"username": username, "password": password, **more})


@pytest.mark.parametrize(
    "typed",
    [
        "anna@people.example",
        "Anna@People.EXAMPLE",
        "  anna@people.example ",
        "+79131234567",
        "+7 913 123-45-67",
        "8 913 123 45 67",
        "8(913)1234567",
        "89131234567",
        "913 123 45 67",
        "+7 (913) 123–45–67",
        "anna.iv",
        "ANNA.IV",
        " Anna.Iv ",
    ],
)
def test_every_spelling_of_an_identifier_signs_in(client, person, typed):
    response = sign_in(client, typed)
    assert response.status_code == 302
    assert client.session[SESSION_KEY] == str(person.pk)


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("anna@people.example", "Лесная-тропинка-8"),
        ("anna@people.example", make.PASSWORD.lower()),
        ("anna@people.example", f" {make.PASSWORD}"),
        ("anna", make.PASSWORD),
        ("anna@people", make.PASSWORD),
        ("+79131234568", make.PASSWORD),
        ("Иванова", make.PASSWORD),
    ],
)
def test_a_wrong_identifier_and_a_wrong_password_get_one_answer(client, person, username, password):
    response = sign_in(client, username, password)
    assert assert_refused(response) == [
        "Не получилось войти: проверьте, что набрано, и пароль. "
        "Заглавные и строчные буквы в пароле различаются."
    ]
    assert SESSION_KEY not in client.session
    assert value_of(response, "username") == username
    assert value_of(response, "password") is None


def test_a_closed_account_gets_the_answer_of_a_wrong_password(client, person):
    wrong = assert_refused(sign_in(client, "anna.iv", "не тот пароль"))
    person.is_active = False
    person.save()
    assert assert_refused(sign_in(client, "anna.iv")) == wrong
    assert SESSION_KEY not in client.session


def test_closing_an_account_ends_its_sessions(client, person):
    client.force_login(person)
    person.is_active = False
    person.save()
    assert client.get(reverse("accounts:profile")).status_code == 302


@pytest.mark.parametrize("typed", ["", " ", "None", "person-1"])
def test_a_person_without_an_account_cannot_sign_in(client, db, typed):
    make.PersonFactory(account=False)
    for password in ("", "!", make.PASSWORD):
        assert sign_in(client, typed, password).status_code == 422
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", ["username", "password"])
def test_bad_input_is_refused_in_russian(client, person, field, bad):
    data = {"username": "anna.iv", "password": make.PASSWORD} | {field: bad}
    assert_refused(client.post(SIGN_IN, data))
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("extra", [{}, {"username": "anna.iv"}, {"password": "x"}])
def test_an_incomplete_form_is_refused(client, person, extra):
    assert_refused(client.post(SIGN_IN, extra))


def test_a_long_address_fits_into_the_field(client, db):
    address = f"{'a' * 60}@{'b' * 60}.example"
    make.PersonFactory(email=address)
    page = client.get(SIGN_IN).content.decode()
    assert 'maxlength="254"' in page
    assert sign_in(client, address).status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        r"\\evil.example",
        "http:///evil.example",
        "javascript:alert(1)",
        " https://evil.example",
        "https:evil.example",
        "/\t/evil.example",
        "evil.example",
    ],
)
def test_the_way_on_leads_to_no_other_site(client, person, target):
    for where in (sign_in(client, "anna.iv", next=target), client.get(SIGN_IN, {"next": target})):
        assert where.status_code == 302
        assert where["Location"] == "/" or where["Location"].startswith(("/evil", "evil.example"))
        assert not where["Location"].startswith("//")


def test_the_way_on_leads_to_the_page_that_asked(client, person):
    asked = reverse("own_requests")
    response = client.get(asked)
    assert response["Location"] == f"{SIGN_IN}?next={asked}"
    assert sign_in(client, "anna.iv", next=asked)["Location"] == asked


def test_a_signed_in_person_who_asks_for_the_sign_in_page_comes_home(client, person):
    client.force_login(person)
    for way in ({}, {"next": SIGN_IN}, {"next": f"{SIGN_IN}?next={SIGN_IN}"}):
        response = client.get(SIGN_IN, way, follow=True)
        assert response.status_code == 200
        assert response.redirect_chain


def test_signing_in_changes_the_session_key(client, person):
    client.get(SIGN_IN)
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    sign_in(client, "anna.iv")
    assert client.session.session_key != planted


def test_signing_in_leaves_no_row_in_the_history_of_the_person(client, person):
    sign_in(client, "anna.iv")
    person.refresh_from_db()
    assert person.last_login
    assert person.history.count() == 1


def test_signing_out_needs_a_post(client, person):
    client.force_login(person)
    address = reverse("accounts:sign_out")
    assert client.get(address).status_code == 405
    assert SESSION_KEY in client.session
    assert client.post(address)["Location"] == "/"
    assert SESSION_KEY not in client.session


def test_a_foreign_form_cannot_sign_anybody_in_or_out(person):
    strict = Client(enforce_csrf_checks=True)
    refused = strict.post(SIGN_IN, {"username": "anna.iv", "password": make.PASSWORD})
    assert refused.status_code == 403
    assert "Форма устарела" in refused.content.decode()
    strict.force_login(person)
    assert strict.post(reverse("accounts:sign_out")).status_code == 403


def test_cookies_are_closed_to_scripts_and_other_sites(client, person):
    sign_in(client, "anna.iv")
    session = client.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert not session["domain"]


@pytest.fixture
def production(monkeypatch):
    """The settings of a server in production, read apart from those of the tests."""
    for name, value in {
        "DEBUG": "0",
        "SECRET_KEY": "of-a-server",
        "ALLOWED_HOSTS": "portal.example",
        "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("HTTPS")
    return runpy.run_path("sferum_portal/settings.py")


def test_production_keeps_passwords_by_argon2_and_cookies_by_https(production):
    assert production["PASSWORD_HASHERS"] == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert production["SESSION_COOKIE_SECURE"]
    assert production["CSRF_COOKIE_SECURE"]
    assert production["SECURE_SSL_REDIRECT"]
    assert production["SECURE_HSTS_SECONDS"] >= 31_536_000


def test_argon2_works_here(settings, db):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person = User(surname="Иванова", given_name="Анна")
    person.set_password(make.PASSWORD)
    assert person.password.startswith("argon2$argon2id$")
    assert person.check_password(make.PASSWORD)
