"""A new password for who forgot it."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts import tasks
from sferum_portal.lib.throttle import within_limit

#: Letters that one person is sent in an hour.
MOST_LETTERS = 3


def send_link_to(email):
    """Send a link for a new password to whoever signs in by this e-mail, if anybody does.

    Says nothing about whether there is such a person, nor whether a letter left.
    """
    user = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    if within_limit(f"reset {user.pk}", limit=MOST_LETTERS, period=timedelta(hours=1)):
        transaction.on_commit(lambda: tasks.send_reset_link.delay(user.pk), robust=True)
