"""Changing a password, and a new one by mail for who forgot it."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.validators import PersonalDataValidator
from tests import factories as make
from tests.bad_input import assert_refused, value_of

SIGN_IN = reverse("accounts:sign_in")
CHANGE = reverse("accounts:password_change")
RESET = reverse("accounts:password_reset")
NEW = "Синий-пароход-42"


@pytest.fixture
def ask(client, django_capture_on_commit_callbacks):
    """Ask for a new password; the letter leaves when the transaction would have been committed."""
    cache.clear()

    def ask(email, follow=False):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(RESET, {"email": email}, follow=follow)

    return ask


@pytest.fixture
def person(db):
    return make.PersonFactory(
        surname="Кузнецова", email="anna@people.example", phone="+79131234567", login="anna.iv"
    )


def enters(password):
    data = {"username": "anna.iv", "password": password}
    return Client().post(SIGN_IN, data).status_code == 302


def changed(client, **more):
    data = {"old_password": make.PASSWORD, "new_password1": NEW, "new_password2": NEW} | more
    return client.post(CHANGE, data)


def test_a_change_keeps_this_session_and_ends_the_others(client, person):
    other = Client()
    for browser in (client, other):
        browser.force_login(person)
    assert changed(client).status_code == 302
    assert client.get(CHANGE).status_code == 200
    assert other.get(CHANGE).status_code == 302
    assert enters(NEW)
    assert not enters(make.PASSWORD)


#: The new password, repeated; what the present one is, too, where a form asks for it.
REFUSED = {
    "short": {"new_password1": "Пароход-4", "new_password2": "Пароход-4"},
    "common": {"new_password1": "qwertyuiop", "new_password2": "qwertyuiop"},
    "digits": {"new_password1": "4815162342", "new_password2": "4815162342"},
    "not repeated": {"new_password2": "Синий-пароход-43"},
    "empty": {"new_password1": "", "new_password2": ""},
    "NUL": {"new_password1": f"{NEW}\x00", "new_password2": f"{NEW}\x00"},
    "100,000 characters": {"new_password1": "я1" * 50_000, "new_password2": "я1" * 50_000},
    "too long to sign in": {"new_password1": "я1" * 513, "new_password2": "я1" * 513},
    "own surname": {"new_password1": "кузнецова-2026", "new_password2": "кузнецова-2026"},
    "own e-mail": {"new_password1": "Anna@people1", "new_password2": "Anna@people1"},
    "own phone": {"new_password1": "x9131234567", "new_password2": "x9131234567"},
    "an emoji": {"new_password1": "🎉", "new_password2": "🎉"},
}


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_a_bad_new_password_is_refused_in_russian_and_never_shown_again(client, person, fault):
    client.force_login(person)
    response = changed(client, **fault)
    assert_refused(response)
    assert value_of(response, "new_password1") is None
    assert enters(make.PASSWORD)


@pytest.mark.parametrize("typed", ["", "не тот", "\x00", "x" * 100_000, "🎉"])
def test_a_change_needs_the_present_password(client, person, typed):
    client.force_login(person)
    assert_refused(changed(client, old_password=typed))
    assert enters(make.PASSWORD)


def test_guessing_the_present_password_is_counted(client, person):
    client.force_login(person)
    statuses = [changed(client, old_password="не тот").status_code for _ in range(5)]
    assert statuses == [422] * 4 + [429]
    assert changed(client).status_code == 429
    assert enters(NEW) is False


def link_in(mail):
    return re.search(rf"{portal.SITE_URL}(/\S+)", mail.body)[1]


def test_the_mail_is_russian_and_its_link_works_once(ask, client, person, mailoutbox):
    assert ask("ANNA@people.example").status_code == 302
    (mail,) = mailoutbox
    assert mail.to == ["anna@people.example"]
    assert mail.subject == "Новый пароль для Сферум-портала"
    assert "Здравствуйте, Анна Петровна!" in mail.body
    assert not re.search(r"[A-Za-z]{4}", re.sub(r"https?://\S+", "", mail.body))
    form = client.get(link_in(mail), follow=True)
    address = form.redirect_chain[-1][0]
    # The secret leaves the address before the page is shown.
    assert link_in(mail).split("/")[-2] not in address
    done = client.post(address, {"new_password1": NEW, "new_password2": NEW})
    assert done["Location"] == SIGN_IN
    assert SESSION_KEY not in client.session
    assert enters(NEW)
    again = Client().get(link_in(mail), follow=True)
    assert "уже не действует" in again.content.decode()


@pytest.mark.parametrize("fault", REFUSED.values(), ids=REFUSED)
def test_a_reset_refuses_the_same_passwords(ask, client, person, mailoutbox, fault):
    ask(person.email)
    address = client.get(link_in(mailoutbox[0]), follow=True).redirect_chain[-1][0]
    data = {"new_password1": NEW, "new_password2": NEW} | fault
    assert_refused(client.post(address, data))
    assert enters(make.PASSWORD)


def test_who_is_unknown_closed_or_without_account_gets_the_same_answer(ask, client, db, mailoutbox):
    make.PersonFactory(email="closed@people.example", is_active=False)
    child = make.PersonFactory(account=False)
    child.email = "child@people.example"
    child.save()
    known = make.PersonFactory(email="known@people.example")
    pages = set()
    for name in ("closed", "child", "nobody", "known"):
        response = ask(f"{name}@people.example", follow=True)
        pages.add((response.status_code, tuple(response.redirect_chain), response.content))
    assert len(pages) == 1
    assert [mail.to for mail in mailoutbox] == [[known.email]]


def test_a_mail_server_that_is_down_tells_nothing_either(ask, client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask(person.email).status_code == 302
    assert ask("nobody@people.example").status_code == 302


@pytest.mark.parametrize(
    "typed", ["", "anna", "anna@people", "а\x00@b.example", "x" * 100_000, "🎉"]
)
def test_a_bad_address_is_refused_in_russian(ask, client, person, mailoutbox, typed):
    assert_refused(ask(typed))
    assert not mailoutbox


@pytest.mark.parametrize(
    "uid", ["MQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5", "AA", "-", "%D0%B6", "LTE", "x" * 500]
)
def test_an_invented_link_is_refused(client, person, uid):
    for token in ("set-password", "abc-123", "x"):
        page = client.get(f"/accounts/reset/{uid}/{token}/", follow=True)
        assert page.status_code == 200
        assert "уже не действует" in page.content.decode()


def test_a_link_dies_with_its_term_and_with_a_new_e_mail(
    ask, client, person, mailoutbox, monkeypatch
):
    ask(person.email)
    ask(person.email)
    first, second = map(link_in, mailoutbox)
    now = PasswordResetTokenGenerator._now
    with monkeypatch.context() as later:
        soon = timedelta(hours=3, minutes=1)
        later.setattr(PasswordResetTokenGenerator, "_now", lambda self: now(self) + soon)
        assert "уже не действует" in client.get(first, follow=True).content.decode()
    person.email = "other@people.example"
    person.save()
    assert "уже не действует" in Client().get(second, follow=True).content.decode()


@pytest.mark.parametrize(
    ("password", "refused"),
    [
        ("Кузнецова2026", True),
        ("моя-КУЗНЕЦОВА", True),
        ("петровна-петровна", True),
        ("anna.iv-2026", True),
        ("+79131234567", True),
        ("Лесная-тропинка-7", False),
        ("Анна-на-берегу", True),
        ("Ли-и-лодка-2026", False),
    ],
)
def test_own_names_are_no_password(password, refused):
    person = User(
        surname="Кузнецова",
        given_name="Анна",
        patronymic="Петровна",
        login="anna.iv",
        phone="+79131234567",
    )
    if refused:
        with pytest.raises(ValidationError, match="есть ваше имя"):
            PersonalDataValidator().validate(password, person)
    else:
        PersonalDataValidator().validate(password, person)


def test_short_names_and_missing_ones_forbid_nothing():
    PersonalDataValidator().validate("Лимонный-сад-26", User(surname="Ли", given_name="Ян"))
    PersonalDataValidator().validate("Лимонный-сад-26", None)


def test_one_person_gets_three_letters_an_hour(ask, person, mailoutbox):
    other = make.PersonFactory(email="other@people.example")
    for _ in range(5):
        assert ask(person.email)["Location"] == reverse("accounts:password_reset_sent")
    assert len(mailoutbox) == 3
    ask(other.email)
    assert mailoutbox[-1].to == [other.email]
