"""The leader's pages of cards: the list, the sheet with its page of PINs, reprinting, revoking."""

import io
import re

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from memberships import cards, services
from memberships.models import SignInCard
from tests import factories as make
from tests.facts import today
from tests.helpers import assert_queries_do_not_grow


@pytest.fixture
def child(cast):
    return make.make_small_learner(cast.unit, surname="Белова").user


def issue(cast, *learners, **fields):
    return services.issue_cards(unit=cast.unit, learners=learners, by=cast.leader, **fields)


def page(cast, name="card_list", *more):
    return reverse(f"memberships:{name}", args=[cast.ours.slug, cast.unit.pk, *more])


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def in_force():
    return set(SignInCard.objects.in_force())


def printed(answer):
    assert answer["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


def test_cards_and_pins_are_on_different_pages_and_work(cast, child):
    second = make.make_small_learner(cast.unit, surname="Котова").user
    client = as_(cast.leader)
    asked = client.get(page(cast, "cards_print"), {"lacking": "1"})
    assert "2\xa0карточки" in asked.text
    assert "открыть его снова нельзя" in asked.text
    answer = client.post(page(cast, "cards_print"), {"learner": [child.pk, second.pk]})
    assert "no-store" in answer["Cache-Control"]
    *sheets, pins = printed(answer)
    for each in (child, second):
        (pin,) = re.findall(rf"{each.surname} {each.given_name}\s+(\d{{4}})", pins)
        card = SignInCard.objects.get(user=each)
        assert check_password(pin, card.pin_hash)
        assert not [sheet for sheet in sheets if pin in re.sub(r"/c/[\w-]+", "", sheet)]
    tokens = re.findall(r"/c/([\w-]{22})", "".join(sheets).replace("\n", ""))
    found = {cards.card_by_token(token, "1.2.3.4").user for token in tokens}
    assert found == {child, second}
    assert "/c/" not in pins


def test_a_reprint_says_what_dies_and_the_second_press_is_refused(cast, child):
    issue(cast, child)
    client = as_(cast.leader)
    asked = client.get(page(cast, "cards_print"), {"learner": child.pk}).text
    assert "Перестанут действовать: 1\xa0прежняя карточка" in asked
    (key,) = re.findall(r'name="form_key" value="([\w-]+)"', asked)
    form = {"learner": child.pk, "form_key": key}
    assert client.post(page(cast, "cards_print"), form).status_code == 200
    (alive,) = in_force()
    again = client.post(page(cast, "cards_print"), form)
    assert (again.status_code, in_force()) == (409, {alive})
    assert "уже выпущены" in again.text


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"learner": "abc"},
        {"learner": "9" * 40},
        {"learner": ["-1", "", "\x00"]},
        {"form_key": "no-uuid"},
    ],
)
def test_a_broken_form_issues_nothing(cast, child, form):
    answer = as_(cast.leader).post(page(cast, "cards_print"), form)
    assert answer.status_code in (409, 422)
    assert "Никто не отмечен" in answer.text
    assert not SignInCard.objects.exists()


def test_the_list_says_who_has_a_card_and_who_cannot(cast, child):
    other = make.make_small_learner(cast.unit, surname="Котова").user
    make.make_learner(make.make_unit(cast.theirs, "3В"), user=other)
    client = as_(cast.leader)
    before = client.get(page(cast)).text
    assert "Карточки нет" in before
    assert "Карточка невозможна" in before
    assert "своя учётная запись" in before
    issue(cast, child)
    after = client.get(page(cast)).text
    assert f"Карточка от {today():%d.%m.%Y}, {cast.leader.short_name}" in after
    assert "ещё не входили" in after
    answer = client.post(page(cast, "card_revoke", child.pk), follow=True)
    assert "Карточка отозвана" in answer.text
    assert in_force() == set()
    assert "Карточки уже нет" in client.post(page(cast, "card_revoke", child.pk), follow=True).text
    assert client.post(page(cast, "card_revoke", cast.teacher.pk)).status_code == 404


def test_the_list_costs_the_same_for_any_number(cast):
    def add():
        make.make_card(cast.unit)

    client = as_(cast.leader)
    assert_queries_do_not_grow(client, page(cast), add)
    assert_queries_do_not_grow(client, page(cast, "cards_print") + "?lacking=1", add)


def test_the_administrator_finds_the_cards_from_the_person(cast, child):
    client = as_(cast.administrator)
    person = reverse("admin:accounts_user_change", args=[child.pk])
    assert page(cast) in client.get(person).text
    issue(cast, child)
    assert "по карточке" in client.get(person).text


@pytest.mark.parametrize(
    ("has_login", "sentence"),
    [(True, "никому не нужны: каждый входит сам"), (False, "выпустить некому")],
)
def test_where_nobody_may_have_a_card_one_sentence_stands_for_all_buttons(
    cast, has_login, sentence
):
    unit = make.make_unit(cast.ours, "9Ю", grade=9)
    membership = make.make_leader(unit)
    child = make.make_learner(unit).user if has_login else make.make_small_learner(unit).user
    if not has_login:
        # Two organizations know the child: a card of one would open the other's part.
        make.make_learner(make.make_unit(cast.theirs, "9Ю", grade=9), user=child)
    address = reverse("memberships:card_list", args=[cast.ours.slug, unit.pk])
    text = as_(membership.user).get(address).text
    assert sentence in text
    for offered in ("Напечатать", 'type="checkbox"', "ПИН-код портал не хранит", "придуманы"):
        assert offered not in text
    make.make_small_learner(unit)
    text = as_(membership.user).get(address).text
    assert sentence not in text
    assert "Напечатать отмеченным" in text
