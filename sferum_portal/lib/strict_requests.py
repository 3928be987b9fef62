"""Requests that no browser sends, refused before anything of Django trips over them."""

import re
from http import HTTPStatus

from django.conf import settings

CHARSET = re.compile(r"charset\s*=\s*\"?([^\";\s]*)", re.IGNORECASE)
SESSION_KEY = re.compile(r"[a-z0-9]{32}")
SENTENCE = "Портал принимает только UTF-8.".encode()
HEADERS = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(SENTENCE)))]


def names_another_charset(content_type):
    named = CHARSET.search(content_type)
    return bool(named) and named[1].lower() != "utf-8"


def only_utf8_wsgi(application):
    """A WSGI application that answers 400 where the header names another charset than UTF-8.

    Outside of Django: its request decodes by whatever charset is named, «hex» too, while it is
    being made, before any middleware could catch the error.
    """

    def checked(environ, start_response):
        if names_another_charset(environ.get("CONTENT_TYPE", "")):
            status = HTTPStatus.BAD_REQUEST
            start_response(f"{status.value} {status.phrase}", HEADERS)
            return [SENTENCE]
        return application(environ, start_response)

    return checked


def only_utf8_asgi(application):
    """The same for ASGI."""

    async def checked(scope, receive, send):
        headers = dict(scope.get("headers", ()))
        if names_another_charset(headers.get(b"content-type", b"").decode("latin-1")):
            lines = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
            await send({"type": "http.response.start", "status": 400, "headers": lines})
            await send({"type": "http.response.body", "body": SENTENCE})
            return
        await application(scope, receive, send)

    return checked


class StrictSessionKeyMiddleware:
    """A session cookie of another shape is none: PostgreSQL refuses a NUL in the look-up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = settings.SESSION_COOKIE_NAME
        if not SESSION_KEY.fullmatch(request.COOKIES.get(name, "")):
            request.COOKIES.pop(name, None)
        return self.get_response(request)
