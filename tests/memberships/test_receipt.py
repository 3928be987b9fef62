"""The receipt: the private code is shown once, to be kept; a code holder learns nothing more."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.memberships.following import POST, ask, page_of, reject


def receipt_of(cast, person):
    client = Client()
    client.force_login(person)
    address = reverse(
        "memberships:apply_form", args=[cast.ours.slug, "staff", make.staff_unit(cast.ours).pk]
    )
    return " ".join(client.post(address, {"post": "вахтёр"}).text.split())


@pytest.fixture
def newcomer(db):
    return make.PersonFactory(
        email="olga@people.example", phone="+79131234567", login="olga-novikova"
    )


def test_the_receipt_says_how_to_keep_the_code_in_plain_words(cast, newcomer):
    page = receipt_of(cast, newcomer)
    assert "запишите, сфотографируйте экран или напечатайте страницу" in page
    assert "отпечаток" not in page


@pytest.mark.parametrize(
    ("lacking", "shown"),
    [((), "olga-novikova"), (("login",), "olga@people.example"), (("login", "email"), "+7")],
)
def test_the_receipt_names_what_one_signs_in_by(cast, newcomer, lacking, shown):
    for name in lacking:
        setattr(newcomer, name, None)
    newcomer.save()
    page = receipt_of(cast, newcomer)
    (entrance,) = re.findall(r"Входить на портал: <strong>(.*?)</strong> и ваш пароль", page)
    assert shown in entrance
    assert reverse("own_requests") in page


def test_a_receipt_by_a_code_alone_leads_on_and_tells_no_contacts(cast, newcomer):
    former = ask(cast, applicant=newcomer)
    code = former.code
    reject(cast, former)
    answer = Client().post(page_of(code, "again"), POST)
    assert "Заявка получена" in answer.text
    assert newcomer.email not in answer.text
    assert newcomer.login not in answer.text
    main = re.search(r"<main.*</main>", answer.text, re.DOTALL)[0]
    (new_code,) = re.findall(r'id="code"[^>]*value="([^"]+)"', main)
    for address in (page_of(new_code), reverse("accounts:sign_in")):
        assert f'href="{address}"' in main
        assert Client().get(address).status_code == 200
    assert f'href="{reverse("own_requests")}"' not in main
