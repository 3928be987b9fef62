"""When and where a version was published, or why it no longer is."""

from django import forms

from regulations.forms import DayField, LineField
from regulations.services.publications import LONGEST_ADDRESS, LONGEST_REASON


class PublishForm(forms.Form):
    published_on = DayField(label="Когда выложили на сайт")
    address = forms.URLField(
        label="Адрес страницы на сайте организации",
        max_length=LONGEST_ADDRESS,
        assume_scheme="https",
        help_text="Откройте документ на сайте и скопируйте адрес из браузера.",
    )
    with_signature_files = forms.BooleanField(
        label="Отдавать файл подписи всем",
        required=False,
        help_text="В нём сертификат целиком, с ИНН и СНИЛС того, кто подписал. Без него на "
        "открытой странице остаются отметка о подписи, код проверки и контрольная сумма.",
    )

    def __init__(self, *args, has_certificates, **kwargs):
        super().__init__(*args, **kwargs)
        if not has_certificates:
            del self.fields["with_signature_files"]


class UnpublishForm(forms.Form):
    reason = LineField(label="Почему снимаете", max_length=LONGEST_REASON)
