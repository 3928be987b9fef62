"""Signing in by a printed card: the scanned code, then the PIN."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import card_session
from memberships import cards
from memberships.forms import PinForm
from sferum_portal.lib.pages import whole_number
from sferum_portal.lib.visitors import address_of

#: The browser remembers for ten minutes which card was scanned.
COOKIE, SALT, MINUTES = "card", "signin-card", 10


@require_safe
@never_cache
def open_card(request, token):
    """Lead on to an address without the secret, so that it stays in no history and no referrer."""
    try:
        card = cards.card_by_token(token, address_of(request))
    except cards.CardClosed as error:
        return _closed(request, error)
    if card is None:
        return _unknown(request)
    answer = redirect("memberships:card_pin")
    answer.set_signed_cookie(
        COOKIE,
        card.pk,
        salt=SALT,
        max_age=MINUTES * 60,
        path=reverse("memberships:card_pin"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card_pin(request):
    """The PIN; before it is right nothing is said of whose card it is."""
    card = _scanned(request)
    if card is None:
        return _unknown(request)
    form = PinForm(request.POST if request.method == "POST" else None)
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            cards.check_pin(card, form.cleaned_data["pin"], address_of(request))
        except cards.CardClosed as error:
            return _closed(request, error)
        except cards.WrongPin as error:
            form.add_error("pin", str(error))
            status = 422
        else:
            card_session.begin(request, card.user, card.pk)
            answer = redirect("home")
            answer.delete_cookie(COOKIE, path=reverse("memberships:card_pin"), samesite="Lax")
            return answer
    context = {"form": form, "card_organization": card.organization.short_name}
    return render(request, "memberships/card_pin.html", context, status=status)


def _scanned(request):
    pk = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=MINUTES * 60)
    pk = whole_number(pk)
    return cards.card_in_force(pk) if pk else None


def _unknown(request):
    """The same for a card that never was, one that was revoked and one that was not scanned."""
    return render(request, "memberships/card_unknown.html", status=410)


def _closed(request, error):
    return render(request, "memberships/card_closed.html", {"error": str(error)}, status=429)
