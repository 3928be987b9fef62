"""A request followed by its private code, without an account; and the same signed in."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.access import MOST_GUESSES
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services.applicants import MOST_TRIES, NOT_AGAIN
from sferum_portal.lib.codes import digest, make_code
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.bad_input import BAD, assert_refused, value_of
from tests.database import whole_database
from tests.verbs import parents_request, today

POST = {"post": "библиотекарь"}


def ask(cast, **fields):
    """A request with its code, as it comes."""
    return services.request_to_join(
        **{
            "organization": cast.ours,
            "applicant": make.PersonFactory(given_name="Ольга", surname="Новикова"),
            "role": Role.STAFF,
            "unit": make.staff_unit(cast.ours),
            "post": "вахтёр",
        }
        | fields
    )


def reject(cast, request, **fields):
    return services.reject_join_request(
        join_request=request, by=cast.administrator, **({"reason": "Нет в списках."} | fields)
    )


def page_of(code, name="status"):
    return reverse(f"memberships:code_{name}", args=[code])


def seen(code):
    return Client().get(page_of(code)).content.decode()


@pytest.fixture
def request_(cast):
    return ask(cast)


# --- The code -------------------------------------------------------------------------------------


def test_the_code_has_sixty_bits_and_is_stored_nowhere(cast, request_):
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", request_.code)
    assert request_.code_digest == digest(request_.code)
    content = str(whole_database())
    for form in (request_.code, request_.code.replace("-", "")):
        assert form not in content
    # Not even the digest stays behind in the history.
    assert "code_digest" not in {field.name for field in JoinRequest.history.model._meta.fields}


def test_a_copy_of_the_database_does_not_open_a_code(settings, request_):
    """The digest needs the portal's key; an exchanged key is still known for a while."""
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert digest(request_.code) != request_.code_digest
    assert Client().get(page_of(request_.code)).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert Client().get(page_of(request_.code)).status_code == 404


def test_a_new_code_takes_the_place_of_the_lost_one(request_, client):
    client.force_login(request_.applicant)
    page = client.post(reverse("memberships:own_code", args=[request_.pk])).content.decode()
    (code,) = re.findall(r'id="code"[^>]*value="([^"]+)"', page)
    assert code != request_.code
    assert Client().get(page_of(code)).status_code == 200
    assert Client().get(page_of(request_.code)).status_code == 404


@pytest.mark.parametrize("verb", ["renew_code", "ask_again", "withdraw_join_request"])
def test_nobody_else_acts_for_the_applicant(cast, request_, verb):
    for person in (cast.administrator, cast.head, cast.stranger, cast.operator):
        with pytest.raises(PermissionDenied):
            getattr(services, verb)(join_request=request_, by=person)


# --- The page -------------------------------------------------------------------------------------


def test_the_page_says_as_little_of_a_person_as_it_can(cast, client):
    applicant = make.PersonFactory(
        surname="Новикова", given_name="Ольга", patronymic="Сергеевна", phone="+79131234567"
    )
    request = ask(
        cast,
        applicant=applicant,
        role=Role.PARENT,
        unit=cast.unit,
        child_surname="Тихомиров",
        child_given_name="Яков",
    )
    page = seen(request.code)
    for text in ("Ольга Н.", cast.ours.short_name, "Родитель", "5А", "получена"):
        assert text in page
    secrets = ("Новикова", "Сергеевна", "Тихомиров", "Яков", applicant.email, "9131234567")
    for text in (*secrets, cast.administrator.surname):
        assert text not in page
    services.withdraw_join_request(join_request=request, by=applicant)
    again = client.get(page_of(request.code, "again")).content.decode()
    assert not [text for text in secrets if text in again]


def test_the_page_stays_out_of_caches_search_engines_and_other_sites(request_):
    for name in ("status", "withdraw", "again", "confirm", "letter"):
        for answer in (
            Client().get(page_of(request_.code, name)),
            Client().post(page_of(request_.code, name)),
        ):
            assert "no-store" in answer["Cache-Control"], name
            assert answer["Referrer-Policy"] == "same-origin"
            assert answer.status_code == 405 or answer["X-Robots-Tag"] == "noindex", name
    assert '<meta name="robots" content="noindex">' in seen(request_.code)
    assert "https://" not in seen(request_.code)


def test_a_refusal_says_why_and_what_next_and_junk_gets_no_answer(cast):
    told, junk = ask(cast), ask(cast)
    reject(cast, told)
    reject(cast, junk, reason="Спам.", silent=True)
    page = seen(told.code)
    assert "Нет в списках." in page
    assert "Что дальше" in page
    assert page_of(told.code, "again") in page
    page = seen(junk.code)
    assert "отклонена" in page
    for text in ("Спам", "Что дальше", page_of(junk.code, "again")):
        assert text not in page
    answer = Client().get(page_of(junk.code, "again"), follow=True)
    assert NOT_AGAIN in answer.content.decode()
    assert Client().post(page_of(junk.code, "again"), POST).status_code == 302
    assert JoinRequest.objects.count() == 2


def test_a_request_is_withdrawn_by_its_code(cast, request_):
    answer = Client().post(page_of(request_.code, "withdraw"), follow=True).content.decode()
    assert "Заявка отозвана." in answer
    assert "отозвана" in seen(request_.code)
    again = Client().post(page_of(request_.code, "withdraw"), follow=True).content.decode()
    assert "Заявка уже решена: отозвана" in again
    row = request_.history.first()
    assert (row.status, row.history_user) == ("withdrawn", request_.applicant)


# --- Guessing -------------------------------------------------------------------------------------


def test_whoever_guesses_codes_is_told_nothing_any_more(request_):
    client = Client()
    for _ in range(MOST_GUESSES // 2):
        assert client.get(page_of(make_code())).status_code == 404
        assert client.post(reverse("memberships:by_hand"), {"code": make_code()}).status_code == 422
    for code in (request_.code, make_code()):
        answer = client.get(page_of(code))
        assert answer.status_code == 409
        assert "Слишком много попыток" in answer.content.decode()
        assert client.post(page_of(code, "withdraw")).status_code == 409
        assert client.post(reverse("memberships:by_hand"), {"code": code}).status_code == 409
    request_.refresh_from_db()
    assert request_.is_pending


@pytest.mark.parametrize(
    "code", ["x", "x" * 41, "x" * 5000, "%00", "ключ", "🎉", "..", "a b", "0000-0000-0000"]
)
def test_an_unknown_code_is_not_there(db, code):
    address = f"/r/{code}/"
    assert Client().get(address).status_code == 404
    for name in ("withdraw", "again", "confirm", "letter"):
        assert Client().post(f"{address}{name}/").status_code == 404


def test_neither_digest_nor_number_is_a_code(request_):
    for text in (request_.code_digest, str(request_.pk), request_.code[:-1]):
        assert Client().get(page_of(text)).status_code == 404


@pytest.mark.parametrize("typed", [str.lower, lambda code: f" {code.replace('-', ' ')} "])
def test_a_code_is_typed_as_people_type(request_, typed):
    answer = Client().post(reverse("memberships:by_hand"), {"code": typed(request_.code)})
    assert answer.status_code == 302
    assert "Ольга Н." in Client().get(answer["Location"]).content.decode()


@pytest.mark.parametrize("code", ["", " ", "нет такого", "x" * 41, *BAD.values()])
def test_a_wrong_code_is_refused_in_russian(db, code):
    assert_refused(Client().post(reverse("memberships:by_hand"), {"code": code}))


# --- Asking again ---------------------------------------------------------------------------------


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
    with pytest.raises(DomainError, match="уже подал"):
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
