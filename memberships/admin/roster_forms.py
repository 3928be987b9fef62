"""The forms of roster files: uploading, naming columns, applying."""

from django import forms

from memberships.admin.coming_chats import coming_kinds
from memberships.models import RosterImport
from memberships.roster import KINDS
from sferum_portal.lib.admin.forms import AdminForm
from sferum_portal.lib.text import counted

Status = RosterImport.Status
#: What the comparison calls the fields; formatted with the organization's words.
FIELD_LABELS = {
    "surname": "фамилия",
    "given_name": "имя",
    "patronymic": "отчество",
    "unit": "{unit}",
    "birth_date": "дата рождения",
    "phone": "телефон",
    "email": "эл. почта",
    "external_id": "номер в учётной программе",
    "post": "должность",
    "relation": "кем приходится",
}


def kind_choices(organization):
    """What a file may be, in the words of the organization."""
    learners = organization.words.format("{Learner.pl_nom} и родители")
    labels = dict(RosterImport.Kind.choices) | {RosterImport.Kind.LEARNERS.value: learners}
    return [("", "Определить по столбцам"), *labels.items()]


def field_labels(kind, organization):
    """The fields of a kind of file, by the organization's own words for units and their leaders."""
    words = organization.words
    own = {"unit": words.unit, "leads": words.leader, "leader_full_name": words.leader}
    own |= {"subject": words.subject, "external_id": FIELD_LABELS["external_id"]}
    return {name: str(own.get(name, text)) for name, text in KINDS[kind].labels.items()}


class UploadForm(AdminForm):
    file = forms.FileField(
        label="Файл",
        max_length=255,
        help_text="XLSX или CSV, до 10 МБ. Паспорта, СНИЛС и адреса не сохраняются.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
    )
    kind = forms.ChoiceField(
        label="Что в нём",
        required=False,
        choices=[("", "Определить по столбцам")],
    )

    def prepare(self):
        self.fields["kind"].choices = kind_choices(self.organization)


class ApplyForm(AdminForm):
    """Which of the lacking units and subjects to enter first; without any it is one press."""

    new_units = forms.MultipleChoiceField(
        label="Завести {unit.pl_acc}", required=False, widget=forms.CheckboxSelectMultiple
    )
    new_subjects = forms.MultipleChoiceField(
        label="Завести {subject.pl_acc}", required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self):
        for name, key in (("new_units", "missing_units"), ("new_subjects", "missing_subjects")):
            lacking = self.row.comparison.get(key, {})
            if lacking:
                self.fields[name].choices = [
                    (text, f"{text} ({counted(rows, 'строка', 'строки', 'строк')})")
                    for text, rows in lacking.items()
                ]
                self.fields[name].initial = list(lacking)
            else:
                del self.fields[name]
        if "new_units" in self.fields:
            self.fields["new_units"].help_text = coming_kinds(self.organization)


class ColumnsForm(AdminForm):
    """One field for each column that was not recognised, and what the file is."""

    kind = forms.ChoiceField(label="Что в файле", required=False)

    def prepare(self):
        labels = field_labels(self.row.kind or "learners", self.organization)
        if self.row.status == Status.UNREADABLE:
            self.fields["kind"].choices = kind_choices(self.organization)
            self.fields["kind"].initial = self.row.kind
            # With another kind other fields make sense.
            labels = {}
            for kind in KINDS:
                labels |= field_labels(kind, self.organization)
        else:
            del self.fields["kind"]
        self.titles = list(self.row.reading.get("unknown", []))
        for number, title in enumerate(self.titles):
            self.fields[f"column{number}"] = forms.ChoiceField(
                label=title,
                required=False,
                choices=[("", "Не читать"), *labels.items()],
            )

    def clean(self):
        cleaned = super().clean()
        return {
            "kind": cleaned.get("kind") or "",
            "mapping": {
                title: cleaned.get(f"column{number}") or None
                for number, title in enumerate(self.titles)
            },
        }
