"""A request followed by its private code, without an account; and the same signed in."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from memberships import services
from memberships.applicants.access import MOST_GUESSES
from memberships.models import JoinRequest
from memberships.roles import Role
from memberships.services.applicants import NOT_AGAIN
from sferum_portal.lib.codes import digest, make_code
from tests import factories as make
from tests.bad_input import BAD, assert_refused
from tests.database import whole_database
from tests.memberships.following import POST, ask, page_of, reject, seen


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
    assert "Уже решено" in again
    row = request_.history.first()
    assert (row.status, row.history_user) == ("withdrawn", request_.applicant)


# --- Guessing -------------------------------------------------------------------------------------


def test_whoever_guesses_codes_is_stopped_and_a_right_one_opens_all_the_same(request_):
    client = Client()
    for _ in range(MOST_GUESSES // 2):
        assert client.get(page_of(make_code())).status_code == 404
        assert client.post(reverse("memberships:by_hand"), {"code": make_code()}).status_code == 422
    answer = client.get(page_of(make_code()))
    assert answer.status_code == 429
    assert "Слишком много попыток" in answer.content.decode()
    assert client.post(page_of(make_code(), "withdraw")).status_code == 429
    assert client.post(reverse("memberships:by_hand"), {"code": make_code()}).status_code == 429
    # Many families share one address with a mischief.
    assert client.get(page_of(request_.code)).status_code == 200


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


LOOK_ALIKES = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


@pytest.mark.parametrize(
    "typed",
    [
        str.lower,
        lambda code: f" {code.replace('-', ' ')} ",
        lambda code: code.translate(LOOK_ALIKES),
    ],
)
def test_a_code_is_typed_as_people_type(request_, typed):
    answer = Client().post(reverse("memberships:by_hand"), {"code": typed(request_.code)})
    assert answer["Location"] == page_of(request_.code)
    assert "Ольга Н." in Client().get(answer["Location"]).content.decode()


@pytest.mark.parametrize("code", ["", " ", "нет такого", "x" * 41, *BAD.values()])
def test_a_wrong_code_is_refused_in_russian(db, code):
    assert_refused(Client().post(reverse("memberships:by_hand"), {"code": code}))
