"""The headers of every answer, and the pages that stand for errors."""

import pytest
from django.urls import path, reverse

from sferum_portal.lib.errors import DomainError
from sferum_portal.urls import handler403, urlpatterns
from tests import factories as make


@pytest.mark.parametrize("address", ["/", "/accounts/sign-in/", "/no-such-page/", "/i/x/"])
def test_no_page_of_the_portal_allows_inline_code(client, db, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_the_admin_alone_has_its_own_policy(client, cast):
    client.force_login(cast.administrator)
    policy = client.get(reverse("admin:index"))["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline' 'unsafe-eval'" in policy
    assert "default-src 'self'" in policy
    # The next page of the portal is as strict as ever.
    assert "unsafe" not in client.get("/administrator/")["Content-Security-Policy"]
    assert "unsafe" not in client.get("/accounts/profile/")["Content-Security-Policy"]


def test_a_missing_page_is_explained_in_russian(client, db, settings):
    for debug in (False, True):
        settings.DEBUG = debug
        response = client.get("/no-such-page/")
        assert response.status_code == 404
        assert "Такой страницы нет" in response.content.decode()


@pytest.mark.parametrize("address", ["/%00/", "/o/%00/", "/%ff/", "/o/\ud83c/", "/" + "x" * 5000])
def test_a_mad_address_is_a_missing_page(client, db, address):
    response = client.get(address.encode("utf-8", "surrogatepass").decode("latin1"))
    assert response.status_code == 404


def refuse(request):
    raise DomainError("Так нельзя.")


def break_down(request):
    raise ZeroDivisionError


class Urls:
    handler403 = handler403
    urlpatterns = [path("refuse/", refuse), path("break/", break_down), *urlpatterns]


def test_a_refusal_that_no_view_caught_is_a_sentence(client, db, settings):
    settings.ROOT_URLCONF = Urls
    response = client.get("/refuse/")
    assert response.status_code == 409
    assert "Так нельзя." in response.content.decode()


@pytest.mark.parametrize("debug", [False, True])
def test_a_fault_of_our_own_says_so_without_a_traceback(client, db, settings, debug):
    settings.ROOT_URLCONF, settings.DEBUG = Urls, debug
    client.raise_request_exception = False
    client.force_login(make.PersonFactory())
    response = client.get("/break/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "Что-то сломалось у нас" in page
    assert "ZeroDivisionError" not in page


def test_a_foreign_host_is_refused(client, db):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("debug", [False, True])
def test_too_many_fields_are_refused_and_no_fault(client, db, settings, debug):
    settings.DEBUG = debug
    fields = {f"field{number}": "x" for number in range(1100)}
    response = client.post("/accounts/sign-in/", fields)
    assert response.status_code == 400
    assert "Запрос не удалось понять" in response.content.decode()


def test_an_address_for_forms_only_says_what_to_do(client, cast):
    client.force_login(cast.parent)
    response = client.get(reverse("accounts:sign_out"))
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert response["Content-Length"] == str(len(response.content))
    assert "Нажмите кнопку ещё раз" in response.content.decode()
