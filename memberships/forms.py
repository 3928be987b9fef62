"""What is typed on the pages of cards."""

import unicodedata
import uuid

from django import forms
from django.core.exceptions import ValidationError


class PinForm(forms.Form):
    """The PIN of a card: one large field with a keypad of digits."""

    pin = forms.CharField(
        label="ПИН-код",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "autofocus": True,
                "class": "pin",
                "maxlength": 8,
            }
        ),
        error_messages={"required": "Введите ПИН-код."},
    )

    def clean_pin(self):
        pin = "".join(unicodedata.normalize("NFKC", self.cleaned_data["pin"]).split())
        if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 6):
            raise ValidationError("ПИН-код — это четыре цифры, без букв и знаков.")
        return pin


class CardsForm(forms.Form):
    """For whom cards are printed: those who have none, or the chosen ones."""

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def __init__(self, *args, rows, chosen, **kwargs):
        """``rows`` are the unit's learners who may have a card; ``chosen`` numbers of users."""
        super().__init__(*args, **kwargs)
        self.rows = [row for row in rows if row.may_have_card and row.user_id in chosen]

    @property
    def learners(self):
        return [row.user for row in self.rows]
