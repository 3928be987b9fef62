"""A regulation to import: a file or a pasted text; then the same text until somebody decides."""

import dataclasses

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from regulations.importing.confined import read_pasted, read_uploaded
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import MAX_BYTES, MAX_CHARACTERS, TOO_BIG
from regulations.importing.sources.source import Line, Source

_SALT = "regulations.import"
_NOTHING = "Выберите файл или вставьте текст положения."
_GONE = "Текст не удалось прочитать ещё раз. Загрузите его снова."


class ImportForm(forms.Form):
    """``cleaned_data["source"]`` are the lines that were read."""

    file = forms.FileField(
        label="Файл",
        required=False,
        help_text="DOCX или TXT. Текст из PDF скопируйте и вставьте ниже.",
        widget=forms.FileInput(attrs={"accept": ".docx,.txt,text/plain"}),
    )
    text = forms.CharField(
        label="Или текст",
        required=False,
        strip=False,
        max_length=MAX_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:
            raise ValidationError(TOO_BIG)
        return file

    def clean(self):
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        if self.errors:
            return cleaned
        if not file and not text.strip():
            raise ValidationError(_NOTHING)
        if file and text.strip():
            raise ValidationError("Выберите что-нибудь одно: файл или текст.")
        try:
            source = read_uploaded(file.read()) if file else read_pasted(text)
        except UnreadableFileError as error:
            raise ValidationError({"file" if file else "text": str(error)}) from error
        return cleaned | {
            "source": dataclasses.replace(source, file_name=file.name[:200] if file else "")
        }


class SaveImportForm(forms.Form):
    """Holds the lines that were read, signed and packed, so that the page needs no storage."""

    source = forms.CharField(widget=forms.HiddenInput)

    @classmethod
    def holding(cls, source):
        packed = signing.dumps(_plain(source), salt=_SALT, compress=True)
        return cls(initial={"source": packed})

    def clean_source(self):
        try:
            return _source(signing.loads(self.cleaned_data["source"], salt=_SALT))
        except signing.BadSignature as error:
            raise ValidationError(_GONE) from error

    @staticmethod
    def as_upload():
        """The first form again, with the sentence that the text has to be given once more."""
        form = ImportForm({})
        form.is_valid()
        form.errors["__all__"] = form.error_class([_GONE])
        return form


def _plain(source):
    """Text and looks of each line; what is usual is left out."""
    usual = dataclasses.asdict(Line(""))
    lines = [
        {name: value for name, value in dataclasses.asdict(line).items() if value != usual[name]}
        for line in source.lines
    ]
    return [source.kind, source.encoding, source.file_name, lines]


def _source(plain):
    kind, encoding, file_name, lines = plain
    return Source(tuple(Line(**{"text": ""} | line) for line in lines), kind, encoding, file_name)
