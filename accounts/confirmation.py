"""Confirming a deed as oneself: what has the force of a signature asks for the password again."""

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from accounts.forms import LONGEST_PASSWORD


class ConfirmationForm(forms.Form):
    """The password of whoever is signed in; wrong ones are counted as they are at the entrance.

    Every deed of this kind goes through this form: where accounts come to know a second factor,
    its code becomes a field here (for those who have switched it on) and all of them ask for it.
    """

    password = forms.CharField(
        label="Ваш пароль",
        strip=False,
        max_length=LONGEST_PASSWORD,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        user = self.request.user
        confirmed = authenticate(self.request, username=user.get_username(), password=password)
        if confirmed is None or confirmed.pk != user.pk:
            raise ValidationError("Пароль не подошёл. Заглавные и строчные буквы различаются.")
        return password
