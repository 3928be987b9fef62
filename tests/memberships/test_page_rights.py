"""The rights of a page are those of ``has_perm``, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from memberships.grants import GRANTABLE
from memberships.page_rights import PageRights, RightOverMany, RightsOfSeveral
from memberships.permissions import RULES
from memberships.roles import Role
from organizations.chat_kinds import CODENAMES, Ruling
from organizations.models import Unit
from organizations.services import set_ruling
from sferum_portal.lib.access import explain
from tests import factories as make
from tests.cast import PEOPLE
from tests.chat_matrix import MATRIX, place_of
from tests.facts import grant

#: Every kind of chat on every kind of place, also where there is no such right.
SCOPES = ("organization", "unit", "unit_subject")
#: A decision reads roles, leaderships, teachings and the strategy; a refusal is explained, with
#: the clause of the regulation that it rests on.
MOST_QUERIES, MOST_TO_EXPLAIN, MOST_WITH_EXCEPTION = 4, 8, 8


def disagreements(cast, people):
    """Where a page would show something else than the service does."""
    found = []
    for name, person in people.items():
        rights = PageRights(person, cast.ours)
        for chat_kind, codename in CODENAMES.items():
            for scope in SCOPES:
                place = place_of(cast, scope)
                one = person.has_perm(f"organizations.{codename}", place)
                other = rights.decide_creation(chat_kind, place).allowed
                if one != other:
                    found.append((name, chat_kind, scope, one, other))
    return found


def everybody(cast):
    """The cast, and people whose rights are a trap."""
    people = {name: getattr(cast, name) for name in [*PEOPLE, "operator"]}
    unverified = make.make_member(cast.ours, Role.STAFF, verified=False).user
    make.make_member(cast.ours, Role.PARENT, user=unverified)
    closed = make.make_member(cast.ours, Role.HEAD).user
    closed.is_active = False
    closed.save()
    return people | {
        "an unconfirmed employee and confirmed parent": unverified,
        "an unconfirmed administrator": make.make_member(
            cast.ours, Role.ADMINISTRATOR, verified=False
        ).user,
        "a closed account": closed,
    }


@pytest.mark.parametrize("kind", MATRIX)
def test_a_page_gives_the_answers_of_has_perm(cast_of, kind):
    cast = cast_of(kind)
    assert disagreements(cast, everybody(cast)) == []


def test_it_does_with_exceptions_and_an_own_strategy_too(cast):
    people = everybody(cast)
    staff = set(PEOPLE) - {"learner", "parent", "former", "outsider", "outsider_leader", "stranger"}
    traps = [name for name in people if name not in PEOPLE and name != "operator"]
    for name in [*staff, *traps]:
        for perm, place in (
            ("organizations.create_parents_chat", cast.unit),
            ("organizations.create_teachers_chat", cast.unit),
            ("organizations.create_channel", cast.ours),
            ("organizations.create_subject_chat", cast.unit_subject),
        ):
            grant(cast, people[name], perm, place)
    change = {"organization": cast.ours, "by": cast.administrator}
    set_ruling(**change, chat_kind="unit_learners", creator="teacher", ruling=Ruling.ALLOWED)
    set_ruling(**change, chat_kind="unit_parents", creator="leader", ruling=Ruling.ON_REQUEST)
    assert disagreements(cast, people) == []
    assert people["deputy"].has_perm("organizations.create_parents_chat", cast.unit)


def test_rights_in_several_organizations_are_those_of_has_perm(cast):
    make.make_member(cast.theirs, Role.HEAD, user=cast.teacher)
    make.make_member(cast.theirs, Role.ADMINISTRATOR, user=cast.administrator, verified=False)
    both = [cast.ours, cast.theirs]
    on_organizations = [
        perm
        for perm in RULES
        if perm.startswith("organizations.") and perm not in GRANTABLE | {"organizations.view_unit"}
    ]
    assert len(on_organizations) > 10
    for name, person in everybody(cast).items():
        rights = RightsOfSeveral(person, both)
        for perm in on_organizations:
            having = [place for place in both if person.has_perm(perm, place)]
            assert rights.organizations(perm) == having, (name, perm)
    with pytest.raises(ValueError, match="exception"):
        rights.organizations("organizations.create_channel")


def queries_of(act):
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def place_for_rule(cast, perm):
    if perm.partition(".")[2] in {name for name, _ in Unit._meta.permissions} | {"view_unit"}:
        return cast.unit
    return cast.ours


@pytest.mark.parametrize("person", ["administrator", "leader", "parent", "stranger"])
def test_a_decision_costs_few_queries(cast, person):
    person = getattr(cast, person)
    costs = {
        perm: queries_of(lambda perm=perm: person.has_perm(perm, place_for_rule(cast, perm)))
        for perm in RULES
        if perm.startswith("organizations.")
    }
    for chat_kind, scope in MATRIX["school"]:
        perm, place = f"organizations.{CODENAMES[chat_kind]}", place_of(cast, scope)
        costs[perm, scope] = queries_of(lambda perm=perm, place=place: person.has_perm(perm, place))
        costs["why", perm] = queries_of(lambda perm=perm, place=place: explain(person, perm, place))
    most = {name: MOST_TO_EXPLAIN if name[0] == "why" else MOST_QUERIES for name in costs}
    assert {name: cost for name, cost in costs.items() if cost > most[name]} == {}


def test_an_exception_costs_few_queries_more(cast):
    perm = "organizations.create_parents_chat"
    grant(cast, cast.deputy, perm)
    assert queries_of(lambda: cast.deputy.has_perm(perm, cast.unit)) <= MOST_WITH_EXCEPTION


def test_a_whole_page_costs_a_fixed_number_of_queries(cast):
    def decide(person, places):
        rights = PageRights(person, cast.ours)
        for place in places:
            for chat_kind in CODENAMES:
                rights.decide_creation(chat_kind, place)

    few = [cast.unit, cast.unit_subject, cast.ours]
    many = [*few, cast.other_unit, make.make_unit_subject(cast.other_unit)]
    for person in (cast.leader, cast.deputy, cast.parent):
        cost = queries_of(lambda person=person: decide(person, few))
        assert cost <= 7
        assert queries_of(lambda person=person: decide(person, many)) == cost


def test_one_right_over_many_rows_gives_the_answers_of_has_perm(cast):
    perm = "memberships.decide_joinrequest"
    people = everybody(cast)
    rows = [
        make.JoinRequestFactory(organization=organization, applicant=applicant)
        for organization in (cast.ours, cast.theirs)
        for applicant in (cast.stranger, cast.administrator)
    ]
    wrong = [
        (name, row)
        for name, person in people.items()
        for right in [RightOverMany(person, perm)]
        for row in rows
        if person.has_perm(perm, row) != right.decide(row).allowed
    ]
    assert wrong == []
    with CaptureQueriesContext(connection) as captured:
        right = RightOverMany(cast.administrator, perm)
        for row in rows:
            right.decide(row)
    assert len(captured) == 2, "one query for each organization"
    with pytest.raises(ValueError, match="exception"):
        RightOverMany(cast.administrator, next(iter(GRANTABLE)))
