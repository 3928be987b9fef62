"""Norm JOIN-6: a pupil of the first grades registers with a parent's e-mail and its code."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from memberships import services
from memberships.models import JoinRequest, ParentCode
from memberships.roles import Role
from memberships.services.codes import (
    MOST_LETTERS,
    MOST_TO_ONE_ADDRESS,
    set_parent_code,
)
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of
from tests.database import whole_database
from tests.facts import small_learners_request

FORM = {
    "surname": "Новиков",
    "given_name": "Яков",
    "patronymic": "",
    "parent_email": "Mother@People.example",
    "login": "yasha",
    "password": "Синий-пароход-42",
}


@pytest.fixture
def unit(cast):
    return make.make_unit(cast.ours, "1А", grade=1)


def sent_code(mail):
    return re.search(r"Код: (\d{6})\n", mail.body)[1]


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def confirm(request, code, by=None):
    services.confirm_by_parent(join_request=request, by=by or request.applicant, code=code)


@pytest.fixture
def request_(cast, mailoutbox, django_capture_on_commit_callbacks):
    """A request of which the letter has arrived."""
    with django_capture_on_commit_callbacks(execute=True):
        return small_learners_request(
            cast, make.PersonFactory(email=None, login="yasha", given_name="Яков")
        )


@pytest.mark.parametrize("way", ["link", "application"])
def test_a_small_learner_comes_in_by_a_parents_code(
    cast, client, unit, way, mailoutbox, django_capture_on_commit_callbacks
):
    mother = make.PersonFactory(email="mother@people.example")
    if way == "link":
        address = f"/i/{make.make_invitation(unit, Role.LEARNER)[1]}/"
        sent_to = f"{address}register/"
    else:
        address = sent_to = reverse(
            "memberships:apply_form", args=[cast.ours.slug, "learner", unit.pk]
        )
    page = client.get(address).content.decode()
    assert 'name="parent_email"' in page
    assert not [name for name in ("email", "phone") if f'name="{name}"' in page]
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post(sent_to, FORM).content.decode()
    assert "Осталось ввести код" in page
    person = User.objects.get(login="yasha")
    # The address is the mother's, who signs in by it herself.
    assert (person.email, mother.email) == (None, "mother@people.example")
    (mail,) = mailoutbox
    assert mail.to == ["mother@people.example"]
    assert "Новиков" not in mail.body
    request = JoinRequest.objects.get()
    assert request not in JoinRequest.objects.waiting()

    (confirm_address,) = re.findall(r'action="(/r/[^"]+/confirm/)"', page)
    answer = Client().post(confirm_address, {"parent_code": sent_code(mail)}, follow=True)
    assert "Код подошёл" in answer.content.decode()
    request.refresh_from_db()
    assert request in JoinRequest.objects.waiting()
    services.approve_join_request(join_request=request, by=cast.administrator)


def test_nobody_is_asked_to_decide_it_before_and_nobody_can(cast, client, request_):
    client.force_login(cast.administrator)
    queue = reverse("admin:memberships_joinrequest_changelist")
    row = f'id="join-request-{request_.pk}"'
    assert row not in client.get(queue).content.decode()
    page = client.get(queue, {"status": "all"}).content.decode()
    assert row in page
    assert reverse("admin:memberships_joinrequest_approve", args=[request_.pk]) not in page
    with pytest.raises(DomainError, match="не подтвердил"):
        services.approve_join_request(join_request=request_, by=cast.administrator)
    ((_, sentence),) = services.approve_many(join_requests=[request_], by=cast.administrator)
    assert "не подтвердил" in sentence
    confirm(request_, set_parent_code(request_.parent_codes.get()))
    assert row in client.get(queue).content.decode()


def test_the_code_is_stored_as_a_digest_alone(request_, mailoutbox):
    code = sent_code(mailoutbox[0])
    row = request_.parent_codes.get()
    assert len(row.digest) == 64
    assert not [text for rows in whole_database().values() for text in rows if f"'{code}'" in text]
    assert "digest" not in {field.name for field in ParentCode.history.model._meta.fields}


def test_five_wrong_codes_spend_it(request_, mailoutbox):
    code = sent_code(mailoutbox[0])
    for left in (4, 3, 2, 1):
        with pytest.raises(DomainError, match=f"Осталось попыток: {left}"):
            confirm(request_, wrong(code))
    with pytest.raises(DomainError, match="пять раз"):
        confirm(request_, wrong(code))
    with pytest.raises(DomainError, match="больше не действует"):
        confirm(request_, code)
    request_.refresh_from_db()
    assert request_.is_unconfirmed
    assert request_.parent_codes.get().tries == 5


def test_a_code_lives_for_half_an_hour(request_, mailoutbox):
    code, row = sent_code(mailoutbox[0]), request_.parent_codes.get()
    row.sent_at = timezone.now() - dt.timedelta(minutes=31)
    record(row, by=request_.applicant)
    with pytest.raises(DomainError, match="больше не действует"):
        confirm(request_, code)
    row.sent_at = timezone.now() - dt.timedelta(minutes=29)
    record(row, by=request_.applicant)
    confirm(request_, code)


def test_a_code_opens_one_request_once(cast, request_, mailoutbox):
    other = small_learners_request_of(cast, make.PersonFactory(email=None, login="petya"))
    code = sent_code(mailoutbox[0])
    set_parent_code(other.parent_codes.get())
    with pytest.raises(DomainError, match="не подошёл"):
        confirm(other, code)
    confirm(request_, code)
    with pytest.raises(DomainError, match="уже не нужен"):
        confirm(request_, code)


def small_learners_request_of(cast, applicant):
    return services.request_to_join(
        organization=cast.ours,
        applicant=applicant,
        role=Role.LEARNER,
        unit=cast.ours.units.get(grade=1),
        parent_email="mother@people.example",
    )


def test_a_mistyped_address_is_mended_and_the_former_code_dies(
    request_, mailoutbox, django_capture_on_commit_callbacks
):
    former = sent_code(mailoutbox[0])
    page = Client()
    page.force_login(request_.applicant)
    with django_capture_on_commit_callbacks(execute=True):
        answer = page.post(
            reverse("memberships:own_letter", args=[request_.pk]),
            {"parent_email": "Father@People.example"},
        )
    assert answer.status_code == 302
    assert mailoutbox[1].to == ["father@people.example"]
    request_.refresh_from_db()
    assert request_.parent_email == "father@people.example"
    if former != sent_code(mailoutbox[1]):
        with pytest.raises(DomainError, match="не подошёл"):
            confirm(request_, former)
    confirm(request_, sent_code(mailoutbox[1]))


def test_letters_are_limited_for_a_request_and_for_an_address(cast, unit, request_):
    def letter(request=request_, email="father@people.example"):
        services.ask_for_parent_code(join_request=request, by=request.applicant, email=email)

    for _ in range(MOST_LETTERS - 1):
        letter()
    with pytest.raises(DomainError, match="пять писем"):
        letter()

    def ask(number):
        small_learners_request_of(cast, make.PersonFactory(email=None, login=f"child{number}"))

    # One has left already, the fixture's.
    for number in range(MOST_TO_ONE_ADDRESS - 1):
        ask(number)
    with pytest.raises(DomainError, match="слишком много писем"):
        ask(20)


def test_a_letter_that_is_wanted_no_more_is_not_sent(
    cast, unit, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        request = small_learners_request_of(cast, cast.stranger)
        services.ask_for_parent_code(
            join_request=request, by=cast.stranger, email="father@people.example"
        )
    # The first letter finds that a second one was asked for.
    assert [mail.to for mail in mailoutbox if "код для" in mail.subject] == [
        ["father@people.example"]
    ]
    services.withdraw_join_request(join_request=request, by=cast.stranger)
    assert set_parent_code(request.parent_codes.order_by("-pk")[0]) is None


def test_before_the_letter_has_left_no_code_fits(cast, unit):
    request = small_learners_request_of(cast, cast.stranger)
    with pytest.raises(DomainError, match="ещё в пути"):
        confirm(request, "000000")


def test_nobody_else_confirms(cast, request_, mailoutbox):
    for person in (cast.administrator, cast.parent, cast.operator):
        with pytest.raises(PermissionDenied):
            confirm(request_, sent_code(mailoutbox[0]), by=person)
        with pytest.raises(PermissionDenied):
            services.ask_for_parent_code(join_request=request_, by=person, email="x@y.example")


def test_wrong_forms_are_refused_in_russian(cast, client, unit, request_):
    client.force_login(request_.applicant)
    confirm_, letter = (
        reverse(f"memberships:own_{name}", args=[request_.pk]) for name in ("confirm", "letter")
    )
    for bad in ("", "12345", "1234567", "абвгде", "١٢٣٤٥٦", *BAD.values()):
        assert_refused(client.post(confirm_, {"parent_code": bad}))
    for bad in ("", "mother", "a@b", *BAD.values()):
        assert_refused(client.post(letter, {"parent_email": bad}))
    assert request_.parent_codes.get().tries == 0
    client.logout()
    address = reverse("memberships:apply_form", args=[cast.ours.slug, "learner", unit.pk])
    people = User.objects.count()
    for fault in ({"parent_email": ""}, {"login": ""}, {"login": "89131234567"}):
        form = FORM | {"login": "another"} | fault
        answer = client.post(address, form | {"email": "own@people.example"})
        assert_refused(answer)
        assert value_of(answer, "surname") == "Новиков"
    assert User.objects.count() == people


def test_a_code_is_read_with_spaces(client, request_, mailoutbox):
    code = sent_code(mailoutbox[0])
    client.force_login(request_.applicant)
    address = reverse("memberships:own_confirm", args=[request_.pk])
    assert client.post(address, {"parent_code": f" {code[:3]} {code[3:]} "}).status_code == 302


def test_the_service_wants_the_address_too(cast, unit):
    with pytest.raises(DomainError, match="почту родителя"):
        services.request_to_join(
            organization=cast.ours, applicant=cast.stranger, role=Role.LEARNER, unit=unit
        )
    older = services.request_to_join(
        organization=cast.ours,
        applicant=cast.stranger,
        role=Role.LEARNER,
        unit=cast.unit,
        parent_email="mother@people.example",
    )
    assert older.parent_email == ""


def test_who_asks_again_with_the_same_address_needs_no_second_code(cast, request_, mailoutbox):
    confirm(request_, sent_code(mailoutbox[0]))
    services.reject_join_request(join_request=request_, by=cast.administrator, reason="Ошибка.")
    again = services.ask_again(
        join_request=request_, by=request_.applicant, parent_email="mother@people.example"
    )
    assert not again.is_unconfirmed
    services.withdraw_join_request(join_request=again, by=again.applicant)
    other = services.ask_again(
        join_request=again, by=again.applicant, parent_email="father@people.example"
    )
    assert other.is_unconfirmed
