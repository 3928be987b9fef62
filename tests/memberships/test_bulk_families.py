"""A family that comes together is accepted together, and nobody takes a place that is taken."""

import pytest

from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership, RosterEntry
from memberships.roles import Role
from memberships.services.acceptance import TAKEN
from memberships.services.acceptance_facts import THIRD_PARENT
from memberships.services.matching import match_again
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.memberships.test_bulk import Pile, Status, accept, status_of
from tests.memberships.test_undo import ask


@pytest.fixture
def family(cast):
    """A child of the roster without an account, and both parents."""
    user = make.PersonFactory(
        surname="Лебедев", given_name="Яков", patronymic="Олегович", account=False
    )
    child = make.make_roster_entry(make.make_learner(cast.unit, user=user))
    for surname, given_name, patronymic in (
        ("Лебедева", "Анна", "Петровна"),
        ("Лебедев", "Олег", "Ильич"),
    ):
        make.make_roster_entry(
            organization=cast.ours,
            role=Role.PARENT,
            child=child,
            surname=surname,
            given_name=given_name,
            patronymic=patronymic,
        )
    return child


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (1, 0, 2)])
def test_a_family_that_comes_together_belongs_together(cast, family, order):
    """The child takes the place that the roster kept, whoever of them stands first."""
    came = [
        ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович"),
        ask(cast, Role.PARENT, cast.unit),
        ask(cast, Role.PARENT, cast.unit, names="Лебедев Олег Ильич"),
    ]
    assert {row.pile for row in came} == {Pile.MATCHED}
    assert accept(cast, [came[place] for place in order]) == [None] * 3
    learner, *parents = (row.applicant for row in came)
    links = FamilyLink.objects.current().filter(parent__in=parents)
    assert {(link.parent, link.child) for link in links} == {(who, learner) for who in parents}
    assert RosterEntry.objects.get(pk=family.pk).user == learner
    assert not Membership.objects.current().filter(user=family.user).exists()
    for row in came:
        assert JoinRequest.objects.get(pk=row.pk).status == Status.APPROVED


def test_of_two_who_claim_one_entry_the_first_one_takes_it(cast, family):
    rows = [ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович") for _ in range(2)]
    assert accept(cast, rows) == [None, TAKEN]
    assert RosterEntry.objects.get(pk=family.pk).user == rows[0].applicant
    assert Membership.objects.current().filter(user=rows[0].applicant).exists()
    assert not Membership.objects.filter(user=rows[1].applicant).exists()
    # The roster says so too, and by eye the namesake can be let in, without the place.
    late = JoinRequest.objects.get(pk=rows[1].pk)
    assert (late.status, late.pile) == (Status.PENDING, Pile.SIMILAR)
    assert "место уже занято" in late.match_reasons[-1]
    services.approve_join_request(join_request=late, by=cast.administrator)
    assert RosterEntry.objects.get(pk=family.pk).user == rows[0].applicant


def test_one_press_on_a_place_that_was_taken_is_refused_once(cast, family):
    rows = [ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович") for _ in range(2)]
    services.approve_join_request(join_request=rows[0], by=cast.administrator)
    with pytest.raises(DomainError, match="Место в списке уже занял"):
        services.approve_join_request(join_request=rows[1], by=cast.administrator)
    late = ask(cast, Role.LEARNER, cast.unit, names="Лебедев Яков Олегович")
    now = JoinRequest.objects.get(pk=rows[1].pk)
    assert (now.pile, late.pile) == (Pile.SIMILAR, Pile.SIMILAR)
    assert now.match_reasons == late.match_reasons
    match_again(organization=cast.ours)
    assert JoinRequest.objects.get(pk=rows[1].pk).match_reasons == now.match_reasons


def test_a_mother_who_comes_once_more_with_another_account_is_only_similar(cast, family):
    first = ask(cast, Role.PARENT, cast.unit)
    assert accept(cast, [first]) == [None]
    again = ask(cast, Role.PARENT, cast.unit)
    assert again.pile == Pile.SIMILAR
    assert "место уже занято: такой человек уже вступил" in again.match_reasons
    # Who holds the place is not told that it is taken.
    services.undo_decision(join_request=first, by=cast.administrator)
    assert JoinRequest.objects.get(pk=first.pk).pile == Pile.MATCHED


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after another"])
def test_a_third_parent_is_accepted_by_one_press_alone(cast, family, together):
    make.make_roster_entry(
        organization=cast.ours,
        role=Role.PARENT,
        child=family,
        surname="Лебедева",
        given_name="Вера",
        patronymic="Львовна",
    )
    names = ("Лебедева Анна Петровна", "Лебедев Олег Ильич", "Лебедева Вера Львовна")
    rows = [ask(cast, Role.PARENT, cast.unit, names=each) for each in names]
    assert {row.pile for row in rows} == {Pile.MATCHED}
    batches = [rows] if together else [[row] for row in rows]
    sentences = [sentence for batch in batches for sentence in accept(cast, batch)]
    assert sentences == [None, None, THIRD_PARENT]
    assert status_of(rows[2]) == Status.PENDING
    services.approve_join_request(join_request=rows[2], by=cast.administrator)
    assert FamilyLink.objects.current().filter(child=family.user).count() == 3


def test_a_third_parent_whom_the_list_hardly_knows_goes_alone_too(cast, family):
    names = ("Лебедева Анна Петровна", "Лебедев Олег Ильич", "Чужова Ирина Павловна")
    rows = [ask(cast, Role.PARENT, cast.unit, names=each) for each in names]
    rows[2].child = family.user
    rows[2].save()
    assert rows[2].pile != Pile.MATCHED
    assert accept(cast, rows) == [None, None, THIRD_PARENT]
