"""Sessions that began with a printed card and a PIN instead of a password.

They are shorter, and who is in one cannot change how they sign in: there is no password to ask for.
Whether the card still holds is asked by `memberships.cards`, which knows cards.
"""

from datetime import timedelta

from django.contrib.auth import login
from django.utils import timezone

#: The number of the card, in the session.
KEY = "signin_card"
LENGTH = timedelta(hours=12)
BACKEND = "accounts.backends.IdentifierBackend"


def begin(request, user, card_pk):
    """Sign in for a school day; another person's session on this device ends."""
    login(request, user, backend=BACKEND)
    request.session[KEY] = card_pk
    # A moment and not a span: the session does not grow longer by being used.
    request.session.set_expiry(timezone.now() + LENGTH)


def card_of(request):
    """The number of the card by which this session began; None for any other session."""
    return request.session.get(KEY)
