"""«Я из этой организации»: who has no link picks the organization, role and unit, and applies."""

import datetime as dt
import re

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.collisions import MOST
from accounts.models import User
from memberships import services
from memberships.applicants import access
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services.applicants import roles_to_apply_for
from organizations.models import Organization, SchoolYear
from organizations.services import create_school_year
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of

ACCOUNT = {
    "surname": "Новикова",
    "given_name": "Ольга",
    "patronymic": "",
    "email": "Olga@People.example",
    "phone": "",
    "login": "",
    "password": "Синий-пароход-42",
}
CHILD = {"child_surname": "Новиков", "child_given_name": "Яков"}
FORMS = {
    Role.PARENT: ACCOUNT | CHILD,
    Role.LEARNER: ACCOUNT,
    Role.TEACHER: ACCOUNT | {"post": "учитель физики"},
    Role.DEPUTY: ACCOUNT | {"post": "завуч"},
}
LIST = "/apply/"


def place(cast, **typed):
    return Client().get(f"/apply/{cast.ours.slug}/", typed)


def unit_of(cast, role):
    return cast.unit if role in (Role.PARENT, Role.LEARNER) else make.staff_unit(cast.ours)


def form_of(cast, role, unit=None):
    unit = unit or unit_of(cast, role)
    return reverse("memberships:apply_form", args=[cast.ours.slug, role, unit.pk])


def nothing_happened(people):
    return User.objects.count() == people and not JoinRequest.objects.exists()


# --- The steps ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", FORMS)
def test_a_newcomer_walks_three_steps_to_a_request(cast, client, role):
    page = client.get("/").content.decode()
    assert LIST in page
    page = client.get(LIST, {"q": cast.ours.short_name}).content.decode()
    assert f"/apply/{cast.ours.slug}/" in page
    led = place(cast, role=role, unit=cast.unit.pk)["Location"]
    assert led == form_of(cast, role)
    page = client.post(led, FORMS[role]).content.decode()
    assert "Заявка получена" in page
    (code,) = re.findall(r'id="code"[^>]*value="([^"]+)"', page)
    assert Client().get(f"/r/{code}/").status_code == 200
    request = JoinRequest.objects.get()
    person = User.objects.get(email="olga@people.example")
    assert (request.applicant, request.organization) == (person, cast.ours)
    assert (request.role, request.unit, request.invited_by) == (role, unit_of(cast, role), None)
    assert client.session[SESSION_KEY] == str(person.pk)
    assert client.get(f"/o/{cast.ours.slug}/").status_code == 404


def test_who_is_signed_in_only_confirms(cast, client):
    client.force_login(cast.stranger)
    address = form_of(cast, Role.TEACHER)
    page = client.get(address).content.decode()
    assert 'name="password"' not in page
    assert cast.stranger.full_name in page
    assert "Заявка получена" in client.post(address, {"post": "логопед"}).content.decode()
    assert JoinRequest.objects.get().applicant == cast.stranger


def test_the_queue_says_that_nobody_sent_a_link(cast, client):
    client.force_login(cast.stranger)
    client.post(form_of(cast, Role.TEACHER), {"post": "логопед"})
    _, token = make.make_invitation(cast.unit)
    invited = make.join_through(
        token, make.PersonFactory(), child_surname="Новиков", child_given_name="Яков"
    )
    client.force_login(cast.administrator)
    queue = client.get(reverse("admin:memberships_joinrequest_changelist")).content.decode()
    assert queue.count("Без ссылки, по собственной заявке") == 1
    alone = JoinRequest.objects.exclude(pk=invited.pk).get()
    for request, warned in ((alone, True), (invited, False)):
        address = reverse("admin:memberships_joinrequest_change", args=[request.pk])
        page = client.get(address).content.decode()
        assert ("никто за этого человека не ручался" in page) is warned


def test_the_same_request_waits_once(cast, client):
    client.force_login(cast.stranger)
    address = form_of(cast, Role.TEACHER)
    client.post(address, {"post": "логопед"})
    assert "уже подана" in assert_refused(client.post(address, {"post": "логопед"}), status=409)[0]
    client.force_login(cast.teacher)
    again = client.post(address, {"post": "логопед"})
    assert "уже состоите" in assert_refused(again, status=409)[0]
    assert value_of(again, "post") == "логопед"
    assert JoinRequest.objects.count() == 1


# --- What is offered ------------------------------------------------------------------------------


def test_an_organization_that_takes_links_alone_is_not_there(cast, client):
    address = form_of(cast, Role.PARENT)
    cast.ours.takes_applications = False
    cast.ours.save()
    assert cast.ours.short_name not in client.get(LIST).content.decode()
    assert cast.ours.short_name not in client.get("/").content.decode()
    people = User.objects.count()
    assert place(cast).status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(address, FORMS[Role.PARENT]).status_code == 404
    assert nothing_happened(people)
    with pytest.raises(DomainError, match="по ссылкам"):
        services.apply_without_link(
            organization=cast.ours, by=cast.stranger, role=Role.PARENT, unit=cast.unit, **CHILD
        )


@pytest.mark.parametrize(
    ("kind", "families"),
    [
        ("school", ["parent", "learner"]),
        ("kindergarten", ["parent"]),
        ("college", ["parent", "learner"]),
    ],
)
def test_nobody_applies_for_the_administration(cast_of, kind, families):
    cast = cast_of(kind)
    staff = ["deputy", "teacher", "educator", "staff"]
    page = place(cast).content.decode()
    assert re.findall(r'name="role" value="(\w+)"', page) == families + staff
    assert roles_to_apply_for(cast.unit) == families
    assert roles_to_apply_for(make.staff_unit(cast.ours)) == staff


def test_units_of_this_year_and_the_next_are_offered_and_no_other(cast):
    year = cast.unit.school_year
    coming = create_school_year(
        organization=cast.ours,
        by=cast.operator,
        starts_on=year.ends_on,
        ends_on=year.ends_on + dt.timedelta(days=365),
    )
    past = SchoolYear.objects.create(
        organization=cast.ours,
        starts_on=year.starts_on - dt.timedelta(days=365),
        ends_on=year.starts_on,
    )
    old = make.make_unit(cast.ours, "4А", grade=4, school_year=past)
    new = make.make_unit(cast.ours, "6А", grade=6, school_year=coming)
    theirs = cast.theirs.units.exclude(kind="staff").get()
    page = place(cast).content.decode()
    offered = re.findall(r'<option value="(\d+)"', page)
    assert offered == [str(unit.pk) for unit in (cast.unit, cast.other_unit, new)]
    for unit in (old, theirs, make.staff_unit(cast.ours), make.staff_unit(cast.theirs)):
        assert_refused(place(cast, role="parent", unit=unit.pk))
        assert Client().get(form_of(cast, Role.PARENT, unit)).status_code == 404
        assert Client().post(form_of(cast, Role.PARENT, unit), ACCOUNT | CHILD).status_code == 404
    assert Client().get(form_of(cast, Role.PARENT, new)).status_code == 200


@pytest.mark.parametrize("role", ["administrator", "head", "king", "teacher", "%00", "x" * 300])
def test_a_role_that_is_not_offered_is_not_there(cast, role):
    people = User.objects.count()
    unit = cast.unit if role == "teacher" else make.staff_unit(cast.ours)
    address = f"/apply/{cast.ours.slug}/{role}/{unit.pk}/"
    assert Client().get(address).status_code == 404
    assert Client().post(address, FORMS[Role.TEACHER]).status_code == 404
    if role != "teacher":
        assert_refused(place(cast, role=role, unit=cast.unit.pk))
    assert nothing_happened(people)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HEAD])
def test_the_service_makes_nobody_an_administrator_either(cast, role):
    with pytest.raises(DomainError, match="не подают"):
        services.apply_without_link(
            organization=cast.ours,
            by=cast.stranger,
            role=role,
            unit=make.staff_unit(cast.ours),
            post="директор",
        )


@pytest.mark.parametrize("unit", ["", "x", "0", "-1", "9" * 30, "\x00"])
def test_a_family_says_which_unit_and_staff_need_not(cast, unit):
    assert_refused(place(cast, role="parent", unit=unit))
    if unit == "":
        assert place(cast, role="teacher", unit=unit).status_code == 302


def test_an_organization_without_units_takes_staff_alone(db):
    organization = make.make_organization()
    page = Client().get(f"/apply/{organization.slug}/").content.decode()
    assert 'value="parent"' not in page
    assert 'value="teacher"' in page


# --- Bad input and attacks ------------------------------------------------------------------------


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", [*ACCOUNT, *CHILD, "post"])
def test_bad_input_is_refused_in_russian_and_the_rest_is_kept(cast, client, field, bad):
    people = User.objects.count()
    role = Role.TEACHER if field == "post" else Role.PARENT
    bad = "🎉" if (field, bad) == ("password", BAD["an emoji"]) else bad
    answer = client.post(form_of(cast, role), FORMS[role] | {field: bad})
    assert_refused(answer)
    kept = "given_name" if field == "surname" else "surname"
    assert value_of(answer, kept) == ACCOUNT[kept]
    assert ACCOUNT["password"] not in answer.content.decode()
    assert nothing_happened(people)


def test_forged_fields_change_nothing(cast, client):
    forged = {
        "role": "administrator",
        "unit": cast.other_unit.pk,
        "organization": cast.theirs.pk,
        "invited_by": cast.head.pk,
        "status": "approved",
        "child": cast.learner.pk,
        "seen_by": cast.head.pk,
        "is_superuser": "on",
    }
    client.post(form_of(cast, Role.PARENT), FORMS[Role.PARENT] | forged)
    request = JoinRequest.objects.get()
    assert (request.organization, request.unit, request.role) == (cast.ours, cast.unit, "parent")
    assert (request.status, request.child, request.invited_by) == ("pending", None, None)
    assert request.seen_by is None
    assert not request.applicant.is_superuser


def test_who_tries_the_addresses_of_others_is_stopped(cast, client):
    make.PersonFactory(email="olga@people.example")
    address, people = form_of(cast, Role.PARENT), User.objects.count()
    for _ in range(MOST):
        answer = client.post(address, FORMS[Role.PARENT])
        assert "уже заняты" in assert_refused(answer, status=409)[0]
    other = FORMS[Role.PARENT] | {"email": "free@people.example"}
    assert "Слишком много" in assert_refused(client.post(address, other), status=409)[0]
    assert nothing_happened(people)


def test_one_address_applies_so_often_and_no_more(cast, monkeypatch):
    monkeypatch.setattr(access, "MOST_APPLICATIONS", 2)
    address = form_of(cast, Role.PARENT)

    def apply(number):
        form = FORMS[Role.PARENT] | {"email": f"person-{number}@people.example"}
        return Client().post(address, form)

    assert [apply(number).status_code for number in range(2)] == [200, 200]
    answer = apply(3)
    assert "слишком много заявок" in assert_refused(answer, status=409)[0]
    assert value_of(answer, "surname") == "Новикова"
    assert JoinRequest.objects.count() == 2


def test_looking_changes_nothing(cast, client):
    people = User.objects.count()
    for address in (LIST, f"/apply/{cast.ours.slug}/", form_of(cast, Role.PARENT)):
        assert client.get(address).status_code == 200
    assert nothing_happened(people)
    assert Organization.objects.filter(takes_applications=False).count() == 0
