"""Links that lead into chats: chosen at issue, joined when accepted, left when taken back."""

import pytest

from chats import services
from chats.models import ChatMember
from invitations.models import Invitation
from memberships import link_chats
from memberships.models import JoinRequest, Membership, UnitLeadership
from memberships.roles import Role
from memberships.services import approve_join_request, approve_many, undo_decision
from sferum_portal.lib.errors import Denied, DomainError
from tests import factories as make
from tests.cast import PEOPLE
from tests.facts import issue

CHILD = {"child_surname": "Иванов", "child_given_name": "Пётр"}


def make_chat(cast, by, kind="education_other", place=None, title="Чат", **members):
    return services.create_chosen_chat(
        kind=kind,
        place=place or cast.ours,
        by=by,
        title=title,
        **(members or {"people": [cast.staff]}),
    )


def ask(cast, *chats, by=None, role=Role.PARENT, unit=None, user=None, **particulars):
    """Somebody comes through a link into these chats; the request waits."""
    unit = unit or cast.unit
    _, token = issue(cast, by or cast.leader, unit, role, chats=[chat.pk for chat in chats])
    more = particulars or (CHILD if role == Role.PARENT else {})
    request = make.join_through(token, user or make.PersonFactory(), **more)
    if role == Role.PARENT and request.child is None:
        request.child = cast.learner
        request.save()
    return request


def accept(cast, request):
    return approve_join_request(
        join_request=JoinRequest.objects.get(pk=request.pk), by=cast.administrator
    )


def undo(cast, request):
    return undo_decision(join_request=JoinRequest.objects.get(pk=request.pk), by=cast.administrator)


# --- Through the link into the chat ---------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.PARENT, Role.LEARNER])
def test_who_is_accepted_is_in_the_chats_of_the_link_and_out_again_when_taken_back(
    cast, club, role
):
    outing = make_chat(cast, cast.leader, place=cast.unit, title="Музей")
    request = ask(cast, club, outing, role=role)
    assert request.chats == [club.pk, outing.pk]
    assert request.applicant not in set(club.people())
    accepted = accept(cast, request)
    for chat in (club, outing):
        assert request.applicant in set(chat.people())
        told = ChatMember.objects.get(chat=chat, user=request.applicant).history.get()
        assert told.history_user == cast.administrator
        assert told.history_change_reason == f"По ссылке, заявка № {request.pk}"
    assert accepted.chat_notes == []
    undo(cast, request)
    for chat in (club, outing):
        assert not chat.chosen.filter(user=request.applicant).exists()
    told = ChatMember.history.filter(user_id=request.applicant.pk).first()
    assert told.history_type == "-"
    assert told.history_change_reason == f"Отменено решение по заявке № {request.pk}"
    request.refresh_from_db()
    assert (request.made, request.chats) == ([], [club.pk, outing.pk])
    # And once more.
    accept(cast, request)
    assert request.applicant in set(club.people())


def test_staff_come_into_the_chats_of_managers(cast):
    repair = make_chat(cast, cast.administrator, kind="management_other", title="Ремонт")
    request = ask(
        cast,
        repair,
        by=cast.administrator,
        role=Role.STAFF,
        unit=make.staff_unit(cast.ours),
        post="завхоз",
    )
    accept(cast, request)
    assert request.applicant in set(repair.people())


def test_several_accepted_at_once_come_in_too(cast, club):
    requests = [ask(cast, club) for _ in range(3)]
    for request in requests:
        request.child = make.make_learner(cast.unit).user
        request.save()
    rows = list(JoinRequest.objects.filter(pk__in=[request.pk for request in requests]))
    results = approve_many(join_requests=rows, by=cast.administrator)
    assert [refusal for _, refusal in results] == [None] * 3
    assert {request.applicant for request in requests} <= set(club.people())


def test_who_was_chosen_before_stays_when_the_decision_is_taken_back(cast, club):
    request = ask(cast, club, user=cast.teacher)
    services.add_people(chat=club, people=[cast.teacher], by=cast.leader)
    accept(cast, request)
    undo(cast, request)
    assert cast.teacher in set(club.people())


def test_what_another_accepted_request_leads_into_is_left(cast, club):
    first = ask(cast, club)
    brother = make.make_learner(cast.unit, user=make.PersonFactory(surname="Носов")).user
    second = ask(
        cast,
        club,
        user=first.applicant,
        child_surname=brother.surname,
        child_given_name=brother.given_name,
    )
    second.child = brother
    second.save()
    accept(cast, first)
    accept(cast, second)
    undo(cast, first)
    assert first.applicant in set(club.people())
    # Nothing leads there any more.
    undo(cast, second)
    assert not club.chosen.filter(user=first.applicant).exists()


# --- What has changed until the acceptance --------------------------------------------------------


def end_leadership(cast, chat):
    UnitLeadership.objects.filter(membership__user=cast.leader).delete()


def end_role(cast, chat):
    row = Membership.objects.get(user=cast.leader)
    row.ends_on = make.days_ago(0)
    row.save()


def remove(cast, chat):
    for row in [*chat.chosen.all(), *chat.audiences.all(), chat]:
        row.delete()


def give_away(cast, chat):
    chat.created_by = cast.head
    chat.save()


def move_away(cast, chat):
    chat.organization = cast.theirs
    chat.save()


LEFT_OUT = "пропущен: тот, кто выдал ссылку"
#: What happens between link and acceptance → what the request says of it.
CHANGED = {
    end_leadership: f"Чат «Поход» {LEFT_OUT}, не может добавить этого человека.",
    end_role: f"Чат «Поход» {LEFT_OUT}, его больше не ведёт.",
    remove: "Чат пропущен: его больше нет.",
    give_away: f"Чат «Поход» {LEFT_OUT}, его больше не ведёт.",
    move_away: "Чат пропущен: его больше нет.",
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_is_not_possible_any_more_is_said_and_keeps_nobody_out(cast, club, change):
    outing = make_chat(cast, cast.leader, title="Музей")
    request = ask(cast, club, outing)
    change(cast, club)
    accepted = accept(cast, request)
    assert CHANGED[change] in accepted.chat_notes
    assert Membership.objects.current().filter(user=request.applicant).exists()
    assert not ChatMember.objects.filter(chat_id=club.pk, user=request.applicant).exists()
    if change in (remove, give_away, move_away):
        assert request.applicant in set(outing.people())
    newest = JoinRequest.history.filter(id=request.pk).first()
    assert CHANGED[change] in newest.chat_notes


# --- What may be chosen at issue ------------------------------------------------------------------


def other_leaders(cast):
    second = make.make_leader(cast.unit).user
    return make_chat(cast, second, title="Чужой"), "который ведёте не вы"


def standard(cast):
    chat, _ = services.create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    return chat, "который ведёте не вы"


def channel(cast):
    members = {"audiences": [("unit_parents", cast.unit.pk, None)]}
    chat = make_chat(cast, cast.leader, "other_channel", cast.unit, "Канал", **members)
    return chat, "который ведёте не вы"


def foreign(cast):
    chat = make_chat(
        cast,
        cast.outsider_leader,
        place=cast.theirs,
        people=[make.make_member(cast.theirs, Role.STAFF).user],
    )
    return chat, "который ведёте не вы"


def of_another_unit(cast):
    UnitLeadership.objects.create(
        organization=cast.ours,
        membership=Membership.objects.get(user=cast.leader),
        unit=cast.other_unit,
        starts_on=make.days_ago(3),
    )
    return make_chat(cast, cast.leader, place=cast.other_unit), "не для тех"


@pytest.mark.parametrize("kind", [other_leaders, standard, channel, foreign, of_another_unit])
def test_a_link_leads_only_into_chats_that_its_issuer_fills_by_hand(cast, kind):
    chat, sentence = kind(cast)
    with pytest.raises(DomainError, match=sentence):
        issue(cast, cast.leader, chats=[chat.pk])
    with pytest.raises(DomainError, match="который ведёте не вы"):
        issue(cast, cast.leader, chats=[10**9])
    assert not Invitation.objects.exists()


def test_who_leads_a_chat_no_longer_is_offered_none(cast, club):
    def offered(**place):
        return link_chats.choices(by=cast.leader, organization=cast.ours, **place)

    assert offered() == offered(unit=cast.unit) == [(club.pk, "Поход")]
    # Colleagues may be added to it too, the families of another unit may not.
    assert offered(unit=make.staff_unit(cast.ours)) == [(club.pk, "Поход")]
    assert offered(unit=cast.other_unit) == []
    end_role(cast, club)
    assert offered() == []


def test_parents_are_not_led_into_a_chat_of_managers(cast):
    repair = make_chat(cast, cast.administrator, kind="management_other", title="Ремонт")
    with pytest.raises(DomainError, match="«Ремонт» не для тех"):
        issue(cast, cast.administrator, chats=[repair.pk])


@pytest.mark.parametrize("person", PEOPLE)
def test_a_chat_gives_nobody_the_right_to_issue(cast, club, person):
    if person == "leader":
        assert issue(cast, cast.leader, chats=[club.pk])
        return
    with pytest.raises((Denied, DomainError)):
        issue(cast, getattr(cast, person), chats=[club.pk])
