"""What became of a link, what is told of it by letters, and the reminders before its end."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from invitations import alarms, services
from invitations.facts import facts_of
from invitations.models import Invitation
from invitations.passport import pace, passport_of, with_alarms
from invitations.tasks import remind_of_links
from memberships.models import Membership, UnitLeadership
from memberships.roles import Role
from memberships.services import approve_join_request, reject_join_request
from tests import factories as make
from tests.facts import expected, membership_of
from tests.helpers import assert_queries_do_not_grow

AT = dt.datetime(2026, 9, 1, 18, tzinfo=dt.UTC)


def at(*seconds):
    return [AT + dt.timedelta(seconds=each) for each in seconds]


@pytest.mark.parametrize(
    ("times", "text"),
    [
        ([], ""),
        (at(0), "1\xa0человек, 01.09.2026 в 18:00"),
        (at(0, 5, 30), "3\xa0человека за одну минуту, чаще всего в минуту: 3"),
        (at(0, 61, 62, 840), "4\xa0человека за 14\xa0минут, чаще всего в минуту: 2"),
        (at(0, 7200), "2\xa0человека за 2\xa0часа, чаще всего в минуту: 1"),
        (at(0, 172800), "2\xa0человека за 2\xa0дня, чаще всего в минуту: 1"),
    ],
)
def test_how_fast_they_came(times, text):
    assert pace(times) == text


@pytest.fixture
def used(cast):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER, created_by=cast.leader)
    requests = [make.join_through(token, make.PersonFactory()) for _ in range(4)]
    approve_join_request(join_request=requests[0], by=cast.administrator)
    reject_join_request(join_request=requests[1], by=cast.administrator, reason="Чужой")
    return invitation, token, requests


def test_the_passport_names_who_came_and_with_what_result(cast, client, used):
    invitation, _, requests = used
    report = passport_of(invitation)
    assert report.results == ["ждут решения: 2", "приняты: 1", "отклонены: 1"]
    services.quarantine_invitation(invitation=invitation, by=cast.leader)
    assert "удержаны: 2" in passport_of(invitation).results
    for person, address in (
        (cast.leader, reverse("invitations:passport", args=[cast.ours.slug, invitation.pk])),
        (
            cast.administrator,
            reverse("admin:invitations_invitation_change", args=[invitation.pk]),
        ),
    ):
        client.force_login(person)
        page = client.get(address).content.decode()
        for text in (requests[0].applicant.full_name, "удержана", "принята", "4 из 30", "4\xa0чел"):
            assert text in page


def test_the_list_of_those_who_came_is_paged_and_costs_the_same(cast, client):
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER, max_uses=100)
    client.force_login(cast.leader)
    address = reverse("invitations:passport", args=[cast.ours.slug, invitation.pk])
    assert_queries_do_not_grow(
        client, address, lambda: make.join_through(token, make.PersonFactory())
    )


def kinds_of(invitation):
    (facts,) = facts_of([Invitation.objects.get(pk=invitation.pk)])
    return {alarm.kind.value for alarm in alarms.raised(*facts)}


def test_an_adult_through_a_learners_link(cast):
    people = {
        "a teacher": cast.teacher,
        "a parent": cast.parent,
        "an administrator of another organization": cast.outsider,
        "by name": make.PersonFactory(surname="Взрослов", given_name="Ян", patronymic="Ильич"),
        "by telephone": make.PersonFactory(phone="+79130000001"),
        "by e-mail": make.PersonFactory(email="mother@people.example"),
    }
    child = make.make_roster_entry(membership_of(cast.learner))
    place = {"organization": cast.ours, "role": Role.PARENT, "child": child}
    make.make_roster_entry(surname="Взрослов", given_name="Ян", patronymic="Ильич", **place)
    make.make_roster_entry(surname="Ная", given_name="Мать", phone="+79130000001", **place)
    make.make_roster_entry(surname="Ная", given_name="Мама", email="mother@people.example", **place)
    for what, person in people.items():
        invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
        make.join_through(token, person)
        assert kinds_of(invitation) == {"adult"}, what
    invitation, token = make.make_invitation(cast.unit, Role.LEARNER)
    make.join_through(token, make.PersonFactory())
    assert kinds_of(invitation) == set()


@pytest.mark.parametrize(
    ("kind", "grade", "raised"),
    [
        ("school", 1, set()),
        ("school", 4, set()),
        ("school", None, set()),
        ("school", 5, {"adult"}),
        # Nobody of a college's first year came with the mother's e-mail because of the age.
        ("college", 1, {"adult"}),
        ("college", None, {"adult"}),
    ],
)
def test_a_small_childs_own_mother_is_no_adult_through_the_link(cast_of, kind, grade, raised):
    cast = cast_of(kind)
    unit = make.make_unit(cast.ours, "1Ю", grade=grade)
    names = {"surname": "Ожидаев", "given_name": "Пётр", "patronymic": "Ильич"}
    entry = expected(cast, unit=unit, **names)
    place = {"organization": cast.ours, "role": Role.PARENT, "child": entry}
    make.make_roster_entry(surname="Ожидаева", given_name="Мать", phone="+79130000001", **place)
    invitation, token = make.make_invitation(unit, Role.LEARNER)
    child = make.PersonFactory(phone="+79130000001", **names)
    make.join_through(token, child, parent_email="mother@people.example")
    assert kinds_of(invitation) == raised


def test_a_third_parent_and_somebody_of_another_unit(cast):
    names = {"child_surname": cast.learner.surname, "child_given_name": cast.learner.given_name}
    invitation, token = make.make_invitation(cast.unit)
    make.join_through(token, make.PersonFactory(), **names)
    assert kinds_of(invitation) == set()
    make.join_through(token, make.PersonFactory(), **names)
    assert kinds_of(invitation) == {"third_parent"}
    learners, token = make.make_invitation(cast.other_unit, Role.LEARNER)
    make.join_through(token, cast.learner)
    assert kinds_of(learners) == {"other_unit"}


def test_a_parents_meeting_is_no_alarm(cast):
    """Thirty parents at once, of a class with its list."""
    for _ in range(20):
        make.make_learner(cast.unit)
    invitation, token = make.make_invitation(cast.unit, max_uses=60)
    for number in range(30):
        make.join_through(
            token,
            make.PersonFactory(),
            child_surname=f"Новиков{chr(ord('а') + number)}",
            child_given_name="Яков",
        )
    (facts,) = facts_of([invitation])
    # (Whatever the hour of the test: the night has a rule of its own.)
    day = [use.at.replace(hour=18) for use in facts[1]]
    assert facts[0].expected == 21
    assert len(day) == 30
    assert kinds_of(invitation) <= {"night"}


def test_alarms_of_a_page_cost_the_same_for_any_number_of_links(cast):
    def queries(number):
        links = []
        for _ in range(number):
            for role in (Role.LEARNER, Role.PARENT):
                invitation, token = make.make_invitation(cast.unit, role)
                child = {"child_surname": "Ё", "child_given_name": "Я"}
                make.join_through(token, make.PersonFactory(), **child)
                links.append(invitation.pk)
        rows = Invitation.objects.filter(pk__in=links).select_related("organization", "unit")
        rows = list(rows)
        with CaptureQueriesContext(connection) as captured:
            with_alarms(rows)
        return len(captured)

    assert queries(1) == queries(3)


def alarms_in(outbox):
    """Without those by which the applicants learn that their requests have come."""
    return [letter for letter in outbox if "заявка получена" not in letter.subject]


def test_each_kind_of_alarm_is_told_once(cast, django_capture_on_commit_callbacks):
    invitation, token = make.make_invitation(
        cast.unit, Role.LEARNER, created_by=cast.leader, note="Первое сентября"
    )
    for person in (cast.teacher, cast.parent):
        with django_capture_on_commit_callbacks(execute=True):
            make.join_through(token, person)
    letters = alarms_in(mail.outbox)
    assert sorted(letter.to for letter in letters) == sorted(
        [[cast.leader.email], [cast.administrator.email]]
    )
    text = letters[0].body
    assert f"{cast.teacher.full_name}: уже состоит на портале" in text
    assert reverse("invitations:passport", args=[cast.ours.slug, invitation.pk]) in text
    invitation.refresh_from_db()
    assert invitation.alarms_told == ["adult"]


def test_who_has_left_is_told_nothing(cast, django_capture_on_commit_callbacks):
    _, token = make.make_invitation(cast.unit, Role.LEARNER, created_by=cast.former)
    with django_capture_on_commit_callbacks(execute=True):
        make.join_through(token, cast.teacher)
    assert [letter.to for letter in alarms_in(mail.outbox)] == [[cast.administrator.email]]


# --- Reminders ------------------------------------------------------------------------------------


def waiting(cast, *, ends_in=2, age=5, **fields):
    invitation, token = make.make_invitation(
        cast.unit,
        Role.LEARNER,
        **(
            {"created_by": cast.leader, "expires_at": timezone.now() + dt.timedelta(days=ends_in)}
            | fields
        ),
    )
    Invitation.objects.filter(pk=invitation.pk).mark(
        created_at=timezone.now() - dt.timedelta(days=age)
    )
    return invitation, token


def leaders_of(cast):
    return sorted([cast.leader.email, cast.unverified_leader.email])


def remind(capture):
    mail.outbox.clear()
    with capture(execute=True):
        remind_of_links()
    return sorted(letter.to[0] for letter in mail.outbox)


def test_who_issued_a_link_is_reminded_once(cast, django_capture_on_commit_callbacks):
    for _ in range(2):
        waiting(cast, note="собрание")
    assert remind(django_capture_on_commit_callbacks) == leaders_of(cast)
    assert mail.outbox[0].body.count("«собрание»") == 2
    assert remind(django_capture_on_commit_callbacks) == []


@pytest.mark.parametrize(
    ("terms", "reminded"),
    [
        ({"ends_in": 2}, True),
        ({"ends_in": 4}, False),
        ({"ends_in": 30, "age": 12}, True),
        ({"ends_in": 30, "age": 10}, False),
        ({"ends_in": -1}, False),
        ({"ends_in": 1, "age": 0}, False),
        ({"max_uses": 1, "used": True}, False),
        ({"max_uses": 2, "used": True}, True),
        ({"stopped": True}, False),
    ],
)
def test_of_which_links(cast, django_capture_on_commit_callbacks, terms, reminded):
    used, stopped = terms.pop("used", False), terms.pop("stopped", False)
    invitation, token = waiting(cast, **terms)
    if used:
        make.join_through(token, make.PersonFactory())
    if stopped:
        services.quarantine_invitation(invitation=invitation, by=cast.leader)
    assert remind(django_capture_on_commit_callbacks) == leaders_of(cast) * reminded


@pytest.mark.parametrize("issuer", ["administrator", "former"])
def test_whoever_leads_the_unit_is_reminded_and_the_issuer_if_still_here(
    cast, django_capture_on_commit_callbacks, issuer
):
    waiting(cast, created_by=getattr(cast, issuer))
    told = set(leaders_of(cast))
    if issuer == "administrator":
        told.add(cast.administrator.email)
    assert remind(django_capture_on_commit_callbacks) == sorted(told)
    assert Membership.objects.filter(user=cast.former).exists()


def test_what_nobody_could_be_told_of_is_told_later(cast, django_capture_on_commit_callbacks):
    invitation, _ = waiting(cast, created_by=cast.former)
    UnitLeadership.objects.filter(unit=cast.unit).delete()
    assert remind(django_capture_on_commit_callbacks) == []
    invitation.refresh_from_db()
    assert invitation.reminded_at is None
    leader = make.make_leader(cast.unit).user
    assert remind(django_capture_on_commit_callbacks) == [leader.email]
    invitation.refresh_from_db()
    assert invitation.reminded_at is not None
