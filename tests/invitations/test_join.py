"""Coming through a link: a new account, or one confirmation of who is signed in."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.models import User
from invitations import services
from invitations.models import Redemption
from memberships.models import JoinRequest, Membership
from memberships.roles import Role
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of

ACCOUNT = {
    "surname": "Новикова",
    "given_name": "Ольга",
    "patronymic": "",
    "email": "Olga@People.example",
    "phone": "8 (913) 123-45-67",
    "login": "",
    "password": "Синий-пароход-42",
}
CHILD = {"child_surname": "Новиков", "child_given_name": "Яков"}
FORMS = {
    Role.PARENT: ACCOUNT | CHILD,
    Role.LEARNER: ACCOUNT,
    Role.TEACHER: ACCOUNT | {"post": "учитель физики"},
}


def link_for(cast, role=Role.PARENT, **fields):
    unit = cast.unit if role in (Role.PARENT, Role.LEARNER) else make.staff_unit(cast.ours)
    return make.make_invitation(unit, role, **fields)


def register(client, token, form):
    return client.post(f"/i/{token}/register/", form)


def nothing_happened(people):
    return (
        User.objects.count() == people
        and not JoinRequest.objects.exists()
        and not Redemption.objects.exists()
    )


@pytest.mark.parametrize("role", FORMS)
def test_a_newcomer_registers_and_asks_in_one_step(cast, client, role):
    invitation, token = link_for(cast, role)
    page = register(client, token, FORMS[role]).content.decode()
    assert "Заявка получена" in page
    person = User.objects.get(email="olga@people.example")
    assert person.phone == "+79131234567"
    assert person.check_password(ACCOUNT["password"])
    assert client.session[SESSION_KEY] == str(person.pk)
    join_request = JoinRequest.objects.get()
    assert (join_request.applicant, join_request.role) == (person, role)
    assert join_request.unit == invitation.unit
    assert join_request.invited_by == invitation.created_by
    assert join_request.is_pending
    assert Redemption.objects.get().join_request == join_request
    # Asking is not belonging: the organization stays closed until somebody decides.
    assert not Membership.objects.filter(user=person).exists()
    assert client.get(f"/o/{cast.ours.slug}/").status_code == 404
    assert "получена" in client.get("/requests/").content.decode()


def test_who_is_signed_in_only_confirms(cast, client):
    _, token = link_for(cast, Role.TEACHER)
    client.force_login(cast.stranger)
    page = client.post(f"/i/{token}/join/", {"post": "логопед"}).content.decode()
    assert "Заявка получена" in page
    assert JoinRequest.objects.get().applicant == cast.stranger
    assert User.objects.filter(surname=ACCOUNT["surname"]).count() == 0


def test_joining_needs_a_signed_in_person_and_registering_an_anonymous_one(cast, client):
    _, token = link_for(cast)
    response = client.post(f"/i/{token}/join/", CHILD)
    assert response["Location"].startswith("/accounts/sign-in/?next=")
    client.force_login(cast.stranger)
    people = User.objects.count()
    assert register(client, token, FORMS[Role.PARENT])["Location"] == f"/i/{token}/"
    assert nothing_happened(people)


def test_the_form_sent_twice_asks_once(cast, client):
    _, token = link_for(cast)
    register(client, token, FORMS[Role.PARENT])
    assert register(client, token, FORMS[Role.PARENT])["Location"] == f"/i/{token}/"
    again = client.post(f"/i/{token}/join/", CHILD)
    assert "уже подана" in assert_refused(again, status=409)[0]
    # A second press before the first answer came back, hence without the session.
    impatient = register(Client(), token, FORMS[Role.PARENT])
    assert "уже заняты" in assert_refused(impatient, status=409)[0]
    assert JoinRequest.objects.count() == Redemption.objects.count() == 1
    assert User.objects.filter(email="olga@people.example").count() == 1


def test_a_refused_request_spends_no_use(cast):
    invitation, _ = link_for(cast, Role.TEACHER, max_uses=1)
    with pytest.raises(DomainError, match="уже состоите"):
        services.redeem(invitation=invitation, user=cast.teacher, post="учитель")
    assert invitation.used == 0
    services.redeem(invitation=invitation, user=cast.stranger, post="учитель")
    with pytest.raises(services.LinkClosed):
        services.redeem(invitation=invitation, user=cast.outsider, post="учитель")
    assert Redemption.objects.count() == 1


def test_who_belongs_already_is_told_so(cast, client):
    _, token = link_for(cast, Role.TEACHER)
    client.force_login(cast.teacher)
    response = client.post(f"/i/{token}/join/", {"post": "учитель"})
    assert "уже состоите" in assert_refused(response, status=409)[0]
    assert value_of(response, "post") == "учитель"


def test_an_identifier_that_is_taken_is_refused_and_only_the_password_is_typed_again(cast, client):
    make.PersonFactory(email="olga@people.example")
    people = User.objects.count()
    _, token = link_for(cast)
    response = register(client, token, FORMS[Role.PARENT])
    assert "уже заняты" in assert_refused(response, status=409)[0]
    for name in ("surname", "given_name", "email", "phone", "child_surname", "child_given_name"):
        assert value_of(response, name) == FORMS[Role.PARENT][name]
    assert value_of(response, "password") is None
    assert ACCOUNT["password"] not in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert nothing_happened(people)
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
@pytest.mark.parametrize("field", [*ACCOUNT, *CHILD])
def test_bad_input_is_refused_in_russian_and_the_rest_is_kept(cast, client, field, bad):
    people = User.objects.count()
    _, token = link_for(cast)
    bad = "🎉" if (field, bad) == ("password", BAD["an emoji"]) else bad
    response = register(client, token, FORMS[Role.PARENT] | {field: bad})
    assert_refused(response)
    kept = "given_name" if field == "surname" else "surname"
    assert value_of(response, kept) == ACCOUNT[kept]
    assert nothing_happened(people)


@pytest.mark.parametrize(
    "fault",
    [
        {"phone": "12345"},
        {"email": "olga@people"},
        {"login": "89131234567"},
        {"login": "ольга"},
        {"email": "", "phone": "", "login": ""},
        {"surname": ""},
        {"child_surname": ""},
        {"child_given_name": "  "},
        {"password": ""},
        {"password": "короткий"},
        {"password": "1234567890"},
        {"password": "Новикова-2026"},
    ],
)
def test_a_wrong_form_is_refused_in_russian(cast, client, fault):
    people = User.objects.count()
    _, token = link_for(cast)
    assert_refused(register(client, token, FORMS[Role.PARENT] | fault))
    assert nothing_happened(people)


@pytest.mark.parametrize("post", ["", " ", "x" * 151, BAD["NUL"], BAD["100,000 characters"]])
def test_a_wrong_post_is_refused_in_russian(cast, client, post):
    _, token = link_for(cast, Role.TEACHER)
    client.force_login(cast.stranger)
    assert_refused(client.post(f"/i/{token}/join/", {"post": post}))
    assert not JoinRequest.objects.exists()


def test_a_foreign_unit_or_role_in_the_form_changes_nothing(cast, client):
    """The link alone says where and as what."""
    _, token = link_for(cast)
    their_unit = cast.theirs.units.exclude(kind="staff").get()
    forged = {
        "unit": their_unit.pk,
        "unit_id": their_unit.pk,
        "organization": cast.theirs.pk,
        "role": "administrator",
        "post": "директор",
        "status": "approved",
        "child": cast.learner.pk,
        "is_superuser": "on",
    }
    register(client, token, FORMS[Role.PARENT] | forged)
    join_request = JoinRequest.objects.get()
    assert (join_request.organization, join_request.unit) == (cast.ours, cast.unit)
    assert (join_request.role, join_request.status) == (Role.PARENT, "pending")
    assert (join_request.post, join_request.child) == ("", None)
    assert not join_request.applicant.is_superuser


def test_a_link_for_children_is_impossible_in_a_kindergarten(cast_of, client):
    cast = cast_of("kindergarten")
    _, token = link_for(cast, Role.LEARNER)
    people = User.objects.count()
    response = register(client, token, FORMS[Role.LEARNER])
    assert "нет учётных записей" in assert_refused(response, status=409)[0]
    assert nothing_happened(people)


def test_a_fault_in_the_middle_leaves_no_account(cast, client, monkeypatch):
    def fail(**fields):
        raise DomainError("Посередине что-то случилось.")

    _, token = link_for(cast)
    people = User.objects.count()
    monkeypatch.setattr("invitations.services.links.request_to_join", fail)
    assert_refused(register(client, token, FORMS[Role.PARENT]), status=409)
    assert nothing_happened(people)
    assert SESSION_KEY not in client.session


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_link_that_closes_while_the_form_is_typed_says_so(cast, client, monkeypatch, signed_in):
    """Its last use is taken, or it is annulled, after the view has looked at it."""

    def closed(**fields):
        raise services.LinkClosed("Эта ссылка аннулирована. Попросите новую.")

    _, token = link_for(cast)
    people = User.objects.count()
    monkeypatch.setattr("invitations.services.redeem", closed)
    if signed_in:
        client.force_login(cast.stranger)
        response = client.post(f"/i/{token}/join/", CHILD)
    else:
        response = register(client, token, FORMS[Role.PARENT])
    assert response.status_code == 410
    assert "Эта ссылка аннулирована" in response.content.decode()
    assert nothing_happened(people)


def test_a_foreign_site_cannot_make_somebody_join(cast):
    _, token = link_for(cast, Role.TEACHER)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.stranger)
    assert strict.post(f"/i/{token}/join/", {"post": "учитель"}).status_code == 403
    assert register(strict, token, FORMS[Role.TEACHER]).status_code == 403
    assert not JoinRequest.objects.exists()
