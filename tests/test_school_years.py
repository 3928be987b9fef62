"""In a school year that is over nothing new begins; for a coming one people are gathered."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chats.models import Chat
from chats.services import create_chosen_chat, create_standard_chat, post_message
from invitations import services as links
from memberships import grants
from memberships.models import UnitLeadership
from memberships.page_rights import PageRights
from memberships.roles import Role
from memberships.services import approve_join_request, reject_join_request
from organizations.models import SchoolYear, Unit
from organizations.services import create_organization
from sferum_portal.lib.access import explain
from sferum_portal.lib.errors import Denied, DomainError
from tests import factories as make
from tests.facts import grant, issue, parents_request
from tests.verbs import VERBS

#: Verbs that begin something in the unit of the cast.
BEGINNINGS = (
    "invitations.issue_invitation",
    "memberships.add_learner",
    "memberships.assign_teaching",
)


def move_year(cast, days):
    """The year of the cast's units as if it had begun or ended so that today is outside."""
    year, today = cast.unit.school_year, timezone.localdate()
    year.starts_on = today + dt.timedelta(days=days)
    year.ends_on = year.starts_on + dt.timedelta(days=365)
    year.save()
    for unit in (cast.unit, cast.other_unit, cast.unit_subject.unit):
        unit.refresh_from_db()


@pytest.fixture
def past(cast):
    move_year(cast, days=-365)
    return cast


@pytest.fixture
def coming(cast):
    move_year(cast, days=1)
    return cast


@pytest.mark.parametrize("verb", BEGINNINGS)
@pytest.mark.parametrize("person", ["administrator", "operator"])
def test_nothing_begins_in_a_year_that_is_over(past, verb, person):
    with pytest.raises((Denied, DomainError), match="закончился"):
        VERBS[verb](past, getattr(past, person))


def test_a_year_is_over_on_the_day_of_its_end_and_not_before(cast):
    move_year(cast, days=-364)
    assert not cast.unit.is_over
    assert cast.leader.has_perm("organizations.create_parents_chat", cast.unit)
    move_year(cast, days=-365)
    assert cast.unit.is_over
    assert not cast.leader.has_perm("organizations.create_parents_chat", cast.unit)


def test_a_leadership_without_end_creates_no_chat_for_last_years_class(past):
    assert UnitLeadership.objects.get(membership__user=past.leader).ends_on is None
    for by in (past.leader, past.operator):
        with pytest.raises((Denied, DomainError), match="закончился"):
            create_standard_chat(kind="unit_parents", place=past.unit, by=by)
        with pytest.raises((Denied, DomainError), match="закончился"):
            create_chosen_chat(
                kind="other_channel", place=past.unit, by=by, title="Канал", people=[past.parent]
            )
    with pytest.raises((Denied, DomainError), match="закончился"):
        create_standard_chat(kind="unit_subject", place=past.unit_subject, by=past.subject_teacher)
    assert not Chat.objects.filter(unit=past.unit).exists()


def test_the_page_and_the_question_agree_and_say_which_year(past):
    decision = explain(past.leader, "organizations.create_parents_chat", past.unit)
    assert not decision.allowed
    assert past.unit.school_year.name in decision.reason
    rights = PageRights(past.leader, past.ours)
    assert rights.decide_creation("unit_parents", past.unit) == decision


def test_an_exception_ends_with_the_year_too(cast):
    given = grant(cast)
    assert cast.deputy.has_perm("organizations.create_parents_chat", cast.unit)
    assert PageRights(cast.deputy, cast.ours).decide_creation("unit_parents", cast.unit)
    move_year(cast, days=-365)
    assert not cast.deputy.has_perm("organizations.create_parents_chat", cast.unit)
    assert not PageRights(cast.deputy, cast.ours).decide_creation("unit_parents", cast.unit)
    grants.take_back(grant=given, by=cast.administrator, reason="Год закончился")


def test_last_years_chat_is_kept_and_read(cast):
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    post_message(chat=chat, by=cast.leader, text="До осени!", client_key=uuid.uuid4())
    move_year(cast, days=-365)
    assert cast.leader.has_perm("chats.view_chat", Chat.objects.get(pk=chat.pk))


def test_a_link_into_last_years_class_lets_nobody_in_but_can_be_annulled(cast):
    invitation, _ = issue(cast, cast.leader)
    move_year(cast, days=-365)
    with pytest.raises(DomainError, match="закончился"):
        links.redeem(
            invitation=invitation,
            user=cast.stranger,
            child_surname="Носов",
            child_given_name="Яков",
        )
    links.revoke_invitation(invitation=invitation, by=cast.leader)


def test_whoever_issued_a_link_by_exception_annuls_it(cast):
    grant(cast, user=cast.teacher, perm="organizations.issue_unit_invitations")
    invitation, _ = issue(cast, cast.teacher)
    other, _ = issue(cast, cast.leader)
    with pytest.raises(Denied):
        links.revoke_invitation(invitation=other, by=cast.teacher)
    links.revoke_invitation(invitation=invitation, by=cast.teacher)


def test_a_request_for_last_years_class_is_refused_not_accepted(cast):
    request = parents_request(cast, child=cast.learner)
    move_year(cast, days=-365)
    with pytest.raises(DomainError, match="закончился"):
        approve_join_request(join_request=request, by=cast.administrator)
    reject_join_request(join_request=request, by=cast.administrator, reason="Год закончился")


def test_people_are_invited_into_a_coming_year(coming):
    invitation, _ = issue(coming, coming.leader)
    assert invitation.unit == coming.unit
    assert coming.unit not in Unit.objects.current()
    assert coming.unit in Unit.objects.not_over()
    page = as_(coming.leader).get(f"/o/{coming.ours.slug}/").content.decode()
    assert f"5А ({coming.unit.school_year})" in page


def test_an_organization_founded_in_august_fills_its_classes_in_august(cast):
    """Its first year is the coming one; its classes are offered wherever one is chosen."""
    august = dt.date(timezone.localdate().year + 1, 8, 20)
    new = create_organization(
        by=cast.operator, slug="new", kind="school", full_name="Н", short_name="Н", today=august
    )
    year = SchoolYear.objects.get(organization=new)
    assert year.starts_on == dt.date(august.year, 9, 1)
    make.make_unit(new, "1А", grade=1)
    by = make.make_member(new, Role.ADMINISTRATOR).user
    for page in ("invitations_invitation_add", "memberships_membership_add_learner"):
        answer = as_(by).get(reverse(f"admin:{page}"))
        assert f"1А ({year})" in answer.content.decode(), page


def as_(user):
    client = Client()
    client.force_login(user)
    return client
