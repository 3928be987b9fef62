"""When and where a version was published, or why it no longer is."""

from django import forms

from regulations.forms import DayField, LineField
from regulations.publishing.rules import is_elsewhere
from regulations.services.publications import LONGEST_ADDRESS, LONGEST_REASON


class PublishForm(forms.Form):
    published_on = DayField(label="Когда выложили на сайт")
    address = forms.URLField(
        label="Адрес страницы на сайте организации",
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        help_text="Откройте документ на сайте и скопируйте адрес из браузера.",
    )
    elsewhere = forms.BooleanField(label="Документ выложен именно по этому адресу", required=False)
    with_signature_files = forms.BooleanField(
        label="Отдавать файл подписи всем",
        required=False,
        help_text="В нём сертификат целиком, с ИНН и СНИЛС того, кто подписал. Без него на "
        "открытой странице остаются отметка о подписи, код проверки и контрольная сумма.",
    )

    def __init__(self, *args, organization, has_certificates, **kwargs):
        super().__init__(*args, **kwargs)
        self.site = organization.site
        # Asked only of an address on another site.
        if not is_elsewhere(organization, self.data.get("address", "").strip()):
            del self.fields["elsewhere"]
        if not has_certificates:
            del self.fields["with_signature_files"]

    def clean(self):
        cleaned = super().clean()
        # An address that is none has a sentence of its own.
        if cleaned.pop("elsewhere", None) is False and "address" in cleaned:
            self.add_error(
                "elsewhere",
                f"Этот адрес не на сайте организации ({self.site}). "
                "Исправьте его или отметьте, что он верный.",
            )
        return cleaned


class UnpublishForm(forms.Form):
    reason = LineField(label="Почему снимаете", max_length=LONGEST_REASON)
