"""Files that people bring: a signature, or a document to be told."""

from django import forms

from regulations.forms import LineField
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


class OtherSignerForm(SignatureFileForm):
    """Asked once more where somebody else has signed than whom the document names."""

    other_signer = forms.BooleanField(label="Подписал другой уполномоченный", required=False)
    reason = LineField(
        label="Почему подписал он",
        max_length=300,
        required=False,
        help_text="Например: и. о. директора по приказу от 01.09.2026 № 12.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("other_signer") and not cleaned.get("reason"):
            self.add_error("reason", "Напишите, почему подписал другой уполномоченный.")
        return cleaned

    @property
    def confirmed_reason(self):
        """Empty unless the box is ticked."""
        return self.cleaned_data["reason"] if self.cleaned_data["other_signer"] else ""


class WithdrawSignatureForm(forms.Form):
    reason = LineField(label="Почему подпись отозвана", max_length=300)


class DocumentFileForm(forms.Form):
    file = forms.FileField(
        label="Файл документа",
        help_text="Выберите его или перетащите сюда. Файл не сохраняется.",
        validators=[no_larger_than(LARGEST_DOCUMENT)],
        error_messages={"empty": "Файл пуст: выберите другой.", "required": "Выберите файл."},
        widget=forms.FileInput(attrs={"class": "drop"}),
    )
