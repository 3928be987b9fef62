"""Writing to people: registration, own profile."""

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record


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
    """Add a person; without a password they have no account. ``by=None``: they did it themselves.

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
    return _save(user, by=by, reason="Регистрация")


@transaction.atomic
def change_profile(*, user, by, **fields):
    """The person's own names and identifiers; other keys of ``fields`` raise TypeError."""
    allowed = {"surname", "given_name", "patronymic", "email", "phone", "login"}
    if unknown := set(fields) - allowed:
        raise TypeError(f"Not part of a profile: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(user, name, value)
    if not (user.email or user.phone or user.login):
        raise DomainError("Оставьте хотя бы одно: почту, телефон или имя для входа.")
    return _save(user, by=by, reason="Изменение профиля")


def _save(user, *, by, reason):
    try:
        with transaction.atomic():
            return record(user, by=by, reason=reason)
    except IntegrityError as error:
        raise DomainError(
            "Эта почта, телефон или имя для входа уже заняты. Если это вы — войдите."
        ) from error
