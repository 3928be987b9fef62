"""A form sent after the session has ended is kept over the sign-in."""

import uuid

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse

from chats.models import Message
from chats.services import create_standard_chat
from sferum_portal.unsent import AUTHOR, COOKIE, LONGEST
from tests.factories import PASSWORD

SIGN_IN, UNSENT = reverse("accounts:sign_in"), reverse("unsent")
TEXT = "Собрание переносим\nна четверг, 18:30 <b>"


@pytest.fixture
def chat(cast):
    return create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)[0]


@pytest.fixture
def late(cast, chat):
    """Somebody whose session ended while they wrote."""
    client = Client()
    client.page = reverse("chats:chat", args=[chat.organization.slug, chat.pk])
    client.address = reverse("chats:post", args=[chat.organization.slug, chat.pk])
    client.form = {"text": TEXT, "client_key": str(uuid.uuid4())}
    client.force_login(cast.leader)
    client.get(client.page)
    del client.cookies["sessionid"]
    return client


def send(client, **more):
    return client.post(
        client.address, client.form | more, headers={"referer": f"http://testserver{client.page}"}
    )


def sign_in(client, user, address):
    return client.post(
        address, {"username": user.email, "password": PASSWORD, "next": UNSENT}, follow=True
    )


def test_what_was_typed_is_sent_after_signing_in(cast, late, chat):
    answer = send(late)
    assert answer["Location"] == f"{SIGN_IN}?next={UNSENT}"
    page = sign_in(late, cast.leader, answer["Location"])
    shown = page.content.decode()
    assert "Собрание переносим<br>на четверг, 18:30 &lt;b&gt;" in shown
    assert f'action="{late.address}"' in shown
    assert f'href="{late.page}"' in shown
    assert not Message.objects.exists()
    late.post(page.context["path"], dict(page.context["fields"]))
    assert Message.objects.get().text == TEXT
    # Sent is sent: it does not lie about for the next who signs in here.
    assert late.cookies[COOKIE].value == ""
    assert late.get(UNSENT)["Location"] == "/"


def test_a_wrong_password_in_between_loses_nothing(cast, late):
    address = send(late)["Location"]
    assert late.post(address, {"username": cast.leader.email, "password": "x"}).status_code == 422
    assert "Собрание переносим" in sign_in(late, cast.leader, address).content.decode()


def test_another_who_signs_in_on_the_same_computer_does_not_read_it(cast, late):
    page = sign_in(late, cast.learner, send(late)["Location"])
    assert "Собрание" not in page.content.decode()
    assert "ничего не ждёт отправки" in page.content.decode()


def test_a_forged_author_is_nobody(cast, late):
    send(late)
    late.cookies[AUTHOR] = f"{cast.learner.pk}:forged"
    late.force_login(cast.learner)
    assert late.get(UNSENT)["Location"] == "/"


def test_the_sign_in_page_says_that_the_text_is_kept(late):
    assert "Ничего не пропало" in late.get(send(late)["Location"]).content.decode()
    assert "Ничего не пропало" not in late.get(SIGN_IN).content.decode()


def test_it_is_shown_to_nobody_without_the_cookie(cast, late):
    send(late)
    other = Client()
    other.force_login(cast.leader)
    assert other.get(UNSENT)["Location"] == "/"
    assert Client().get(UNSENT)["Location"].startswith(SIGN_IN)


def test_passwords_and_floods_are_not_kept(cast, late):
    caches["forms"].clear()
    late.address = reverse("accounts:password_change")
    for more in ({"old_password": "Тайна"}, {"text": "ы" * (LONGEST + 1)}):
        answer = send(late, **more)
        assert answer["Location"] == f"{SIGN_IN}?next={late.page}"
        assert COOKIE not in late.cookies


def test_a_foreign_page_is_no_way_back(late):
    late.page = "@evil.example/x"
    late.form["text"] = "ы" * (LONGEST + 1)
    assert send(late)["Location"] == f"{SIGN_IN}?next=/"


def test_what_the_admin_does_is_never_done_behind_a_sign_in(cast, late):
    """Whoever fills a form beforehand must not have an administrator press it."""
    late.page = reverse("admin:memberships_joinrequest_changelist")
    late.address = reverse("admin:memberships_joinrequest_approve_selected")
    answer = send(late)
    page = sign_in(late, cast.leader, answer["Location"]).content.decode()
    assert "Собрание переносим" in page
    assert late.address not in page
    assert f'href="{late.page}"' in page


def test_a_press_without_text_can_be_repeated_as_well(cast, late):
    late.form = {}
    page = sign_in(late, cast.leader, send(late)["Location"])
    assert page.context["typed"] == []
    assert "Отправить" in page.content.decode()


def test_signing_in_with_a_wrong_password_is_no_lost_form(cast):
    client = Client()
    client.post(SIGN_IN, {"username": cast.leader.email, "password": "x"})
    assert COOKIE not in client.cookies
