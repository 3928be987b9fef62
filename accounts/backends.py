"""Signing in by one of three identifiers."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend

from accounts.identifiers import identifier_form

#: By which backend somebody who has just registered is signed in.
BACKEND = "accounts.backends.IdentifierBackend"


class IdentifierBackend(ModelBackend):
    """Django's backend, told to look a person up by e-mail, phone or login name."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None or "\x00" in password:
            return None
        model = get_user_model()
        user = model.objects.by_identifier(username).first()
        if user is None:
            # The same work as for a person who exists: the answer's time tells nothing.
            model().set_password(password)
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user
        return None


def axes_username(request, credentials):
    """Failures are counted per account, however its phone or e-mail was written.

    A person who is known by a phone and an e-mail has one counter: the primary key. Nothing that
    can be typed is anybody's key.
    """
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    pk = (
        get_user_model().objects.by_identifier(typed).values_list("pk", flat=True).first()
        if typed
        else None
    )
    return counter_of(pk) if pk else f"typed {identifier_form(typed)}"[:255]


def counter_of(pk):
    """The name under which the failures of this person are counted."""
    return f"person {pk}"
