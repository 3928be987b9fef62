"""Families: contacts stay hidden from one another; one account has children in several places."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chats.models import Chat
from chats.services import create_chosen_chat, create_standard_chat
from memberships import services
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from memberships.standing import Standing
from tests import factories as make
from tests.links import walk
from tests.regulations.making import make_approved, make_ready

PHONE = re.compile(r"\D")


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def home(user, organization):
    answer = as_(user).get(reverse("organization_home", args=[organization.slug]))
    assert answer.status_code == 200
    return answer.text


# --- Contacts -------------------------------------------------------------------------------------


@pytest.fixture
def two_apart(cast, monkeypatch):
    """The two parents of one child, and another family of the same class; all may be reached."""
    monkeypatch.setattr(
        "regulations.services.approving.render_regulation", lambda regulation: b"%PDF-1.7"
    )
    make_approved(make_ready(cast.ours))
    child = Membership.objects.get(user=cast.learner)
    father = make.make_parent(child, user=reachable("Лебедев", "+79131110001")).user
    other = make.make_parent(
        make.make_learner(cast.unit), user=reachable("Чайкин", "+79131110002")
    ).user
    cast.parent.phone = "+79131110003"
    cast.parent.save()
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    create_standard_chat(kind="unit_learners", place=cast.unit, by=cast.leader)
    for person in (cast.parent, father, other, cast.leader):
        make.make_message(chat, person)
    create_chosen_chat(
        kind="education_other",
        place=cast.unit,
        by=cast.leader,
        title="Поход",
        people=[cast.parent, father],
    )
    return cast.parent, father, other


def reachable(surname, phone):
    return make.PersonFactory(surname=surname, phone=phone, login=f"login-{phone[-4:]}")


def contacts_on(text, *, of):
    """The e-mails, phones and login names of these people that stand on a page."""
    digits = PHONE.sub("", text)
    found = [user.email for user in of if user.email and user.email in text]
    found += [user.phone for user in of if user.phone and user.phone[2:] in digits]
    return found + [user.login for user in of if user.login and user.login in text]


@pytest.mark.parametrize("who", ["mother", "father", "another family", "learner"])
def test_nobody_of_the_families_reads_anybodys_contacts(cast, two_apart, who):
    people = dict(zip(("mother", "father", "another family"), two_apart, strict=True))
    viewer = people.get(who, cast.learner)
    others = list(User.objects.exclude(pk=viewer.pk))
    starts = ["/", reverse("accounts:profile"), reverse("own_requests")]
    starts.append(reverse("organization_home", args=[cast.ours.slug]))
    pages = walk(as_(viewer), starts)
    seen = {page for page, answer in pages.values() if answer.status_code == 200}
    assert seen >= {"organization_home", "chats:chat", "chats:people", "accounts:profile"}
    found = {
        address: contacts
        for address, (_, answer) in pages.items()
        if (contacts := contacts_on(answer.text, of=others))
    }
    assert found == {}
    # The walk would find them: one's own are in the own profile.
    own = pages[reverse("accounts:profile")][1].text
    assert contacts_on(own, of=[viewer])


def test_a_leader_reads_names_of_families_and_no_contacts(cast, two_apart):
    pages = walk(as_(cast.leader), [reverse("organization_home", args=[cast.ours.slug])])
    seen = {page for page, answer in pages.values() if answer.status_code == 200}
    assert "memberships:family_list" in seen
    for address, (_, answer) in pages.items():
        assert contacts_on(answer.text, of=two_apart) == [], address


def test_names_are_seen_only_where_a_chat_is_shared(cast, two_apart):
    mother, father, other = two_apart
    elsewhere = make.make_parent(
        make.make_learner(cast.other_unit), user=reachable("Дальняя", "+79131110004")
    ).user
    for viewer, hidden in ((mother, [elsewhere]), (elsewhere, [father, other])):
        pages = walk(as_(viewer), [reverse("organization_home", args=[cast.ours.slug])])
        text = "".join(answer.text for _, answer in pages.values())
        assert [person.surname for person in hidden if person.surname in text] == []
    chat = reverse("organization_home", args=[cast.ours.slug])
    text = "".join(answer.text for _, answer in walk(as_(mother), [chat]).values())
    assert father.surname in text


# --- Several children -----------------------------------------------------------------------------


@pytest.fixture
def children(cast):
    """One account: two children in two classes of ours, a third in another organization."""
    names = {"first": "Агата", "second": "Богдан", "third": "Варвара"}
    units = {
        "first": cast.unit,
        "second": cast.other_unit,
        "third": make.make_unit(cast.theirs, "2Г", grade=2),
    }
    rows = {
        key: make.make_learner(units[key], user=make.PersonFactory(account=False, given_name=name))
        for key, name in names.items()
    }
    parent = make.make_parent(rows["first"]).user
    for key in ("second", "third"):
        make.make_parent(rows[key], user=parent)
    return parent, rows


def test_each_organization_shows_only_its_own_children(cast, children):
    parent, _ = children
    ours, theirs = home(parent, cast.ours), home(parent, cast.theirs)
    assert [name in ours for name in ("Агата", "Богдан", "Варвара")] == [True, True, False]
    assert [name in theirs for name in ("Агата", "Богдан", "Варвара")] == [False, False, True]
    assert Standing(parent, cast.ours).children_units == {cast.unit.pk, cast.other_unit.pk}
    # One role in each organization, whatever the number of children.
    roles = Membership.objects.filter(user=parent, role=Role.PARENT)
    assert roles.values("organization").distinct().count() == roles.count() == 2


def test_a_parent_of_two_classes_is_in_the_chats_of_both_and_chooses_the_organization(
    cast, children
):
    parent, _ = children
    for unit in (cast.unit, cast.other_unit):
        chat, _ = create_standard_chat(kind="unit_parents", place=unit, by=cast.operator)
        assert parent in chat.people()
    choice = as_(parent).get("/").text
    assert cast.ours.short_name in choice
    assert cast.theirs.short_name in choice


#: Which child leaves → the units in ours whose families the parent still belongs to, and whether
#: the role of parent lasts (in ours, in theirs).
LEAVING = {
    "first": ({"5Б"}, True, True),
    "second": ({"5А"}, True, True),
    "third": ({"5А", "5Б"}, True, False),
}


@pytest.mark.parametrize("who", LEAVING)
def test_a_link_ends_when_the_child_leaves_and_only_that_one(cast, children, who):
    parent, rows = children
    services.end_membership(membership=rows[who], by=cast.operator, reason="Выбыл")
    units, in_ours, in_theirs = LEAVING[who]
    kept = Standing(parent, cast.ours).children_units
    assert {unit.name for unit in (cast.unit, cast.other_unit) if unit.pk in kept} == units
    for organization, lasts in ((cast.ours, in_ours), (cast.theirs, in_theirs)):
        assert (Role.PARENT in Standing(parent, organization).roles) == lasts
    gone = FamilyLink.objects.get(parent=parent, child=rows[who].user)
    assert gone.history.first().history_change_reason == "Выбыл"
    assert FamilyLink.objects.current().filter(parent=parent).count() == 2


def test_after_the_last_child_left_nothing_of_the_organization_is_there(cast, children):
    parent, rows = children
    for who in ("first", "second"):
        services.end_membership(membership=rows[who], by=cast.operator, reason="Выбыл")
    answer = as_(parent).get(reverse("organization_home", args=[cast.ours.slug]))
    assert answer.status_code == 404
    assert "Варвара" in home(parent, cast.theirs)


def test_a_child_who_moves_to_another_class_keeps_its_parents(cast, children):
    parent, rows = children
    moved = services.add_member(
        organization=cast.ours,
        user=rows["first"].user,
        role=Role.LEARNER,
        unit=cast.other_unit,
        by=cast.administrator,
    )
    services.end_membership(membership=rows["first"], by=cast.administrator, reason="Перевод")
    assert Standing(parent, cast.ours).children_units == {cast.other_unit.pk}
    assert moved.unit == cast.other_unit


def test_a_channel_of_the_whole_organization_names_no_family_to_families(cast, two_apart):
    mother, father, _ = two_apart
    channel = Chat.objects.get(organization=cast.ours, kind="community_channel")
    address = reverse("chats:people", args=[cast.ours.slug, channel.pk])
    text = as_(mother).get(address).text
    assert cast.teacher.full_name in text
    assert mother.full_name in text
    assert father.full_name not in text
    assert "другие семьи в канале друг друга не видят" in text
    assert father.full_name not in as_(mother).get(address, {"q": father.surname}).text
    assert father.full_name in as_(cast.leader).get(address, {"q": father.surname}).text
