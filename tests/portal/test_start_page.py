"""The start page: what is wanted from this person today, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from chats.services import create_chosen_chat
from memberships import services
from memberships.models import JoinRequest, Membership, Teaching, UnitLeadership
from memberships.roles import Role
from tests import factories as make
from tests.facts import grant, membership_of, today
from tests.helpers import assert_queries_do_not_grow, queries_of


def home(client, cast, person):
    client.force_login(getattr(cast, person) if isinstance(person, str) else person)
    response = client.get(reverse("organization_home", args=[cast.ours.slug]))
    assert response.status_code == 200
    return response.content.decode()


def queue(cast, count, days=0):
    for _ in range(count):
        request = make.JoinRequestFactory(organization=cast.ours)
        request.created_at = timezone.now() - timedelta(days=days, minutes=1)
        request.save()


@pytest.mark.parametrize("person", ["administrator", "head"])
def test_the_administration_sees_how_many_wait_and_how_old_the_oldest_is(cast, client, person):
    queue(cast, 1, days=3)
    queue(cast, 2)
    make.JoinRequestFactory(organization=cast.theirs)
    page = home(client, cast, person)
    assert "заявки ждут решения" in page
    assert "<b>3</b>" in page
    assert "Самая давняя: 3\xa0дня" in page
    assert reverse("admin:memberships_joinrequest_changelist") in page


def test_an_empty_queue_says_so(cast, client):
    assert "Все заявки рассмотрены" in home(client, cast, "administrator")


@pytest.mark.parametrize(
    "person", ["deputy", "leader", "teacher", "staff", "learner", "parent", "unverified_leader"]
)
def test_others_learn_nothing_of_the_queue_and_of_the_registers(cast, client, person):
    queue(cast, 1)
    page = home(client, cast, person)
    assert "ждёт решения" not in page
    assert reverse("admin:index") not in page


def test_a_leader_finds_the_own_unit_with_its_chats(cast, client):
    page = home(client, cast, "leader")
    assert "Родители 5А" in page
    assert "1\xa0родитель из 1\xa0семьи" in page
    create = reverse("chats:create", args=[cast.ours.slug, "unit_parents", "unit", cast.unit.pk])
    assert create in page
    assert cast.other_unit.name not in page


def test_a_leader_whose_role_is_not_confirmed_is_told_so(cast, client):
    page = home(client, cast, "unverified_leader")
    assert "роль ещё не подтверждена" in page
    create = reverse("chats:create", args=[cast.ours.slug, "unit_parents", "unit", cast.unit.pk])
    assert create not in page
    assert "роль ещё не подтверждена" not in home(client, cast, "leader")


@pytest.mark.parametrize("person", ["learner", "parent"])
def test_families_are_offered_no_chats_to_create(cast, client, person):
    page = home(client, cast, person)
    assert "/chats/new/" not in page
    assert "Чаты организации" not in page


def test_a_parent_sees_the_own_children_and_no_others(cast, client):
    other = make.make_learner(cast.unit, user=make.PersonFactory(surname="Посторонних"))
    page = home(client, cast, "parent")
    assert "Мои дети" in page
    assert cast.learner.full_name in page
    assert other.user.surname not in page
    assert "Мои дети" not in home(client, cast, "teacher")


def test_a_child_who_leaves_later_is_still_there_today(cast, client):
    services.end_membership(
        membership=membership_of(cast.learner),
        by=cast.administrator,
        reason="Переезд",
        ends_on=today(10),
    )
    assert cast.learner.full_name in home(client, cast, "parent")


def test_the_own_waiting_request_stands_on_the_page(cast, client):
    make.JoinRequestFactory(
        organization=cast.ours,
        applicant=cast.parent,
        role=Role.PARENT,
        unit=cast.other_unit,
        child_surname="Второй",
        child_given_name="Яков",
    )
    assert "Второй Яков" in home(client, cast, "parent")
    assert "Второй Яков" not in home(client, cast, "teacher")


@pytest.mark.parametrize(
    "person", ["administrator", "head", "leader", "subject_teacher", "parent", "learner"]
)
def test_the_page_costs_the_same_whatever_grows(cast, client, person):
    """Units led and taught, chats, waiting requests, children, own requests: all at once."""
    person = getattr(cast, person)
    client.force_login(person)
    role = Membership.objects.filter(user=person).first()
    letters = iter("ВГДЕЖЗИК")

    def add_rows():
        unit = make.make_unit(cast.ours, f"6{next(letters)}", grade=6)
        child = make.make_learner(unit)
        make.make_parent(child)
        row = make.make_unit_subject(unit, f"Предмет {unit.name}")
        if role.role in (Role.TEACHER, Role.HEAD, Role.ADMINISTRATOR):
            for made in (
                UnitLeadership(membership=role, unit=unit),
                Teaching(membership=role, unit_subject=row),
            ):
                made.organization, made.starts_on = cast.ours, make.days_ago(1)
                made.save()
        if role.role == Role.PARENT:
            make.make_parent(child, user=person)
        make.JoinRequestFactory(organization=cast.ours)
        make.JoinRequestFactory(organization=cast.ours, applicant=person, unit=unit)
        create_chosen_chat(
            kind="management_other",
            place=cast.ours,
            by=cast.head,
            title=f"Чат {unit.name}",
            people=[cast.staff if person in (cast.head, cast.learner, cast.parent) else person],
        )

    add_rows()  # so that each kind of row is there at least twice when the counting begins
    assert_queries_do_not_grow(
        client, reverse("organization_home", args=[cast.ours.slug]), add_rows
    )


def test_the_page_of_the_administration_costs_few_queries(cast, client):
    client.force_login(cast.administrator)
    assert queries_of(client, reverse("organization_home", args=[cast.ours.slug])) <= 42


# --- The way to it --------------------------------------------------------------------------------


def test_home_leads_everybody_to_their_place(cast, client):
    assert client.get("/").status_code == 200
    client.force_login(cast.stranger)
    assert client.get("/")["Location"] == reverse("own_requests")
    client.force_login(cast.former)
    assert client.get("/")["Location"] == reverse("own_requests")
    client.force_login(cast.parent)
    assert client.get("/")["Location"] == reverse("organization_home", args=[cast.ours.slug])
    make.make_parent(
        make.make_learner(cast.theirs.units.exclude(kind="staff").get()), user=cast.parent
    )
    page = client.get("/").content.decode()
    assert cast.ours.short_name in page
    assert cast.theirs.short_name in page


def test_the_entrance_shows_no_accounts_outside_the_demo(client, db, settings):
    make.make_organization(slug="school")
    for debug, shown in ((False, False), (True, True)):
        settings.DEBUG = debug
        assert ("demo-Sferum-2026" in client.get("/").content.decode()) is shown


def test_the_switcher_shows_only_the_own_organizations(cast, client):
    make.make_member(cast.theirs, Role.STAFF, user=cast.teacher)
    third = make.make_organization()
    page = home(client, cast, "teacher")
    assert cast.theirs.short_name in page
    assert third.short_name not in page


# --- Own requests ---------------------------------------------------------------------------------


def test_own_requests_show_their_state_and_why_not(cast, client):
    rejected = make.JoinRequestFactory(organization=cast.ours, applicant=cast.stranger)
    services.reject_join_request(
        join_request=rejected, by=cast.administrator, reason="Нет в приказе."
    )
    make.JoinRequestFactory(organization=cast.theirs, applicant=cast.stranger, post="логопед")
    other = make.JoinRequestFactory(organization=cast.ours)
    client.force_login(cast.stranger)
    page = client.get(reverse("own_requests")).content.decode()
    assert "Нет в приказе." in page
    assert "получена" in page
    assert reverse("memberships:own_withdraw", args=[other.pk]) not in page


def test_a_request_is_withdrawn_by_its_applicant_only(cast, client):
    own = make.JoinRequestFactory(organization=cast.ours, applicant=cast.stranger)
    address = reverse("memberships:own_withdraw", args=[own.pk])
    for person in (cast.administrator, cast.parent, cast.operator):
        client.force_login(person)
        assert client.post(address).status_code == 404
    client.force_login(cast.stranger)
    assert client.get(address).status_code == 405
    assert "Заявка отозвана." in client.post(address, follow=True).content.decode()
    again = client.post(address, follow=True).content.decode()
    assert "Заявка отозвана." in again
    own.refresh_from_db()
    assert own.status == JoinRequest.Status.WITHDRAWN


def test_the_list_of_own_requests_costs_the_same_for_any_number(cast, client):
    client.force_login(cast.stranger)

    def add_request():
        request = make.JoinRequestFactory(organization=cast.ours, applicant=cast.stranger)
        services.reject_join_request(join_request=request, by=cast.administrator, reason="Нет")

    assert_queries_do_not_grow(client, reverse("own_requests"), add_request)


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "9" * 5000, "\x00", "1.5"])
def test_a_wrong_number_of_a_page_is_no_fault(cast, client, page):
    client.force_login(cast.stranger)
    assert client.get(reverse("own_requests"), {"page": page}).status_code == 200


def test_who_administers_several_comes_to_the_queue_of_this_one(cast):
    make.make_member(cast.theirs, Role.ADMINISTRATOR, user=cast.administrator)
    client = Client()
    client.force_login(cast.administrator)
    page = client.get(reverse("organization_home", args=[cast.ours.slug])).content.decode()
    queue = reverse("admin:memberships_joinrequest_changelist")
    # The panel and the tab.
    assert page.count(f'href="{queue}?organization={cast.ours.pk}"') == 2
    assert f'href="{queue}"' not in page


def test_a_unit_of_an_exception_is_found_from_the_start_page(cast):
    grant(cast, user=cast.teacher, obj=cast.other_unit)
    client = Client()
    client.force_login(cast.teacher)
    page = client.get(reverse("organization_home", args=[cast.ours.slug])).content.decode()
    assert reverse("chats:unit", args=[cast.ours.slug, cast.other_unit.pk]) in page
