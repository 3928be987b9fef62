"""Password rules beyond Django's own."""

from django.core.exceptions import ValidationError

from sferum_portal.lib.text import search_form


class PersonalDataValidator:
    """Refuses passwords that hold the person's own name, e-mail name, phone or login name."""

    def validate(self, password, user=None):
        if user is None:
            return
        parts = [user.surname, user.given_name, user.patronymic, user.login]
        parts += [(user.email or "").partition("@")[0], (user.phone or "")[2:]]
        typed = search_form(password)
        if any(len(part) > 3 and part in typed for part in map(search_form, filter(None, parts))):
            raise ValidationError(
                "В пароле есть ваше имя, телефон или почта. Придумайте другой.", code="personal"
            )

    def get_help_text(self):
        return "Пароль не должен содержать ваше имя, телефон или адрес почты."
