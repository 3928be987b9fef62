"""Cards for small children: issued, reprinted, revoked, and when they let nobody in any more."""

import re
import uuid

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from chats.services import create_standard_chat
from memberships import cards, services
from memberships.models import Membership, SignInCard
from memberships.roles import Role
from memberships.standing import Standing
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.tokens import digest
from tests import factories as make
from tests.cast import PEOPLE
from tests.database import whole_database
from tests.verbs import today


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


# --- Secrets --------------------------------------------------------------------------------------


def test_neither_code_nor_pin_is_stored_anywhere(cast, child):
    (issued,) = issue(cast, child)
    card = SignInCard.objects.get()
    assert card.token_digest == digest(issued.token)
    assert check_password(issued.pin, card.pin_hash)
    everything = str(whole_database())
    assert issued.token not in everything
    assert f"'{issued.pin}'" not in everything
    fields = {field.name for field in SignInCard.history.model._meta.get_fields()}
    assert not fields & {"token_digest", "pin_hash", "form_key"}


@pytest.mark.parametrize(
    ("pin", "trivial"),
    [
        *((pin, True) for pin in "0000 1111 1212 1122 1234 0123 4321 9876 9012 1999 2016".split()),
        *((pin, False) for pin in "1357 4071 8260 3512 1243".split()),
    ],
)
def test_pins_that_are_tried_first_are_known(pin, trivial):
    assert cards.is_trivial(pin) == trivial


def test_made_pins_are_four_digits_and_never_trivial():
    pins = {cards.make_pin() for _ in range(500)}
    assert all(re.fullmatch(r"\d{4}", pin) and not cards.is_trivial(pin) for pin in pins)
    assert len(pins) > 300


# --- Issuing and revoking -------------------------------------------------------------------------


def test_a_new_card_kills_the_old_one(cast, child):
    (first,), (second,) = issue(cast, child), issue(cast, child)
    assert in_force() == {second.card}
    first.card.refresh_from_db()
    assert first.card.revoked_by == cast.leader
    assert first.card.history.first().history_change_reason == "Выпущена новая карточка"


def test_a_form_sent_twice_does_not_kill_what_was_just_printed(cast, child):
    key = uuid.uuid4()
    (issued,) = issue(cast, child, form_key=key)
    with pytest.raises(DomainError, match="уже выпущены"):
        issue(cast, child, form_key=key)
    assert in_force() == {issued.card}
    # Another person's form may have the same key by chance.
    services.issue_cards(unit=cast.unit, learners=[child], by=cast.administrator, form_key=key)


def test_a_revoked_card_is_revoked_once(cast, child):
    issue(cast, child)
    services.revoke_card(unit=cast.unit, learner=child, by=cast.leader)
    assert in_force() == set()
    with pytest.raises(DomainError, match="Карточки уже нет"):
        services.revoke_card(unit=cast.unit, learner=child, by=cast.leader)


@pytest.mark.parametrize("person", sorted({*PEOPLE} - {"administrator", "leader"}))
def test_only_the_leader_and_the_administrator_issue(cast, child, person):
    with pytest.raises(PermissionDenied):
        services.issue_cards(unit=cast.unit, learners=[child], by=getattr(cast, person))


def other_role(cast, child):
    make.make_member(cast.ours, Role.PARENT, user=child, verified=False)


def another_organization(cast, child):
    make.make_learner(make.make_unit(cast.theirs, "3В"), user=child)


def own_login(cast, child):
    child.login = "masha.b"
    child.save()


def closed_account(cast, child):
    child.is_active = False
    child.save()


def leaves(cast, child):
    services.end_membership(
        membership=Membership.objects.get(user=child), by=cast.administrator, reason="Выбыла"
    )


#: Whoever issued the card knows its PIN: it must open nothing but a learner's part here.
ENDS = [other_role, another_organization, own_login, closed_account, leaves]


@pytest.mark.parametrize("happens", ENDS)
def test_a_card_ends_by_itself(cast, child, happens):
    (issued,) = issue(cast, child)
    happens(cast, child)
    assert in_force() == set()
    assert cards.card_by_token(issued.token, "1.2.3.4") is None


@pytest.mark.parametrize("happened", ENDS)
def test_nobody_gets_a_card_through_whom_more_could_be_reached(cast, child, happened):
    happened(cast, child)
    with pytest.raises(DomainError, match="Карточку нельзя выпустить"):
        issue(cast, child)


def test_cards_are_for_the_units_own_learners(cast, child):
    stranger = make.make_small_learner(cast.other_unit).user
    for learners in ([stranger], [child, stranger], [cast.learner], [cast.teacher]):
        with pytest.raises(DomainError, match="Карточку нельзя выпустить"):
            issue(cast, *learners)
    with pytest.raises(DomainError, match="Отметьте"):
        issue(cast)
    assert not SignInCard.objects.exists()


def test_a_kindergarten_has_no_cards(cast_of):
    cast = cast_of("kindergarten")
    assert not cards.are_offered(cast.unit)
    with pytest.raises(DomainError, match="не бывает"):
        services.issue_cards(unit=cast.unit, learners=[cast.learner], by=cast.leader)
    assert "карточек не бывает" in as_(cast.leader).get(page(cast)).text
    unit_page = as_(cast.leader).get(reverse("chats:unit", args=[cast.ours.slug, cast.unit.pk]))
    assert page(cast) not in unit_page.text


def test_a_year_that_is_over_prints_no_cards_but_revokes_them(cast, child):
    issue(cast, child)
    year = cast.unit.school_year
    year.starts_on, year.ends_on = today(-400), today(-30)
    year.save()
    cast.unit.refresh_from_db()
    with pytest.raises(DomainError, match="закончился"):
        issue(cast, child)
    services.revoke_card(unit=cast.unit, learner=child, by=cast.leader)
    assert in_force() == set()


@pytest.mark.parametrize(
    ("kind", "grade", "small"),
    [("school", 1, True), ("school", 4, True), ("school", 5, False), ("college", 1, False)],
)
def test_cards_are_meant_for_small_children(cast_of, kind, grade, small):
    unit = make.make_unit(cast_of(kind).ours, "1К", grade=grade)
    assert cards.are_for_small(unit) == small
    assert cards.are_offered(unit)


# --- A card is an account -------------------------------------------------------------------------


def test_with_a_card_a_child_takes_part_in_chats_and_without_it_no_longer(cast, child):
    chat, _ = create_standard_chat(kind="unit_learners", place=cast.unit, by=cast.leader)
    assert child not in chat.people()
    issue(cast, child)
    assert child in chat.people()
    assert chat.includes(Standing(child, cast.ours))
    services.revoke_card(unit=cast.unit, learner=child, by=cast.leader)
    assert child not in chat.people()


def test_a_card_opens_no_other_role(cast, child):
    issue(cast, child)
    assert not child.has_account
    with pytest.raises(DomainError, match="нет учётной записи"):
        services.add_member(
            organization=cast.ours, user=child, role=Role.PARENT, by=cast.administrator
        )
