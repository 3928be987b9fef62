"""What no browser sends is refused before anything trips over it."""

import pytest
from django.conf import settings

from sferum_portal import asgi, wsgi
from sferum_portal.lib.strict_requests import only_utf8_asgi, only_utf8_wsgi

CHARSETS = {
    "hex": 400,
    "undefined": 400,
    "koi8-r": 400,
    "utf-16": 400,
    "": 400,
    "utf-8": 200,
    '"UTF-8"': 200,
}


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data"])
def test_only_utf_8_reaches_the_portal(kind, charset):
    statuses = []
    environ = {"CONTENT_TYPE": f"{kind}; boundary=B; charset={charset}"}
    body = only_utf8_wsgi(lambda environ, start: start("200 OK", []) or [b"ok"])(
        environ, lambda status, headers: statuses.append(int(status[:3]))
    )
    assert statuses == [CHARSETS[charset]]
    assert body[0] == b"ok" or "UTF-8" in body[0].decode()


@pytest.mark.parametrize("charset", CHARSETS)
def test_so_it_is_over_asgi(charset):
    sent = []

    async def send(message):
        sent.append(message)

    async def portal(scope, receive, send):
        await send({"type": "http.response.start", "status": 200})

    header = (b"content-type", f"text/plain; charset={charset}".encode())
    answer = only_utf8_asgi(portal)({"type": "http", "headers": [header]}, None, send)
    # Nothing in it waits, so it needs no loop: the browser tests may have one running here.
    with pytest.raises(StopIteration):
        answer.send(None)
    assert sent[0]["status"] == CHARSETS[charset]


@pytest.mark.parametrize("application", [wsgi.application, asgi.application])
def test_the_portal_is_served_so(application):
    assert application.__name__ == "checked"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\x00abcdefgh", "x" * 5000, "'; --"])
def test_a_session_key_of_another_shape_is_none(client, key):
    """PostgreSQL would refuse a NUL in the look-up."""
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    assert client.get("/").status_code == 200
