"""Files that people bring: a signature, or a document to be told."""

from django import forms

from regulations.signatures.checking import LARGEST_SIGNATURE
from regulations.signatures.openssl import MEGABYTE
from sferum_portal.lib.uploads import no_larger_than

LARGEST_DOCUMENT = 50 * MEGABYTE


class SignatureFileForm(forms.Form):
    file = forms.FileField(
        label="Файл подписи",
        help_text="Отдельный файл .sig, .p7s, .sgn — или .p7m, или PDF с подписью внутри.",
        validators=[no_larger_than(LARGEST_SIGNATURE)],
        error_messages={"empty": "Файл пуст: выберите другой.", "required": "Выберите файл."},
        widget=forms.FileInput(attrs={"class": "drop"}),
    )


class DocumentFileForm(forms.Form):
    file = forms.FileField(
        label="Файл документа",
        help_text="Выберите его или перетащите сюда. Файл не сохраняется.",
        validators=[no_larger_than(LARGEST_DOCUMENT)],
        error_messages={"empty": "Файл пуст: выберите другой.", "required": "Выберите файл."},
        widget=forms.FileInput(attrs={"class": "drop"}),
    )
