"""Chats that come into being with their units, by the strategy (norm JOIN-7)."""

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from chats import services
from chats.models import Chat, ChatAudience
from chats.queries import missing_chats
from memberships.services import assign_leader, end_leadership, verify_membership
from organizations.services import (
    create_school_year,
    create_unit,
    set_automatic,
)
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import membership_of, today

KINDS = ("school", "kindergarten", "college")


def switch(organization, *chat_kinds, automatic=True):
    for chat_kind in chat_kinds:
        set_automatic(
            organization=organization,
            by=make.make_operator(),
            chat_kind=chat_kind,
            automatic=automatic,
        )


def enter(cast, name="5В", **fields):
    defaults = {"kind": cast.unit.kind, "school_year": cast.unit.school_year}
    return create_unit(
        organization=cast.ours, by=cast.administrator, name=name, **(defaults | fields)
    )


def kinds_of(unit):
    return sorted(Chat.objects.filter(unit=unit).values_list("kind", flat=True))


# --- With the unit --------------------------------------------------------------------------------


def test_without_a_decision_a_unit_comes_without_chats(cast):
    assert kinds_of(enter(cast)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_chats_of_the_strategy_come_with_the_unit(cast_of, kind):
    cast = cast_of(kind)
    wanted = {"unit_learners", "unit_parents", "unit_teachers"} & set(cast.ours.profile.chats)
    switch(cast.ours, *wanted)
    unit = enter(cast, name="Ёлочка")
    assert kinds_of(unit) == sorted(wanted)
    for chat in Chat.objects.filter(unit=unit):
        entry = cast.ours.profile.chats[chat.kind]
        assert chat.title == entry.title_for(unit_name="Ёлочка")
        codes = ChatAudience.objects.filter(chat=chat, unit=unit).values_list("code", flat=True)
        assert sorted(codes) == sorted(entry.audience)
        assert chat.is_standard
        told = chat.history.get()
        assert told.history_user == cast.administrator
        assert told.history_change_reason == "По стратегии, вместе с подразделением"


def test_only_what_is_switched_on_comes_and_only_here(cast):
    switch(cast.ours, "unit_parents", "unit_teachers")
    switch(cast.ours, "unit_teachers", automatic=False)
    assert kinds_of(enter(cast)) == ["unit_parents"]
    assert kinds_of(cast.unit) == []
    their = create_unit(
        organization=cast.theirs,
        by=make.make_operator(),
        kind=cast.unit.kind,
        name="5В",
        school_year=cast.theirs.school_years.get(),
    )
    assert kinds_of(their) == []


def test_a_unit_that_is_refused_leaves_no_chats(cast):
    switch(cast.ours, "unit_parents")
    with pytest.raises(DomainError, match="уже есть"):
        enter(cast, name="5А")
    assert not Chat.objects.filter(kind="unit_parents").exists()


def test_the_staff_channel_exists_from_the_beginning_whatever_is_switched(cast):
    (channel,) = Chat.objects.filter(organization=cast.ours, kind="staff_channel")
    assert set(channel.people()) >= {cast.teacher, cast.staff, cast.head}
    assert cast.parent not in set(channel.people())


def test_a_unit_of_the_coming_year_gets_its_own_chats(cast):
    switch(cast.ours, "unit_parents")
    year = cast.unit.school_year
    later = create_school_year(
        organization=cast.ours,
        by=cast.administrator,
        starts_on=year.ends_on,
        ends_on=year.ends_on + dt.timedelta(days=365),
    )
    assert kinds_of(enter(cast, name="5А", school_year=later)) == ["unit_parents"]
    assert kinds_of(cast.unit) == []


# --- Whose they are -------------------------------------------------------------------------------


def test_whoever_entered_the_unit_gets_neither_into_the_chat_nor_over_it(cast, client):
    switch(cast.ours, "unit_parents")
    unit = enter(cast)
    chat = Chat.objects.get(unit=unit)
    assert chat.created_by is None
    assert not list(chat.people())
    for right in ("view_chat", "post_message", "manage_chatmembers"):
        assert not cast.administrator.has_perm(f"chats.{right}", chat), right
    client.force_login(cast.administrator)
    assert client.get(reverse("chats:chat", args=[cast.ours.slug, chat.pk])).status_code == 403


def test_the_chat_follows_the_leadership_of_the_day(cast):
    switch(cast.ours, "unit_parents")
    unit = enter(cast)
    chat = Chat.objects.get(unit=unit)
    leadership = assign_leader(
        membership=membership_of(cast.teacher), unit=unit, by=cast.administrator
    )
    assert list(chat.people()) == [cast.teacher]
    again, created = services.create_standard_chat(kind="unit_parents", place=unit, by=cast.teacher)
    assert (again, created) == (chat, False)
    end_leadership(leadership=leadership, by=cast.administrator, reason="Сменился")
    assert not list(chat.people())


def test_in_a_learners_chat_nobody_writes_without_an_adult(cast, client):
    switch(cast.ours, "unit_learners")
    unit = enter(cast)
    chat = Chat.objects.get(unit=unit)
    child = make.make_learner(unit).user
    client.force_login(child)
    page = client.get(reverse("chats:chat", args=[cast.ours.slug, chat.pk]))
    assert "нет взрослого с подтверждённой ролью" in page.content.decode()
    with pytest.raises(PermissionDenied):
        services.post_message(chat=chat, by=child, text="Ура", client_key=uuid.uuid4())
    # Whose role is not confirmed is no such adult yet, and does not write to children either.
    leader = make.make_leader(unit, verified=False)
    for person in (child, leader.user):
        assert not person.has_perm("chats.post_message", chat)
    verify_membership(membership=leader, by=cast.administrator, basis="Приказ № 9")
    for person in (child, leader.user):
        assert person.has_perm("chats.post_message", chat)
    end_leadership(leadership=leader.leaderships.get(), by=cast.administrator, reason="Сменился")
    assert not child.has_perm("chats.post_message", chat)


def test_parents_write_in_their_chat_without_a_leader_too(cast):
    switch(cast.ours, "unit_parents")
    unit = enter(cast)
    parent = make.make_parent(make.make_learner(unit)).user
    assert parent.has_perm("chats.post_message", Chat.objects.get(unit=unit))


# --- What earlier units lack ----------------------------------------------------------------------


def lacking(organization):
    return {
        each.kind.code: [unit.name for unit in each.units] for each in missing_chats(organization)
    }


def test_the_missing_are_made_at_once_and_counted(cast):
    services.create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    assert missing_chats(cast.ours) == []
    switch(cast.ours, "unit_parents", "unit_teachers")
    assert lacking(cast.ours) == {"unit_parents": ["5Б"], "unit_teachers": ["5А", "5Б"]}
    made = services.make_missing_chats(organization=cast.ours, by=cast.head)
    assert [(each.kind.code, each.titles) for each in made] == [
        ("unit_parents", ["Родители 5Б"]),
        ("unit_teachers", ["Педагоги 5А", "Педагоги 5Б"]),
    ]
    assert lacking(cast.ours) == {}
    assert services.make_missing_chats(organization=cast.ours, by=cast.head) == []
    assert Chat.objects.get(unit=cast.unit, kind="unit_parents").created_by == cast.leader
    assert not Chat.objects.filter(unit__organization=cast.theirs).exists()


def test_a_year_that_is_over_gets_nothing_new(cast):
    switch(cast.ours, "unit_parents")
    year = cast.unit.school_year
    year.starts_on, year.ends_on = today(-400), today()
    year.save()
    assert lacking(cast.ours) == {}


@pytest.mark.parametrize("person", PEOPLE)
def test_the_missing_are_made_by_those_who_decide_the_strategy(cast, person):
    switch(cast.ours, "unit_parents")
    by = getattr(cast, person)
    if person in ("administrator", "head"):
        assert services.make_missing_chats(organization=cast.ours, by=by)
    else:
        with pytest.raises(PermissionDenied):
            services.make_missing_chats(organization=cast.ours, by=by)


def test_what_is_missing_costs_the_same_for_any_number(cast, django_assert_num_queries):
    switch(cast.ours, "unit_parents")
    for number in range(6, 11):
        make.make_unit(cast.ours, f"{number}А", grade=number)
    with django_assert_num_queries(4):
        (found,) = missing_chats(cast.ours)
        assert len(found.titles) == 7
