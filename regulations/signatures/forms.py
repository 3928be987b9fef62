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


class ConfirmingForm(SignatureFileForm):
    """Asked once more; ``asks`` of what: «reason» where somebody else has signed than whom the
    document names, «time_reason» where nothing proves when."""

    ASKED = {"reason": "other_signer", "time_reason": "time_known"}

    other_signer = forms.BooleanField(label="Подписал другой уполномоченный", required=False)
    reason = LineField(
        label="Почему подписал он",
        max_length=300,
        required=False,
        help_text="Например: и. о. директора по приказу от 01.09.2026 № 12.",
    )

    time_known = forms.BooleanField(label="Время подписания известно", required=False)
    time_reason = LineField(
        label="Откуда известно, когда подписано",
        max_length=300,
        required=False,
        help_text="Например: подписанный файл размещён на сайте 02.09.2024.",
    )

    def __init__(self, *args, asks, **kwargs):
        super().__init__(*args, **kwargs)
        for reason in self.ASKED.keys() - asks:
            del self.fields[reason], self.fields[self.ASKED[reason]]

    @classmethod
    def asked_in(cls, data):
        return cls.ASKED.keys() & data.keys()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("other_signer") and not cleaned.get("reason"):
            self.add_error("reason", "Напишите, почему подписал другой уполномоченный.")
        if cleaned.get("time_known") and not cleaned.get("time_reason"):
            self.add_error("time_reason", "Напишите, откуда известно время подписания.")
        return cleaned

    def confirmed(self, reason):
        """Empty unless the box is ticked."""
        ticked = self.cleaned_data.get(self.ASKED[reason])
        return self.cleaned_data[reason] if ticked else ""


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
