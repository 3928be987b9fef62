"""The strategy of chats: the kind's defaults, and where the organization decides otherwise."""

import pytest

from organizations.chat_kinds import CODENAMES, Creator, Ruling
from organizations.models import AutomaticChat, ChatRule
from organizations.services import set_automatic, set_ruling
from organizations.strategy import Strategy
from sferum_portal.lib.errors import DomainError
from tests import factories as make

KINDS = ("school", "kindergarten", "college")


def decide(organization, chat_kind, creator, ruling):
    return set_ruling(
        organization=organization,
        by=make.make_operator(),
        chat_kind=chat_kind,
        creator=creator,
        ruling=ruling,
    )


def state_of(organization):
    strategy = Strategy(organization)
    return {
        (chat_kind, creator): strategy.ruling(chat_kind, creator)
        for chat_kind in CODENAMES
        for creator in Creator
    }


@pytest.mark.parametrize("kind", KINDS)
def test_without_rulings_the_defaults_of_the_kind_hold(db, kind):
    organization = make.make_organization(kind)
    for (chat_kind, creator), ruling in state_of(organization).items():
        entry = organization.profile.chats.get(chat_kind)
        allowed = entry is not None and creator in entry.creators
        assert ruling == (Ruling.ALLOWED if allowed else Ruling.DENIED)


def test_a_ruling_changes_one_cell_of_one_organization(db):
    ours, theirs = make.make_organization(), make.make_organization()
    before = state_of(ours)
    assert decide(ours, "unit_parents", "deputy", Ruling.ALLOWED)
    changed = {cell for cell, ruling in state_of(ours).items() if ruling != before[cell]}
    assert changed == {("unit_parents", "deputy")}
    assert state_of(theirs) == before


def test_the_usual_again_leaves_no_row_and_its_history(db):
    organization = make.make_organization()
    assert decide(organization, "unit_parents", "leader", Ruling.DENIED)
    assert not decide(organization, "unit_parents", "leader", Ruling.DENIED)
    assert decide(organization, "unit_parents", "leader", Ruling.ON_REQUEST)
    assert ChatRule.objects.count() == 1
    assert decide(organization, "unit_parents", "leader", Ruling.ALLOWED)
    assert not ChatRule.objects.exists()
    told = ChatRule.history.filter(organization=organization)
    assert [row.history_type for row in told] == ["-", "~", "+"]
    assert {row.history_user for row in told} == {make.make_operator()}
    assert all(row.history_change_reason for row in told)


@pytest.mark.parametrize(
    ("kind", "chat_kind", "creator"),
    [
        ("school", "unit_parents", "parent"),
        ("school", "unit_parents", "learner"),
        ("school", "unit_parents", "king"),
        ("school", "unit_parents", ""),
        ("school", "unit_parents", "subject_teacher"),
        ("school", "head_teachers", "leader"),
        ("school", "no_such_kind", "head"),
        ("school", "staff_channel", "teacher"),
        ("school", "community_channel", "administrator"),
        ("kindergarten", "unit_learners", "leader"),
        ("kindergarten", "unit_subject", "subject_teacher"),
    ],
)
def test_what_makes_no_sense_cannot_be_decided(db, kind, chat_kind, creator):
    organization = make.make_organization(kind)
    with pytest.raises(DomainError):
        decide(organization, chat_kind, creator, Ruling.ALLOWED)
    assert not ChatRule.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_every_cell_that_makes_sense_can_take_every_ruling(db, kind):
    organization = make.make_organization(kind)
    strategy = Strategy(organization)
    for chat_kind, entry in organization.profile.chats.items():
        for creator in Creator:
            if entry.automatic or not strategy.can_be_ruled(chat_kind, creator):
                continue
            for ruling in Ruling:
                decide(organization, chat_kind, creator, ruling)
                assert Strategy(organization).ruling(chat_kind, creator) == ruling
    # All cells were left at «denied»; nobody may create anything by the strategy now.
    assert not any(Strategy(organization).creators(chat_kind) for chat_kind in CODENAMES)


def test_a_row_about_a_kind_that_is_not_there_allows_nothing(db):
    """As it would stay behind if the organization changed its kind."""
    organization = make.make_organization("kindergarten")
    ChatRule.objects.create(
        organization=organization, chat_kind="unit_learners", creator="leader", ruling="allowed"
    )
    leader = make.make_leader(make.make_unit(organization, "Ромашка")).user
    unit = leader.memberships.get().leaderships.get().unit
    assert Strategy(organization).ruling("unit_learners", "leader") == Ruling.DENIED
    assert not leader.has_perm("organizations.create_learners_chat", unit)


def test_administration_that_is_not_confirmed_creates_nothing_by_any_strategy(cast):
    unverified = make.make_member(cast.ours, "head", verified=False).user
    decide(cast.ours, "unit_teachers", "head", Ruling.ALLOWED)
    assert cast.head.has_perm("organizations.create_teachers_chat", cast.unit)
    assert not unverified.has_perm("organizations.create_teachers_chat", cast.unit)


def test_the_strategy_costs_one_query(cast, django_assert_num_queries):
    decide(cast.ours, "unit_parents", "deputy", Ruling.ALLOWED)
    with django_assert_num_queries(1):
        strategy = Strategy(cast.ours)
        for chat_kind in CODENAMES:
            strategy.creators(chat_kind)


# --- Chats that come into being with their units --------------------------------------------------


def switch(organization, chat_kind, automatic=True):
    return set_automatic(
        organization=organization,
        by=make.make_operator(),
        chat_kind=chat_kind,
        automatic=automatic,
    )


def automatic(organization):
    return [kind.code for kind in Strategy(organization).automatic]


#: Kind of organization → the chats that may come into being with a unit.
AUTOMATIC = {
    "school": ["unit_learners", "unit_parents", "unit_teachers"],
    "kindergarten": ["unit_parents", "unit_teachers"],
    "college": ["unit_learners", "unit_parents", "unit_teachers"],
}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_automatic_until_it_is_decided_and_only_chats_of_a_unit_may_be(db, kind):
    organization = make.make_organization(kind)
    assert automatic(organization) == []
    for chat_kind in [*CODENAMES, "staff_channel", "no_such_kind"]:
        if chat_kind in AUTOMATIC[kind]:
            assert switch(organization, chat_kind)
        else:
            with pytest.raises(DomainError, match="сами не создаются"):
                switch(organization, chat_kind)
    assert automatic(organization) == AUTOMATIC[kind]


def test_switching_twice_is_no_fault_and_the_history_tells_both_ways(db):
    ours, theirs = make.make_organization(), make.make_organization()
    assert not switch(ours, "unit_parents", automatic=False)
    assert switch(ours, "unit_parents")
    assert not switch(ours, "unit_parents")
    assert automatic(theirs) == []
    assert switch(ours, "unit_parents", automatic=False)
    assert automatic(ours) == []
    told = AutomaticChat.history.filter(organization=ours)
    assert [row.history_type for row in told] == ["-", "+"]
    assert {row.history_user for row in told} == {make.make_operator()}
    assert all(row.history_change_reason for row in told)


def test_a_kind_that_is_not_there_any_more_is_not_automatic(db):
    organization = make.make_organization("kindergarten")
    AutomaticChat.objects.create(organization=organization, chat_kind="unit_learners")
    assert automatic(organization) == []
