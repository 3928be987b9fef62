"""Letters about one's own account: they take ids, read again and send."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from sferum_portal.lib.mail import mail_task, send_letter

IDENTIFIERS = {"email": "эл. почта", "phone": "телефон", "login": "имя для входа"}


@mail_task
def send_reset_link(user_id):
    """The secret is made here: it never lies in the queue of tasks."""
    user = get_user_model().objects.get(pk=user_id)
    context = {
        "user": user,
        "site_url": settings.SITE_URL,
        "uid": urlsafe_base64_encode(force_bytes(user.pk)),
        "token": default_token_generator.make_token(user),
    }
    send_letter(
        "emails/password_reset.txt",
        context,
        subject="Новый пароль для Сферум-портала",
        to=user.email,
    )


@mail_task
def tell_about_identifiers(history_id):
    """Tell the former address that the ways to sign in changed; the new one may be a thief's.

    ``history_id`` is the row of the history that the change made.
    """
    after = get_user_model().history.get(pk=history_id)
    before = after.prev_record
    if before is None or not before.email:
        return
    changed = [
        label
        for name, label in IDENTIFIERS.items()
        if getattr(before, name) != getattr(after, name)
    ]
    context = {
        "user": before,
        "changed": ", ".join(changed),
        "by_oneself": after.history_user_id == after.id,
        "site_url": settings.SITE_URL,
    }
    send_letter(
        "emails/identifiers_changed.txt",
        context,
        subject="Сферум-портал: изменились данные для входа",
        to=before.email,
    )
