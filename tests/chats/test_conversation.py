"""Posting and reading."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chats import services
from chats.models import Chat, Message
from tests import factories as make
from tests.helpers import assert_queries_do_not_grow


@pytest.fixture
def chat(cast):
    return services.create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)[0]


def address(cast, chat, name="chat"):
    return reverse(f"chats:{name}", args=[cast.ours.slug, chat.pk])


def test_members_post_and_read(cast, chat, client):
    client.force_login(cast.leader)
    client.post(address(cast, chat, "post"), {"text": "Собрание в среду"})
    client.force_login(cast.parent)
    page = client.get(address(cast, chat)).content.decode()
    assert "Собрание в среду" in page
    assert "классный руководитель 5А" in page
    assert cast.leader.email not in page


def test_the_same_form_sent_twice_posts_once(cast, chat, client):
    client.force_login(cast.parent)
    data = {"text": "Спасибо", "client_key": str(uuid.uuid4())}
    for _ in range(2):
        assert client.post(address(cast, chat, "post"), data).status_code == 302
    assert Message.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 100_000, "ноль \x00 байт"])
def test_bad_text_is_refused_in_russian_and_not_lost(cast, chat, client, text):
    client.force_login(cast.parent)
    response = client.post(address(cast, chat, "post"), {"text": text})
    assert response.status_code == 422
    assert Message.objects.count() == 0
    if len(text) > 4000:
        assert text in response.content.decode()


@pytest.mark.parametrize("before", ["9" * 5000, "-1", "²", "x", "99999999999999999999"])
def test_a_senseless_number_in_the_address_shows_the_latest_messages(cast, chat, client, before):
    client.force_login(cast.parent)
    assert client.get(address(cast, chat), {"before": before}).status_code == 200


def test_an_emoji_is_a_message(cast, chat, client):
    client.force_login(cast.parent)
    client.post(address(cast, chat, "post"), {"text": "🎉"})
    assert Message.objects.get().text == "🎉"


@pytest.mark.parametrize("person", ["teacher", "administrator", "head", "learner", "operator"])
def test_those_who_take_no_part_do_not_read(cast, chat, client, person):
    client.force_login(getattr(cast, person))
    assert client.get(address(cast, chat)).status_code == 403
    assert client.get(address(cast, chat, "people")).status_code == 403
    assert client.post(address(cast, chat, "post"), {"text": "?"}).status_code == 403


@pytest.mark.parametrize("person", ["outsider", "outsider_leader", "stranger", "former"])
def test_strangers_find_nothing(cast, chat, client, person):
    client.force_login(getattr(cast, person))
    assert client.get(address(cast, chat)).status_code == 404
    assert client.post(address(cast, chat, "post"), {"text": "?"}).status_code == 404


def test_a_system_channel_is_read_by_all_and_written_by_the_administration(cast, client):
    channel = Chat.objects.get(organization=cast.ours, kind="community_channel")
    for person in ("administrator", "head"):
        services.post_message(
            chat=channel, by=getattr(cast, person), text="Новость", client_key=uuid.uuid4()
        )
    for person in ("teacher", "parent", "learner", "deputy"):
        user = getattr(cast, person)
        assert user.has_perm("chats.view_chat", channel)
        with pytest.raises(PermissionDenied):
            services.post_message(chat=channel, by=user, text="?", client_key=uuid.uuid4())
    client.force_login(cast.parent)
    assert "Вы его читаете" in client.get(address(cast, channel)).content.decode()


def test_participants_are_shown_by_name_and_role_only(cast, chat, client):
    cast.parent.phone = "+79131234567"
    cast.parent.save()
    client.force_login(cast.leader)
    page = client.get(address(cast, chat, "people")).content.decode()
    assert cast.parent.full_name in page
    assert cast.parent.email not in page
    assert "9131234567" not in page


def test_pages_of_chats_do_not_query_per_row(cast, chat, client):
    client.force_login(cast.leader)
    assert_queries_do_not_grow(
        client, address(cast, chat), lambda: make.make_message(chat, make_parent(cast))
    )
    assert_queries_do_not_grow(client, address(cast, chat, "people"), lambda: make_parent(cast))
    assert_queries_do_not_grow(
        client,
        reverse("chats:chat_list", args=[cast.ours.slug]),
        lambda: services.create_chosen_chat(
            kind="education_other",
            place=cast.ours,
            by=cast.leader,
            title="Кружок",
            people=[cast.teacher],
        ),
    )


def make_parent(cast):
    return make.make_parent(make.make_learner(cast.unit)).user


def test_search_finds_chats_and_people_whatever_the_case(cast, chat, client):
    client.force_login(cast.leader)
    listed = client.get(reverse("chats:chat_list", args=[cast.ours.slug]), {"q": "РОДИТЕЛИ"})
    assert "Родители 5А" in listed.content.decode()
    found = client.get(address(cast, chat, "people"), {"q": cast.parent.surname.upper()})
    assert cast.parent.full_name in found.content.decode()
