"""Shapes of what people type about themselves."""

from django import forms
from django.contrib.auth import authenticate, get_user_model, password_validation
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    SetPasswordForm,
)
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from accounts.identifiers import LOGIN_PATTERN, login_form
from sferum_portal.lib.forms import NameField, PhoneField
from sferum_portal.lib.text import phone_form

LONGEST_IDENTIFIER = 254
LONGEST_PASSWORD = 1024


class SignInForm(AuthenticationForm):
    """One field for e-mail, phone or login name; the same answer to whatever was wrong."""

    username = forms.CharField(
        label="Почта, телефон или имя для входа",
        max_length=LONGEST_IDENTIFIER,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label="Пароль",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "Не получилось войти: проверьте, что набрано, и пароль. "
        "Заглавные и строчные буквы в пароле различаются.",
        "inactive": "Не получилось войти: проверьте, что набрано, и пароль.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Django limits the field to the length of a login name; an e-mail may be longer.
        self.fields["username"].max_length = LONGEST_IDENTIFIER
        self.fields["username"].widget.attrs["maxlength"] = LONGEST_IDENTIFIER
        if self.initial.get("username"):
            self.fields["username"].widget.attrs.pop("autofocus")
            self.fields["password"].widget.attrs["autofocus"] = True


class NewPasswordMixin:
    """No password is taken that is too long to sign in with."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST_PASSWORD))


class NewPasswordForm(NewPasswordMixin, SetPasswordForm):
    """After a reset by mail."""


class ChangePasswordForm(NewPasswordMixin, PasswordChangeForm):
    """By who knows the present one; wrong guesses are counted as they are at the entrance."""

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_old_password(self):
        password = self.cleaned_data["old_password"]
        if not authenticate(self.request, username=self.user.get_username(), password=password):
            raise ValidationError(self.error_messages["password_incorrect"])
        return password


class IdentityForm(forms.Form):
    """Names and the three ways to sign in, of which one at least is needed."""

    #: They stand together under this title (`sferum_portal.templatetags.portal.in_groups`).
    one_of = ("email", "phone", "login")
    one_of_title = "Укажите хотя бы одно: телефон, почту или имя для входа"

    surname = NameField(
        label="Фамилия", widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    given_name = NameField(
        label="Имя", widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    patronymic = NameField(
        label="Отчество",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    email = forms.EmailField(
        label="Эл. почта",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="На неё придёт ответ и письмо, если забудете пароль.",
    )
    phone = PhoneField(label="Телефон", required=False)
    login = forms.CharField(
        label="Имя для входа",
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        help_text="Если нет ни почты, ни телефона: от 3 латинских букв и цифр.",
    )

    def clean_email(self):
        return self.cleaned_data["email"].lower() or None

    def clean_login(self):
        login = login_form(self.cleaned_data["login"])
        if not login:
            return None
        # A login that reads as a phone would never be found again.
        if not LOGIN_PATTERN.fullmatch(login) or phone_form(login):
            raise ValidationError(
                "От 3 латинских букв, цифр, точек или дефисов; не номер телефона."
            )
        return login

    def clean(self):
        cleaned = super().clean()
        given = [cleaned.get(name) for name in ("email", "phone", "login")]
        broken = {"email", "phone", "login"} & set(self.errors)
        if not any(given) and not broken:
            raise ValidationError("Укажите почту, телефон или имя для входа: по нему вы войдёте.")
        return cleaned

    def identity(self):
        """The cleaned names and identifiers as services take them."""
        names = "surname given_name patronymic email phone login".split()
        return {name: self.cleaned_data[name] for name in names}


class ProfileForm(IdentityForm):
    """One's own names and ways to sign in; the latter change only for who knows the password."""

    password = forms.CharField(
        label="Ваш пароль",
        required=False,
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="Нужен, только если меняете почту, телефон или имя для входа.",
    )

    def __init__(self, *args, request, **kwargs):
        self.request = request
        names = "surname given_name patronymic email phone login".split()
        initial = {name: getattr(request.user, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        cleaned = super().clean()
        user, password = self.request.user, cleaned.pop("password", "")
        changed = [
            name
            for name in ("email", "phone", "login")
            if name in cleaned and (cleaned[name] or None) != (getattr(user, name) or None)
        ]
        # Asked of the backends: failures are counted as they are at the entrance.
        if changed and not authenticate(
            self.request, username=user.get_username(), password=password
        ):
            self.add_error("password", "Введите свой нынешний пароль: меняется то, чем вы входите.")
        return cleaned


class ResetForm(forms.Form):
    email = forms.EmailField(
        label="Эл. почта",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class RegistrationForm(IdentityForm):
    """A new account with its password."""

    password = forms.CharField(
        label="Придумайте пароль",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Не короче 10 знаков.",
    )

    def clean(self):
        cleaned = super().clean()
        if password := cleaned.get("password"):
            names = "surname given_name patronymic email phone login".split()
            person = get_user_model()(**{name: cleaned.get(name) or "" for name in names})
            try:
                password_validation.validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
