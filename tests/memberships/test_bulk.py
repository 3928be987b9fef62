"""Many requests at once: each decided by itself, in a fixed number of queries for a batch."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chats.models import ChatMember
from chats.services import links
from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership, RosterEntry
from memberships.roles import Role
from memberships.services.acceptance import BUSY, TAKEN
from memberships.services.acceptance_facts import THIRD_PARENT, Facts
from memberships.services.matching import match_again
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record
from tests import factories as make
from tests.memberships.big_queue import a_queue, lead_into_chats
from tests.memberships.test_undo import ask

Status, Pile = JoinRequest.Status, JoinRequest.Pile


def pending(organization):
    return list(
        JoinRequest.objects.pending()
        .filter(organization=organization)
        .select_related("organization")
        .order_by("pk")
    )


def accept(cast, rows, by=None):
    results = services.approve_many(join_requests=rows, by=by or cast.administrator)
    assert [row for row, _ in results] == rows
    return [sentence for _, sentence in results]


def status_of(row):
    return JoinRequest.objects.get(pk=row.pk).status


def queries_for(cast, number, letter, *, chats=False):
    units = a_queue(cast.ours, number, letter)
    if chats:
        lead_into_chats(units)
    rows = pending(cast.ours)
    with CaptureQueriesContext(connection) as captured:
        assert accept(cast, rows) == [None] * number
    return len(captured)


def test_more_rows_of_a_batch_cost_no_more_queries(cast):
    assert queries_for(cast, 3, "Ю") == queries_for(cast, 12, "Я")


def test_nor_do_those_whose_links_lead_into_a_chat(cast):
    assert queries_for(cast, 3, "Ю", chats=True) == queries_for(cast, 12, "Я", chats=True)
    requests = JoinRequest.objects.filter(organization=cast.ours)
    assert [request.chat_notes for request in requests] == [[]] * 15
    assert ChatMember.objects.filter(user__in=requests.values("applicant")).count() == 15


def test_whom_somebody_else_chose_meanwhile_blocks_nobody(cast, monkeypatch):
    """After the members had been read; what the approval did not make it does not take back."""
    lead_into_chats(a_queue(cast.ours, 3, "Я"))
    rows = pending(cast.ours)
    early = ChatMember(organization=cast.ours, chat_id=rows[1].chats[0], user=rows[1].applicant)
    choose_all = links._choose_all

    def too_late(*args):
        record(early, by=cast.leader)
        return choose_all(*args)

    monkeypatch.setattr(links, "_choose_all", too_late)
    assert accept(cast, rows) == [None] * 3
    chosen = set(ChatMember.objects.values_list("user_id", flat=True))
    assert {row.applicant_id for row in rows} <= chosen
    made = [dict(JoinRequest.objects.get(pk=row.pk).made) for row in rows]
    assert ["chat_member" in each for each in made] == [True, False, True]


def test_a_batch_costs_few_queries_and_each_row_has_its_history(cast):
    """SQLite takes 999 values in a statement, so that a batch of a hundred needs several."""
    assert queries_for(cast, 250, "Я") <= 3 * 60
    requests = JoinRequest.objects.filter(organization=cast.ours)
    assert requests.count() == 250
    for request in requests.prefetch_related("membership", "family_link", "entry")[::50]:
        assert request.status == Status.APPROVED
        newest = request.history.first()
        assert (newest.history_user, newest.history_change_reason) == (
            cast.administrator,
            "Принята",
        )
        assert (newest.membership, newest.made) == (request.membership, request.made)
        assert request.entry.membership == request.membership
        for made in (request.membership, request.family_link, request.entry):
            told = made.history.first()
            assert told.history_user == cast.administrator
            assert told.history_change_reason == f"Заявка № {request.pk}"
    assert Membership.history.filter(history_user=cast.administrator).count() == 250


def test_a_letter_goes_to_each_once_they_are_accepted(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    a_queue(cast.ours, 5, "Я")
    rows = pending(cast.ours)
    with django_capture_on_commit_callbacks() as callbacks:
        accept(cast, rows)
    assert not mailoutbox
    assert len(callbacks) == 1
    callbacks[0]()
    assert {mail.to[0] for mail in mailoutbox} == {row.applicant.email for row in rows}
    assert len(mailoutbox) == 5


def test_what_cannot_be_accepted_blocks_nobody(cast):
    a_queue(cast.ours, 3, "Я")
    good = pending(cast.ours)
    decided = make.JoinRequestFactory(organization=cast.ours)
    services.reject_join_request(join_request=decided, by=cast.operator, reason="Нет.")
    childless = make.JoinRequestFactory(
        organization=cast.ours,
        role=Role.PARENT,
        unit=cast.unit,
        post="",
        child_surname="Никого",
        child_given_name="Нет",
    )
    foreign = make.JoinRequestFactory(organization=cast.theirs)
    own = make.JoinRequestFactory(organization=cast.ours, applicant=cast.administrator)
    held = make.JoinRequestFactory(organization=cast.ours)
    make.make_member(cast.ours, held.role, user=held.applicant)
    rows = [decided, good[0], childless, foreign, good[1], own, held, good[2]]
    sentences = accept(cast, rows)
    said = dict(zip([row.pk for row in rows], sentences, strict=True))
    assert said[decided.pk].startswith(f"Уже решено: {cast.operator.short_name}, ")
    assert said[decided.pk].endswith(" Заявка отклонена.")
    assert "«Никого Нет» не найден" in said[childless.pk]
    assert said[foreign.pk] == said[own.pk] == "У вас нет права решать эту заявку."
    assert said[held.pk] == "Эта роль у человека уже есть."
    assert [said[row.pk] for row in good] == [None] * 3
    assert {status_of(row) for row in good} == {Status.APPROVED}
    assert {status_of(row) for row in (childless, foreign, own, held)} == {Status.PENDING}


def test_what_the_database_refuses_blocks_nobody(cast, monkeypatch):
    """Somebody gave the person the role after the facts had been read."""
    a_queue(cast.ours, 3, "Я")
    good = pending(cast.ours)
    bad = make.JoinRequestFactory(organization=cast.ours)
    make.make_member(cast.ours, bad.role, user=bad.applicant)
    monkeypatch.setattr(Facts, "require_no_open_role", lambda *args: None)
    assert accept(cast, [good[0], bad, *good[1:]]) == [None, BUSY, None, None]
    assert status_of(bad) == Status.PENDING
    assert {status_of(row) for row in good} == {Status.APPROVED}


def test_two_children_of_one_parent_make_one_role_and_two_links(cast):
    person = make.PersonFactory()
    children = [make.make_learner(unit).user for unit in (cast.unit, cast.other_unit)]
    rows = [
        make.JoinRequestFactory(
            organization=cast.ours,
            applicant=person,
            role=Role.PARENT,
            unit=unit,
            post="",
            child=child,
            child_surname=child.surname,
            child_given_name=child.given_name,
        )
        for unit, child in zip((cast.unit, cast.other_unit), children, strict=True)
    ]
    assert accept(cast, rows) == [None, None]
    assert Membership.objects.filter(user=person).count() == 1
    assert {link.child for link in FamilyLink.objects.filter(parent=person)} == set(children)
    first, second = (JoinRequest.objects.get(pk=row.pk) for row in rows)
    assert [name for name, _ in first.made] == ["membership", "family_link"]
    assert [name for name, _ in second.made] == ["family_link"]


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


def test_what_was_accepted_together_is_taken_back_one_by_one(cast):
    a_queue(cast.ours, 3, "Я")
    rows = pending(cast.ours)
    accept(cast, rows)
    services.undo_decision(join_request=rows[1], by=cast.administrator)
    assert [status_of(row) for row in rows] == ["approved", "pending", "approved"]
    assert not Membership.objects.current().filter(user=rows[1].applicant).exists()
    assert RosterEntry.objects.get(pk=rows[1].entry_id).user is None
    assert accept(cast, [rows[1]]) == [None]


def test_one_request_named_twice_is_decided_once(cast):
    row = make.JoinRequestFactory(organization=cast.ours)
    assert accept(cast, [row, row]) == [None, None]
    assert row.history.filter(status=Status.APPROVED).count() == 1


def test_nothing_is_decided_where_nothing_was_chosen(cast):
    with CaptureQueriesContext(connection) as captured:
        assert accept(cast, []) == []
    assert len(captured) == 0
