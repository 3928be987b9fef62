"""The cards of standard chats that exist already."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from chats.cards import Card, Cards
from chats.services import ask_for_chat, create_standard_chat, decline_chat_request
from memberships.page_rights import PageRights
from organizations.chat_kinds import Ruling
from organizations.services import set_ruling

KIND = "head_deputies"


@pytest.fixture
def chat(cast):
    return create_standard_chat(kind=KIND, place=cast.ours, by=cast.head)[0]


def card_for(person, cast):
    cards = Cards(PageRights(person, cast.ours)).for_organization()
    return next(card for card in cards if card.title == "Директор и заместители")


def test_whoever_takes_part_opens_it(cast, chat):
    card = card_for(cast.head, cast)
    assert (card.state, card.url) == (
        "exists",
        reverse("chats:chat", args=[cast.ours.slug, chat.pk]),
    )


def test_it_is_not_offered_again_to_who_might_create_it_but_takes_no_part(cast, chat, client):
    card = card_for(cast.administrator, cast)
    assert (card.state, card.who_can) == ("forbidden", "")
    assert card.reason == "Чат уже есть, вы в него не входите."
    client.force_login(cast.administrator)
    address = reverse("chats:create", args=[cast.ours.slug, KIND, "organization", cast.ours.pk])
    response = client.get(address)
    assert response.status_code == 409
    assert card.reason in response.content.decode()


def test_a_refused_wish_comes_back_with_its_reason(cast):
    set_ruling(
        organization=cast.ours,
        by=cast.administrator,
        chat_kind=KIND,
        creator="teacher",
        ruling=Ruling.ON_REQUEST,
    )
    wish = ask_for_chat(kind=KIND, place=cast.ours, by=cast.teacher)
    assert card_for(cast.teacher, cast).state == "requested"
    decline_chat_request(chat_request=wish, by=cast.administrator, reason="Есть общий чат")
    card = card_for(cast.teacher, cast)
    assert card.state == "on_request"
    assert "Есть общий чат" in card.reason


def test_a_forbidden_card_names_reason_rule_and_who_can(cast):
    card = card_for(cast.teacher, cast)
    assert card.state == "forbidden"
    assert card.reason
    assert "Стратегия чатов" in card.clause
    assert "директор" in card.who_can


def kinds_page(client, person, cast):
    client.force_login(person)
    return client.get(reverse("chats:kind_list", args=[cast.ours.slug])).text


def test_the_page_of_kinds_names_a_card_at_home_only_to_whom_one_is_shown(cast, client):
    leader = kinds_page(client, cast.leader, cast)
    assert "Чаты класса — в карточке класса на главной странице." in leader
    head = kinds_page(client, cast.head, cast)
    assert "Здесь чаты всей организации." in head
    assert "на главной странице." not in head


def test_the_number_of_a_clause_stays_with_its_abbreviation(cast, client):
    template = "components/kind_card.html"
    card = Card("forbidden", "Чат", clause="Правило «Чат». п. 4.3.7")
    assert "«Чат». п.\N{NO-BREAK SPACE}4.3.7" in render_to_string(template, {"card": card})
