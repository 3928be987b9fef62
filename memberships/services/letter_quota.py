"""Letters to addresses that nobody has proved to be theirs: so many an hour from one visitor.

Whoever types an e-mail on the portal may type a stranger's. A school sits behind one address, so
only such letters are counted, and those whose code was typed are given back: at a parents' meeting
nearly all are.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

from django.core.cache import cache

from memberships.models import Membership
from sferum_portal.lib.throttle import give_back, within_limit

#: Letters with a code that wait for somebody to type it, and receipts of requests.
MOST_CODES, MOST_RECEIPTS = 60, 200
HOUR = timedelta(hours=1)
SPENT = (
    "Отсюда за час ушло слишком много писем с кодами, которые никто не ввёл. Заявка сохранена: "
    "попросите код через час на её странице."
)

_visitor = ContextVar("visitor", default="")


@contextmanager
def letters_from(visitor):
    """Around what a page does for a visitor (their address); elsewhere nothing is counted."""
    token = _visitor.set(visitor)
    try:
        yield
    finally:
        _visitor.reset(token)


def may_send_code(join_request):
    """Count a letter with a parent's code; whether it may leave."""
    if not (visitor := _visitor.get()):
        return True
    name = _codes_of(visitor)
    if not within_limit(name, limit=MOST_CODES, period=HOUR):
        return False
    # Whose letter it was is forgotten with the hour.
    cache.set(_sender_of(join_request), [*cache.get(_sender_of(join_request), []), name], 3600)
    return True


def code_was_typed(join_request):
    """The address is proved: its letters count no more."""
    for name in cache.get(_sender_of(join_request), []):
        give_back(name)
    cache.delete(_sender_of(join_request))


def may_send_receipt(applicant):
    """Count a receipt to somebody whom no organization knows yet; whether it may leave."""
    visitor = _visitor.get()
    if not visitor or not applicant.email or Membership.objects.filter(user=applicant).exists():
        return True
    return within_limit(f"receipts {visitor}", limit=MOST_RECEIPTS, period=HOUR)


def _codes_of(visitor):
    return f"unproved codes {visitor}"


def _sender_of(join_request):
    return f"sender-of-codes-{join_request.pk}"
