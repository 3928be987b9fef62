"""Requests that no browser sends, refused before anything of Django trips over them."""

import re

from django.conf import settings
from django.http import HttpResponseBadRequest

CHARSET = re.compile(r"charset\s*=\s*\"?([^\";\s]*)", re.IGNORECASE)
SESSION_KEY = re.compile(r"[a-z0-9]{32}")


class StrictRequestsMiddleware:
    """Another charset than UTF-8 is a 400; a session cookie of another shape is none.

    Django decodes a body by whatever charset its header names, «hex» too, and looks any session
    key up; PostgreSQL refuses a NUL in it.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        named = CHARSET.search(request.META.get("CONTENT_TYPE", ""))
        if named and named[1].lower() != "utf-8":
            return HttpResponseBadRequest(
                "Портал принимает только UTF-8.", content_type="text/plain; charset=utf-8"
            )
        name = settings.SESSION_COOKIE_NAME
        if not SESSION_KEY.fullmatch(request.COOKIES.get(name, "")):
            request.COOKIES.pop(name, None)
        return self.get_response(request)
