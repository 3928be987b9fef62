"""Fields that refuse bad input in clear Russian, for all forms of the portal."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError

from sferum_portal.lib.text import phone_form

#: A point between two letters, each of which has neighbours: «А.Б.» is a name, «a-b.ru» is none.
ADDRESS = re.compile(r"\w\w\.\w\w")
MOST_WORDS = 5


def one_line_of_print(value):
    """Only signs that a printed line may hold: no control characters, no emoji."""
    _require_print(value, "Введите текст в одну строку, без служебных знаков.")


def _require_print(line, sentence):
    for sign in line:
        if not sign.isprintable() and sign != "\u00a0":
            raise ValidationError(sentence)
        if ord(sign) > 0xFFFF:
            raise ValidationError(f"Знак «{sign}» нельзя напечатать в документе.")


#: What a text processor leaves within pasted words: nobody has typed it, nobody sees it.
_INVISIBLE = str.maketrans({"\u00ad": None, "\u200b": None, "\ufeff": None, "\t": " "})


class LinesField(forms.CharField):
    """A text of several lines with only such signs as `one_line_of_print` lets through."""

    widget = forms.Textarea

    def to_python(self, value):
        text = super().to_python(value)
        if not isinstance(text, str):
            return text
        return "\n".join(text.translate(_INVISIBLE).replace("\r\n", "\n").split("\r"))

    def run_validators(self, value):
        super().run_validators(value)
        for line in value.split("\n") if value else ():
            _require_print(line, "Уберите служебные знаки: здесь может быть только текст.")


class NameField(forms.CharField):
    """A part of a person's name: letters, hyphen, apostrophe, point, space; one line."""

    def __init__(self, *, max_length=100, **kwargs):
        super().__init__(max_length=max_length, **kwargs)

    def clean(self, value):
        # A Mac copies «й» as two signs, of which the second is no letter.
        name = unicodedata.normalize("NFC", " ".join(super().clean(value).split()))
        if any(not (sign.isalpha() or sign in " -'’.") for sign in name):
            raise ValidationError("Здесь могут быть только буквы, дефис и пробел.")
        if name and not any(sign.isalpha() for sign in name):
            raise ValidationError("Здесь нет ни одной буквы.")
        # Letters of the portal begin with the name: no address and no sentence goes along.
        if ADDRESS.search(name) or len(name.split()) > MOST_WORDS:
            raise ValidationError("Это не похоже на имя. Напишите его так, как в документе.")
        return name


class PhoneField(forms.CharField):
    """A phone in any usual spelling; cleans to E.164 or, when empty, to None."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if phone := phone_form(text):
            return phone
        raise ValidationError("Такого номера нет. Пример: +7 913 123-45-67.")

    def prepare_value(self, value):
        return value or ""
