"""Writing to people: registration, own profile."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from accounts import tasks
from accounts.signals import name_about_to_change
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


class IdentifierTaken(DomainError):
    """Another person signs in by the same e-mail, phone or login name."""


#: What a person is called by.
NAMES = ("surname", "given_name", "patronymic")


@transaction.atomic
def register_person(
    *,
    surname,
    given_name,
    patronymic="",
    email=None,
    phone=None,
    login=None,
    password=None,
    by=None,
):
    """Add a person; without a password they have no account. Without ``by`` they did it themselves.

    Raises DomainError when another person signs in by the same e-mail, phone or login name.
    """
    user = get_user_model()(
        surname=surname,
        given_name=given_name,
        patronymic=patronymic,
        email=email,
        phone=phone,
        login=login,
    )
    user.set_password(password)
    return _save(user, by=by or user, reason="Регистрация")


@transaction.atomic
def change_profile(*, user, by, **fields):
    """Names and identifiers; returns the changed row. Other keys of ``fields`` raise TypeError.

    The former address is told when the ways to sign in change. Raises DomainError when somebody
    renames themselves whom an organization knows or is asked to take by that name.
    """
    allowed = {"surname", "given_name", "patronymic", "email", "phone", "login"}
    if unknown := set(fields) - allowed:
        raise TypeError(f"Not part of a profile: {', '.join(sorted(unknown))}")
    # A child in a roster has no account and needs none.
    had_one = bool(user.email or user.phone or user.login)
    # A row of its own: what is refused must not stay in the one that the page's frame shows.
    user = get_user_model().objects.select_for_update().get(pk=user.pk)
    renamed = [
        name for name in NAMES if fields.get(name, getattr(user, name)) != getattr(user, name)
    ]
    if renamed and user.pk == by.pk and not by.is_superuser:
        name_about_to_change.send(get_user_model(), user=user)
    entrance = [getattr(user, name) for name in tasks.IDENTIFIERS]
    for name, value in fields.items():
        setattr(user, name, value)
    if had_one and not (user.email or user.phone or user.login):
        raise DomainError("Оставьте хотя бы одно: почту, телефон или имя для входа.")
    user = _save(user, by=by, reason="Изменение профиля")
    if any(entrance) and entrance != [getattr(user, name) for name in tasks.IDENTIFIERS]:
        history_id = user.history.first().pk
        transaction.on_commit(lambda: tasks.tell_about_identifiers.delay(history_id), robust=True)
    return user


def _save(user, *, by, reason):
    try:
        with transaction.atomic():
            return record(user, by=by, reason=reason)
    except IntegrityError as error:
        raise IdentifierTaken(
            "Эта почта, телефон или имя для входа уже заняты. Если это вы — войдите."
        ) from error
