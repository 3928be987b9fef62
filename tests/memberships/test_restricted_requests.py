"""A restricted parent who comes back by another door: a request, a register, another account."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.restrictions import restriction_on, restrictions_on, without_restricted
from memberships.roles import Role
from memberships.services.matching import match_with_roster
from memberships.standing import Standing
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.helpers import queries_of

BASIS = "решение суда № 2-415/2026"


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def ask_again(cast, applicant=None, **fields):
    defaults = {
        "organization": cast.ours,
        "applicant": applicant or cast.parent,
        "role": Role.PARENT,
        "unit": cast.unit,
        "post": "",
        "child": cast.learner,
        "child_surname": cast.learner.surname,
        "child_given_name": cast.learner.given_name,
    }
    return make.JoinRequestFactory(**(defaults | fields))


def end_link(cast):
    link = FamilyLink.objects.get(parent=cast.parent)
    services.end_family_link(link=link, by=cast.administrator, reason="Ошибка")


@pytest.mark.parametrize("ended", [False, True], ids=["present link", "past link"])
def test_a_request_of_the_pair_is_not_accepted_in_any_way(cast, ended):
    make.restricted(cast.parent, cast.learner)
    if ended:
        end_link(cast)
    wish = ask_again(cast)
    with pytest.raises(DomainError, match="Есть ограничение"):
        services.approve_join_request(join_request=wish, by=cast.administrator)
    ((_, refusal),) = services.approve_many(join_requests=[wish], by=cast.administrator)
    assert "Есть ограничение" in refusal
    assert BASIS not in refusal
    client = as_(cast.administrator)
    queue = reverse("admin:memberships_joinrequest_changelist")
    text = client.get(queue).text
    assert f"Есть ограничение: {BASIS}" in text
    assert "Открыть ограничение" in text
    assert "Принять: " not in text
    assert f'name="_selected_action" value="{wish.pk}"' not in text
    shown = client.get(reverse("admin:memberships_joinrequest_change", args=[wish.pk])).text
    assert BASIS in shown
    for verb in ("approve", "child", "enter_child"):
        address = reverse(f"admin:memberships_joinrequest_{verb}", args=[wish.pk])
        assert address not in shown
        client.post(address, {"child": cast.learner.pk})
    assert JoinRequest.objects.pending().filter(pk=wish.pk).exists()
    assert not FamilyLink.objects.current().free().filter(parent=cast.parent).exists()


def test_after_the_restriction_was_lifted_it_is_accepted(cast):
    link = make.restricted(cast.parent, cast.learner)
    end_link(cast)
    wish = ask_again(cast)
    services.lift_restriction(link=link, by=cast.administrator, basis="Отменено")
    services.approve_join_request(join_request=wish, by=cast.administrator)
    assert Standing(cast.parent, cast.ours).children_units == {cast.unit.pk}


def test_another_account_of_the_same_name_is_stopped_too(cast):
    make.restricted(cast.parent, cast.learner)
    names = {name: getattr(cast.parent, name) for name in ("surname", "given_name", "patronymic")}
    namesake = make.PersonFactory(**names)
    wish = ask_again(cast, namesake)
    assert restriction_on(wish).parent == cast.parent
    with pytest.raises(DomainError, match="Есть ограничение"):
        services.approve_join_request(join_request=wish, by=cast.administrator)
    stranger = ask_again(cast, make.PersonFactory(surname="Иная"))
    assert restriction_on(stranger) is None
    services.approve_join_request(join_request=stranger, by=cast.administrator)


def test_a_child_whom_the_roster_names_is_found_as_well(cast):
    make.restricted(cast.parent, cast.learner)
    learner = make.make_roster_entry(Membership.objects.get(user=cast.learner))
    entry = make.make_roster_entry(
        organization=cast.ours,
        role=Role.PARENT,
        surname=cast.parent.surname,
        given_name=cast.parent.given_name,
        child=learner,
    )
    known = {"entry": entry, "pile": JoinRequest.Pile.MATCHED, "invited_by": cast.leader}
    wish = ask_again(cast, child=None, **known)
    other_child = make.make_learner(cast.unit).user
    plain = ask_again(cast, make.PersonFactory(surname="Иная"), **known | {"child": other_child})
    assert set(restrictions_on([wish, plain])) == {wish.pk}
    client = as_(cast.administrator)
    matched = client.get(reverse("admin:memberships_joinrequest_approve_matched")).text
    assert f'value="{plain.pk}"' in matched
    assert f'value="{wish.pk}"' not in matched
    with pytest.raises(DomainError, match="Есть ограничение"):
        services.approve_join_request(join_request=wish, by=cast.administrator)


def the_roster_names(cast, child, parent):
    """The roster's entry of this parent of the child."""
    return make.make_roster_entry(
        organization=cast.ours,
        role=Role.PARENT,
        surname=parent.surname,
        given_name=parent.given_name,
        patronymic=parent.patronymic,
        child=make.make_roster_entry(child),
    )


def answers(cast, wish):
    """Whether the restriction stops it: as each of those says who asks."""
    here = JoinRequest.objects.filter(pk=wish.pk)
    listed = not without_restricted(here).exists()
    shown = restriction_on(here.get()) is not None
    try:
        with transaction.atomic():
            services.approve_join_request(join_request=wish, by=cast.administrator)
            transaction.set_rollback(True)
        refused = False
    except DomainError as refusal:
        refused = "Есть ограничение" in str(refusal)
    return listed, shown, refused


@pytest.mark.parametrize("pile", ["matched", "similar"])
@pytest.mark.parametrize("left", [True, False], ids=["chosen one has left", "chosen one is here"])
@pytest.mark.parametrize("restricted", ["chosen", "roster"])
def test_all_who_ask_agree_on_the_child_that_is_meant(cast, pile, left, restricted):
    chosen, known = (make.make_learner(cast.unit) for _ in range(2))
    parent = make.make_parent({"chosen": chosen, "roster": known}[restricted]).user
    make.restricted(parent, {"chosen": chosen, "roster": known}[restricted].user)
    entry = the_roster_names(cast, known, parent)
    wish = ask_again(cast, parent, child=chosen.user, entry=entry, pile=pile)
    if left:
        services.end_membership(membership=chosen, by=cast.administrator, reason="Выбыл")
    meant = "roster" if left and pile == "matched" else "chosen"
    stopped = restricted == meant
    listed, shown, refused = answers(cast, wish)
    assert (listed, shown) == (stopped, stopped)
    # Of one who has left that is said first.
    assert refused is (stopped and not (left and meant == "chosen"))


def test_the_register_does_not_link_the_pair_anew(cast):
    make.restricted(cast.parent, cast.learner)
    end_link(cast)
    make.make_member(cast.ours, Role.PARENT, user=cast.parent, verified=False)
    with pytest.raises(DomainError, match="Есть ограничение"):
        services.link_family(
            organization=cast.ours, parent=cast.parent, child=cast.learner, by=cast.administrator
        )


def test_the_restriction_follows_the_child_to_its_own_account_and_back(cast):
    """A learner of the roster makes room for the one who joins; so do the family links."""
    child = make.make_small_learner(cast.unit, surname="Белова")
    parent = make.make_parent(child).user
    make.restricted(parent, child.user)
    entry = make.make_roster_entry(child)
    wish = make.JoinRequestFactory(
        organization=cast.ours,
        role=Role.LEARNER,
        unit=cast.unit,
        post="",
        entry=entry,
        pile=JoinRequest.Pile.MATCHED,
    )
    services.approve_join_request(join_request=wish, by=cast.administrator)
    (moved,) = FamilyLink.objects.current().filter(parent=parent)
    assert (moved.child, moved.restriction_basis) == (wish.applicant, BASIS)
    assert Standing(parent, cast.ours).children_units == set()
    services.lift_restriction(link=moved, by=cast.administrator, basis="Отменено")
    wish.refresh_from_db()
    services.undo_decision(join_request=wish, by=cast.administrator)
    (back,) = FamilyLink.objects.current().filter(parent=parent)
    assert (back.child, back.is_restricted) == (child.user, False)


@pytest.mark.parametrize("lifted", [True, False])
def test_a_past_restriction_follows_the_child_too(cast, lifted):
    """Restrict, end the link, let the child register: the parent does not come back by that."""
    child = make.make_small_learner(cast.unit, surname="Белова")
    parent = make.make_parent(child).user
    make.restricted(parent, child.user)
    before = FamilyLink.objects.get(parent=parent)
    services.end_family_link(link=before, by=cast.administrator, reason="Ошибка")
    before.refresh_from_db()
    entry = the_roster_names(cast, child, parent)
    known = {"pile": JoinRequest.Pile.MATCHED, "unit": cast.unit, "post": ""}
    own = make.JoinRequestFactory(
        organization=cast.ours, role=Role.LEARNER, entry=entry.child, **known
    )
    services.approve_join_request(join_request=own, by=cast.administrator)
    wish = ask_again(cast, parent, child=None, entry=entry, pile=JoinRequest.Pile.MATCHED)
    assert answers(cast, wish) == (True, True, True)
    (moved,) = FamilyLink.objects.filter(child=own.applicant)
    assert (moved.parent, moved.starts_on, moved.ends_on, moved.restriction_basis) == (
        parent,
        before.starts_on,
        before.ends_on,
        BASIS,
    )
    if lifted:
        services.lift_restriction(link=moved, by=cast.administrator, basis="Отменено")
        assert answers(cast, wish) == (False, False, False)
    own.refresh_from_db()
    services.undo_decision(join_request=own, by=cast.administrator)
    assert JoinRequest.objects.get(pk=own.pk).made == []
    assert answers(cast, wish) == (not lifted,) * 3
    assert not FamilyLink.objects.current().filter(parent=parent).exists()


def test_the_roster_still_counts_a_restricted_parent(cast):
    """A further adult at a child with a restriction is looked at by eye, not taken in a heap."""
    child = Membership.objects.get(user=cast.learner)
    make.make_parent(child)
    make.make_roster_entry(child)
    before = ask_again(cast, make.PersonFactory(surname="Иная"))
    match_with_roster(before)
    make.restricted(cast.parent, cast.learner)
    after = ask_again(cast, make.PersonFactory(surname="Иная"))
    match_with_roster(after)
    assert before.match_reasons
    assert after.match_reasons == before.match_reasons


def test_the_queue_costs_no_more_for_more_restrictions(cast):
    make.restricted(cast.parent, cast.learner)
    ask_again(cast)
    client = as_(cast.administrator)
    queue = reverse("admin:memberships_joinrequest_changelist")
    client.get(queue)
    few = queries_of(client, queue)
    for _ in range(3):
        child = make.make_learner(cast.unit)
        parent = make.make_parent(child).user
        make.restricted(parent, child.user)
        ask_again(cast, parent, child=child.user)
    assert queries_of(client, queue) == few
