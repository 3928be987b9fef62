"""What somebody typed while their session ended: kept over the sign-in, and sent after all.

A form that arrives from nobody leads to the sign-in page, and from there to a page that shows what
was typed and sends it by one press. It is kept for an hour in the cache, under a random key that
only this browser's cookie knows, and shown to nobody but the person who was signed in before:
computers in schools are shared. Passwords are never kept.
"""

import secrets
from datetime import timedelta
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.cache import caches
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sferum_portal.lib.throttle import within_limit
from sferum_portal.lib.visitors import address_of

COOKIE = "unsent"
#: A cache of its own: what strangers send must not drive out the counters of tries.
CACHE = "forms"
#: Whom this browser knows: the signed id of the last who was signed in, beyond the session's end.
AUTHOR = "author"
KNOWN_FOR = timedelta(days=60)
KEPT_FOR = timedelta(hours=1)
#: Characters; no form of the portal takes more, and strangers shall not fill the cache.
LONGEST = 20_000
#: So many forms are kept for one address: a school of many classrooms has one.
MOST = {"limit": 200, "period": timedelta(hours=1)}


#: What the forms are, where the text alone does not say it.
WHAT = {
    "chats:post": "Сообщение в чат",
    "chats:create": "Новый чат",
    "chats:ask": "Просьба о чате",
    "invitations:issue": "Новая ссылка-приглашение",
    "invitations:join": "Заявка на вступление",
}


class KeepUnsentFormMiddleware:
    """Keeps a form that was answered with "sign in first"; forgets it once anything was sent."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method != "POST":
            return self._remember(request, self.get_response(request))
        # Asked before: signing in is itself a form sent by nobody.
        signed_in = request.user.is_authenticated
        response = self.get_response(request)
        if signed_in:
            if key := request.COOKIES.get(COOKIE):
                caches[CACHE].delete(_cache_key(key))
                response.delete_cookie(COOKIE)
        elif _leads_to_sign_in(response):
            return _keep(request)
        return response

    def _remember(self, request, response):
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated and _author_of(request) != user.pk:
            response.set_signed_cookie(
                AUTHOR,
                user.pk,
                max_age=KNOWN_FOR,
                httponly=True,
                samesite="Lax",
                secure=request.is_secure(),
            )
        return response


def _author_of(request):
    """Who was signed in last in this browser; None where it does not know."""
    pk = request.get_signed_cookie(AUTHOR, default="", max_age=KNOWN_FOR)
    return int(pk) if pk.isdigit() else None


def _leads_to_sign_in(response):
    """As `redirect_to_login` does; a new password leads there too, but for nothing's sake."""
    if response.status_code != 302:
        return False
    address = urlsplit(response["Location"])
    return address.path == resolve_url("accounts:sign_in") and "next=" in address.query


def _keep(request):
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    length = sum(len(name) + len(value) for name, value in fields)
    secret = any("password" in name for name, _ in fields)
    visitor = address_of(request)
    if secret or length > LONGEST or not within_limit(f"kept {visitor}", **MOST):
        return redirect_to_login(_page_of_the_form(request))
    key = secrets.token_urlsafe(24)
    form = {
        # What an administrator does they ask for themselves: nobody fills it in for them to press.
        "path": "" if request.path_info.startswith("/admin/") else request.get_full_path(),
        "page": _page_of_the_form(request),
        "fields": fields,
        "had_files": bool(request.FILES),
        "what": WHAT.get(match.view_name, "") if (match := request.resolver_match) else "",
        "author": _author_of(request),
    }
    caches[CACHE].set(_cache_key(key), form, KEPT_FOR.total_seconds())
    response = redirect_to_login(reverse("unsent"))
    response.set_cookie(
        COOKIE,
        key,
        max_age=KEPT_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _page_of_the_form(request):
    """Where the form stood, if the browser says so; else the start page."""
    referrer = request.META.get("HTTP_REFERER", "")
    if url_has_allowed_host_and_scheme(
        referrer, {request.get_host()}, require_https=request.is_secure()
    ):
        address = urlsplit(referrer)
        return address.path + (f"?{address.query}" if address.query else "")
    return reverse("home")


def _cache_key(key):
    return f"unsent-{key[:64]}"


@login_required
@require_safe
@never_cache
def unsent(request):
    """The typed text and one button that sends it."""
    form = caches[CACHE].get(_cache_key(request.COOKIES.get(COOKIE, "")))
    if form is None or form["author"] != request.user.pk:
        messages.info(request, "Здесь ничего не ждёт отправки.")
        return redirect("home")
    typed = [value for _, value in form["fields"] if _reads_as_text(value)]
    return render(request, "unsent.html", form | {"typed": typed})


def _reads_as_text(value):
    """Whether a person wrote this: numbers, codes and marks of a form tell nobody anything."""
    return any("а" <= sign <= "я" or sign == "ё" for sign in value.lower())
