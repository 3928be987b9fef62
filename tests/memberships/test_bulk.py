"""Many requests at once: each decided by itself, in a fixed number of queries for a batch."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from chats.models import ChatMember
from chats.services import links
from memberships import services
from memberships.models import FamilyLink, JoinRequest, Membership, RosterEntry
from memberships.roles import Role
from memberships.services.acceptance import BUSY
from memberships.services.acceptance_facts import Facts
from sferum_portal.lib.history import record
from tests import factories as make
from tests.memberships.big_queue import a_queue, lead_into_chats

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
