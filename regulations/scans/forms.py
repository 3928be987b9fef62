"""Files of a scan, numbers of its sheets, the day of signing."""

from django import forms

from regulations.forms import DayField, LineField
from regulations.scans.findings import LEFT_OUT


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several; cleans to a list."""

    widget = FilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,application/pdf,image/*"})

    def clean(self, data, initial=None):
        # An empty file is refused by name later on, with the others.
        self.allow_empty_file = True
        return [super(FilesField, self).clean(one, initial) for one in data or [None]]


class SheetsForm(forms.Form):
    """Sheets of one document, of which the page tells which it is."""

    sheets = FilesField(
        label="Скан или снимки листов",
        help_text="PDF со сканера или снимки JPG и PNG, можно несколько сразу. Порядок листов и "
        "поворот не важны: портал прочитает коды в углу.",
    )


class AnySheetsForm(SheetsForm):
    """Sheets of a document that their codes tell."""

    code = LineField(
        label="Код документа",
        max_length=40,
        required=False,
        help_text="Если портал не прочитает код сам: 12&nbsp;знаков с любой "
        'страницы, например <span class="nowrap">K7MP-3XQ9-TT4D</span>.',
    )


class NumbersForm(forms.Form):
    """A choice of the page for each sheet that leaves one (`regulations.scans.findings`)."""

    def __init__(self, findings, data=None):
        super().__init__(data)
        for finding in findings.sheets:
            if finding.is_a_question:
                self.fields[f"sheet_{finding.sheet}"] = _page_field(finding)

    def field_of(self, finding):
        return self[f"sheet_{finding.sheet}"] if finding.is_a_question else None

    def answers(self):
        """``{number of the sheet: page}`` of those that were answered."""
        return {
            int(name.removeprefix("sheet_")): int(page)
            for name, page in self.cleaned_data.items()
            if page
        }


def _page_field(finding):
    pages = [(page, f"страница {page}") for page in finding.choices]
    choices = [*pages, (LEFT_OUT, "не входит в документ")]
    if finding.page is None:
        choices.insert(0, ("", "— укажите —"))
    return forms.ChoiceField(
        label=f"Лист {finding.sheet}",
        choices=choices,
        initial="" if finding.page is None else finding.page,
        required=False,
        error_messages={"invalid_choice": f"Лист {finding.sheet} не может быть этой страницей."},
    )


class ConfirmForm(forms.Form):
    signed_on = DayField(
        label="Дата подписания на бумаге",
        help_text="День, когда руководитель поставил подпись; не раньше приказа.",
    )


class WithdrawForm(forms.Form):
    reason = LineField(label="Почему скан отозван", max_length=200)
