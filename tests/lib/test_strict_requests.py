"""What no browser sends is refused before anything trips over it."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

RESET = reverse("accounts:password_reset")


@pytest.mark.django_db
@pytest.mark.parametrize("charset", ["hex", "undefined", "koi8-r", "idna", "utf-16", ""])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("checks", [True, False])
def test_a_body_in_another_charset_is_a_bad_request(kind, charset, checks):
    client = Client(enforce_csrf_checks=checks, raise_request_exception=True)
    body = b"email=%D0%B0"
    content_type = f"{kind}; boundary=B; charset={charset}"
    assert client.generic("POST", RESET, body, content_type).status_code == 400
    assert client.get("/verify/?code=1", CONTENT_TYPE=content_type).status_code == 400


@pytest.mark.django_db
def test_utf_8_in_any_spelling_is_welcome(client):
    for charset in ("utf-8", "UTF-8", '"utf-8"'):
        kind = f"application/x-www-form-urlencoded; charset={charset}"
        assert client.generic("POST", RESET, b"email=", kind).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\x00abcdefgh", "x" * 5000, "'; --"])
def test_a_session_key_of_another_shape_is_none(client, key):
    """PostgreSQL would refuse a NUL in the look-up."""
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/").status_code == 200
