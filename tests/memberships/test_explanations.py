"""A denial says why not, by which rule, and who can: in Russian, in the organization's words."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser

from memberships.permissions import RULES
from memberships.roles import Role
from organizations import kinds
from organizations.chat_kinds import CODENAMES, Ruling
from organizations.services import set_ruling
from sferum_portal.lib.access import explain
from tests import factories as make
from tests.cast import PEOPLE
from tests.chat_matrix import MATRIX, place_of

OUTSIDE = {"former", "outsider", "outsider_leader", "stranger"}


def faults_of(decision, organization):
    """What is wrong with an explanation; the organization's own name may be in any script."""
    texts = [decision.reason, decision.rule, decision.who_can]
    texts = [text.replace(str(organization), "") for text in texts]
    if decision.allowed:
        return ["an explanation of a yes"] if any(texts) else []
    faults = []
    if not re.search(r"[А-ЯЁ][^.]*\.$", texts[0]):
        faults.append(f"no sentence: {texts[0]!r}")
    faults += [f"not Russian: {text!r}" for text in texts if re.search(r"[A-Za-z_{}]", text)]
    faults += [f"empty: {text!r}" for text in texts if "None" in text or "  " in text]
    return faults


@pytest.mark.parametrize("kind", MATRIX)
def test_every_denial_of_a_chat_is_explained(cast_of, kind):
    cast, faults = cast_of(kind), []
    for (chat_kind, scope), allowed in MATRIX[kind].items():
        for person in PEOPLE:
            perm, place = f"organizations.{CODENAMES[chat_kind]}", place_of(cast, scope)
            decision = explain(getattr(cast, person), perm, place)
            found = faults_of(decision, cast.ours)
            if decision.allowed != (person in allowed):
                found.append("contradicts the matrix")
            if not decision and allowed and person not in OUTSIDE and not decision.who_can:
                found.append("does not say who can")
            if person in OUTSIDE and "Вы не состоите" not in decision.reason:
                found.append("tells a stranger something")
            faults += [(chat_kind, scope, person, fault) for fault in found]
    assert faults == []


@pytest.mark.parametrize("kind", MATRIX)
def test_every_other_denial_is_explained(cast_of, kind):
    cast, faults = cast_of(kind), []
    join_request = make.JoinRequestFactory(organization=cast.ours)
    invitation, _ = make.make_invitation(cast.unit)
    unverified = make.make_member(cast.ours, Role.ADMINISTRATOR, verified=False).user
    people = {name: getattr(cast, name) for name in PEOPLE} | {"unverified": unverified}
    for perm in [name for name in RULES if not name.startswith("chats.")]:
        place = cast.ours
        if perm in ("organizations.view_unit", "organizations.issue_unit_invitations"):
            place = cast.unit
        elif perm == "memberships.decide_joinrequest":
            place = join_request
        elif perm == "invitations.revoke_invitation":
            place = invitation
        for name, person in people.items():
            decision = explain(person, perm, place)
            found = faults_of(decision, cast.ours)
            if not decision and name not in OUTSIDE and not decision.who_can:
                found.append("does not say who can")
            faults += [(perm, name, fault) for fault in found]
    assert faults == []


def test_the_words_are_those_of_the_organization(cast_of):
    said = {}
    for kind in MATRIX:
        cast = cast_of(kind)
        decision = explain(cast.teacher, "organizations.create_parents_chat", cast.unit)
        said[kind] = decision
        leader = kinds.get(kind).words.leader
        assert str(leader) in decision.reason
        assert str(leader) in decision.who_can
    assert len({decision.who_can for decision in said.values()}) == len(MATRIX)


def reason_of(cast, person, codename, place):
    return explain(getattr(cast, person), f"organizations.{codename}", place).reason


def test_each_reason_is_the_one_that_helps(cast):
    assert "ещё не подтверждена" in reason_of(
        cast, "unverified_leader", "create_parents_chat", cast.unit
    )
    assert "не ведёте здесь предмет" in reason_of(
        cast, "teacher", "create_subject_chat", cast.unit_subject
    )
    assert "участвуют в чатах, но не создают" in reason_of(
        cast, "parent", "create_parents_chat", cast.unit
    )
    assert "не предусмотрены" in reason_of(
        cast, "administrator", "create_head_deputies_chat", cast.unit
    )
    cast.leader.is_active = False
    assert "закрыта" in reason_of(cast, "leader", "create_parents_chat", cast.unit)


def test_what_may_be_asked_for_says_so(cast):
    change = {"organization": cast.ours, "by": cast.administrator, "chat_kind": "unit_parents"}
    set_ruling(**change, creator="deputy", ruling=Ruling.ON_REQUEST)
    decision = explain(cast.deputy, "organizations.create_parents_chat", cast.unit)
    assert decision.on_request
    assert "по запросу" in decision.reason
    assert not explain(cast.teacher, "organizations.create_parents_chat", cast.unit).on_request
    set_ruling(**change, creator="leader", ruling=Ruling.DENIED)
    assert explain(cast.deputy, "organizations.create_parents_chat", cast.unit).who_can


def test_an_anonymous_visitor_is_told_to_sign_in(cast):
    decision = explain(AnonymousUser(), "organizations.view_organization", cast.ours)
    assert decision.reason == "Войдите на портал."


def test_a_right_that_does_not_exist_is_nobodys(cast):
    for person in ("administrator", "head", "stranger"):
        assert not getattr(cast, person).has_perm("organizations.fly", cast.ours)
        assert not getattr(cast, person).has_perm("organizations.manage_members")
    assert explain(cast.head, "organizations.fly", cast.ours).reason
