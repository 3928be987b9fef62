"""After a refusal: the same once more with better words; and what letters say of it all."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services.applicants import MOST_TRIES
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of
from tests.facts import parents_request, today
from tests.memberships.following import POST, ask, page_of, reject, seen


@pytest.fixture
def request_(cast):
    return ask(cast)


def test_after_a_refusal_the_same_is_asked_with_better_words(cast):
    child = make.make_learner(cast.unit).user
    former = ask(
        cast,
        role=Role.PARENT,
        unit=cast.unit,
        post="",
        child_surname="Ашипкин",
        child_given_name="Пётр",
        invited_by=cast.leader,
    )
    reject(cast, former)
    names = {"child_surname": child.surname, "child_given_name": child.given_name}
    answer = Client().post(page_of(former.code, "again"), names)
    assert answer.status_code == 200
    page = answer.content.decode()
    (code,) = re.findall(r'id="code"[^>]*value="([^"]+)"', page)
    request = JoinRequest.objects.exclude(pk=former.pk).get()
    assert code != former.code
    assert (request.applicant, request.role, request.unit, request.invited_by) == (
        *(former.applicant, Role.PARENT, cast.unit, cast.leader),
    )
    assert (request.child, request.previous) == (child, former)
    assert "получена" in seen(code)
    # The former page stays, and offers no second successor.
    assert page_of(former.code, "again") not in seen(former.code)
    assert Client().post(page_of(former.code, "again"), names).status_code == 302
    assert JoinRequest.objects.count() == 2


def test_three_times_and_no_more(cast):
    request = ask(cast)
    for number in range(2, MOST_TRIES + 1):
        reject(cast, request)
        request = services.ask_again(join_request=request, by=request.applicant, post="сторож")
        assert JoinRequest.objects.count() == number
    reject(cast, request)
    with pytest.raises(DomainError, match="уже 3 раза"):
        services.ask_again(join_request=request, by=request.applicant, post="сторож")
    assert "Подать заявку снова" not in seen(request.code)
    with pytest.raises(DomainError, match="снова нельзя"):
        services.apply_without_link(
            organization=cast.ours,
            by=request.applicant,
            role=Role.STAFF,
            unit=request.unit,
            post="сторож",
        )
    # Another role is another matter.
    services.ask_again(
        join_request=make.make_withdrawn(cast.ours, applicant=request.applicant),
        by=request.applicant,
        post="учитель",
    )


@pytest.mark.parametrize("decision", ["pending", "approved"])
def test_what_waits_or_was_accepted_is_not_asked_again(cast, request_, decision):
    if decision == "approved":
        services.approve_join_request(join_request=request_, by=cast.administrator)
    with pytest.raises(DomainError, match="отклонённую или отозванную"):
        services.ask_again(join_request=request_, by=request_.applicant, post="сторож")


def test_nothing_is_asked_of_a_year_that_is_over(cast, request_):
    year = cast.unit.school_year
    former = parents_request(cast)
    reject(cast, former)
    year.starts_on, year.ends_on = today(-300), today()
    year.save()
    former = JoinRequest.objects.get(pk=former.pk)
    with pytest.raises(DomainError, match=r"закончился.*уже нельзя"):
        services.ask_again(
            join_request=former, by=former.applicant, child_surname="И", child_given_name="П"
        )


def test_a_refusal_is_not_undone_past_the_request_that_followed(cast):
    former = parents_request(cast)
    reject(cast, former)
    services.ask_again(
        join_request=former,
        by=former.applicant,
        child_surname="Иначев",
        child_given_name="Яков",
    )
    with pytest.raises(DomainError, match="такая же новая заявка"):
        services.undo_decision(join_request=former, by=cast.administrator)


def test_a_wrong_form_loses_nothing_and_forged_fields_change_nothing(cast, client):
    former = parents_request(cast, child_surname="Ашипкин")
    reject(cast, former)
    client.force_login(former.applicant)
    address = reverse("memberships:own_again", args=[former.pk])
    assert value_of(client.get(address), "child_surname") == "Ашипкин"
    for bad in (*BAD.values(), ""):
        answer = client.post(address, {"child_surname": "Верный", "child_given_name": bad})
        assert_refused(answer)
        assert value_of(answer, "child_surname") == "Верный"
    forged = {"role": "administrator", "unit": cast.other_unit.pk, "status": "approved"}
    names = {"child_surname": "Верный", "child_given_name": "Яков"}
    assert client.post(address, names | forged).status_code == 200
    request = JoinRequest.objects.exclude(pk=former.pk).get()
    assert (request.role, request.unit, request.status) == (Role.PARENT, cast.unit, "pending")
    assert not request.seen_at


def test_own_requests_lead_to_the_same_and_other_peoples_do_not(cast, client, request_):
    reject(cast, request_)
    client.force_login(request_.applicant)
    again = reverse("memberships:own_again", args=[request_.pk])
    assert again in client.get(reverse("own_requests")).content.decode()
    assert client.post(again, POST).status_code == 200
    assert again not in client.get(reverse("own_requests")).content.decode()
    client.force_login(cast.administrator)
    for name in ("status", "again", "confirm", "letter", "code", "withdraw"):
        address = reverse(f"memberships:own_{name}", args=[request_.pk])
        assert client.post(address, POST).status_code in (404, 405)


# --- Letters --------------------------------------------------------------------------------------


def test_the_letter_of_receipt_leads_to_the_page(
    cast, mailoutbox, django_capture_on_commit_callbacks, settings
):
    settings.SITE_URL = "https://portal.example"
    with django_capture_on_commit_callbacks(execute=True):
        request = ask(cast)
        ask(cast, applicant=make.PersonFactory(email=None, login="olga"))
    (mail,) = mailoutbox
    assert mail.subject == f"{cast.ours}: заявка получена"
    assert f"https://portal.example{page_of(request.code)}" in mail.body
    assert request.code in mail.body


def test_letters_say_the_words_of_the_states_and_what_next(
    cast, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        reject(cast, make.JoinRequestFactory(organization=cast.ours))
        services.approve_join_request(
            join_request=make.JoinRequestFactory(organization=cast.ours), by=cast.administrator
        )
    assert [mail.subject.partition(": ")[2] for mail in mailoutbox] == [
        "заявка отклонена",
        "заявка принята",
    ]
    assert "Причина: Нет в списках." in mailoutbox[0].body
    assert "Что дальше: Исправьте" in mailoutbox[0].body
    assert "подтвердит вашу роль" in mailoutbox[1].body
