"""Questions about missing facts, protocols of bodies, the head's order."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from organizations.models import Organization, Platform
from regulations.facts import known_bodies
from regulations.services import LONGEST_NUMBER
from sferum_portal.lib.forms import NameField, one_line_of_print

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 1, 1)


class LineField(forms.CharField):
    default_validators = [one_line_of_print]


class DayField(forms.DateField):
    """A date from a date picker, or typed as 28.08.2026."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value):
        day = super().clean(value)
        if day and not EARLIEST <= day < LATEST:
            raise ValidationError("Проверьте год: такой даты у документа быть не может.")
        return day


def number_field(**kwargs):
    return LineField(max_length=LONGEST_NUMBER, label="Номер", **kwargs)


class FactsForm(forms.Form):
    """All facts that the document needs; those that are missing are asked as questions.

    ``questions`` are the missing ones (`regulations.facts.Question`), which become obligatory, but
    for a ``lenient`` form, which takes a part of the answers now and the rest another day.
    """

    #: Question → the fields that answer it; the head's name is a question of three fields.
    ANSWERS = {"head_name": ("head_surname", "head_given_name", "head_patronymic")}
    OPTIONAL = {"head_patronymic", "ejournal", "without_ejournal"}

    full_name = LineField(label="Полное наименование по уставу", max_length=400)
    short_name = LineField(label="Краткое наименование", max_length=150)
    settlement = LineField(label="Населённый пункт", max_length=150)
    head_post = LineField(label="Должность руководителя", max_length=150)
    head_surname = NameField(label="Фамилия руководителя")
    head_given_name = NameField(label="Имя руководителя")
    head_patronymic = NameField(label="Отчество руководителя")
    platform = LineField(
        label="Приложение, в котором открывается учебный профиль",
        max_length=Platform._meta.get_field("name").max_length,
    )
    ejournal = LineField(
        label="Электронный журнал",
        max_length=200,
        help_text="Название системы. Если журнала нет, отметьте это ниже.",
    )
    without_ejournal = forms.BooleanField(label="Электронного журнала нет")
    adopting_body = forms.MultipleChoiceField(
        label="Какие коллегиальные органы решают о положении?",
        widget=forms.CheckboxSelectMultiple,
    )
    consultation_schedule = LineField(
        label="Очные консультации для родителей без мессенджера", max_length=300
    )
    # A browser's own field for addresses refuses «school.ru», which is what people type.
    site = forms.URLField(
        label="Официальный сайт",
        max_length=200,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    email = forms.EmailField(label="Эл. почта организации")

    def __init__(self, version, questions, data=None, *, lenient=False):
        self.version, organization = version, version.organization
        self.is_lenient = lenient
        super().__init__(data, initial=self._known(organization) | self._known_here())
        self.asked = []
        for question in questions:
            names = self.ANSWERS.get(question.key, (question.key,))
            self.asked += names
            self._ask(question, names)
        profile = organization.profile
        if "ejournal_expected" not in profile.features:
            del self.fields["ejournal"], self.fields["without_ejournal"]
        elif "ejournal" in self.asked:
            self.asked.append("without_ejournal")
        if "platform" not in self.asked:
            # Another platform is an event with a date of its own, not a correction.
            del self.fields["platform"]
        self._offer_bodies(profile.bodies)
        for name, field in self.fields.items():
            may_wait = lenient and name in self.asked
            field.required = name not in self.OPTIONAL and not may_wait
            # Of the journal's name and «нет» one is needed: neither is optional by itself.
            field.one_of = name == "ejournal"

    def _ask(self, question, names):
        # A question of several fields, or of several choices, has labels of its own.
        if len(names) == 1 and question.key != "adopting_body":
            self.fields[question.key].label = question.text

    def _offer_bodies(self, bodies):
        field = self.fields["adopting_body"]
        field.choices = [(code, body.name.capitalized) for code, body in bodies.items()]
        adopting = [body.name for body in bodies.values() if body.decides == "adopts"]
        field.help_text = (
            f"Принимает {' или '.join(adopting)}. Другие согласуют: отметьте те, что есть."
        )

    @staticmethod
    def _known(organization):
        facts = {
            field.name: getattr(organization, field.name)
            for field in Organization._meta.concrete_fields
        }
        return facts | {"adopting_body": organization.bodies}

    def _known_here(self):
        """What the draft itself says."""
        return {"without_ejournal": self.version.without_ejournal}

    def questions(self):
        """The fields that answer what is missing."""
        return [self[name] for name in self.fields if name in self.asked]

    def corrections(self):
        """The fields of what is known already."""
        return [self[name] for name in self.fields if name not in self.asked]

    def _may_wait(self, name):
        return self.is_lenient and name.replace("bodies", "adopting_body") in self.asked

    @property
    def wrong_corrections(self):
        """Whether something that was known before has to be corrected."""
        return any(field.errors for field in self.corrections())

    def clean_adopting_body(self):
        bodies = self.version.organization.profile.bodies
        chosen = self.cleaned_data["adopting_body"]
        if not chosen and not self.fields["adopting_body"].required:
            return chosen
        if not any(bodies[code].decides == "adopts" for code in chosen):
            adopting = [body.name for body in bodies.values() if body.decides == "adopts"]
            raise ValidationError(f"Положение принимает {' или '.join(adopting)}: отметьте его.")
        return chosen

    def clean(self):
        cleaned = super().clean()
        if "ejournal" not in self.fields:
            return cleaned
        name, without = cleaned.get("ejournal"), cleaned.get("without_ejournal")
        if name and without:
            self.add_error("ejournal", "Либо назовите журнал, либо отметьте, что его нет.")
        may_wait = self.is_lenient and "ejournal" in self.asked
        if not (name or without or may_wait) and "ejournal" not in self.errors:
            self.add_error("ejournal", "Назовите журнал или отметьте, что его нет.")
        return cleaned

    def answers(self):
        """The arguments of `services.answer_questions`; facts that stay the same are left out."""
        cleaned = dict(self.cleaned_data)
        cleaned["bodies"] = cleaned.pop("adopting_body")
        answers = {"platform": cleaned.pop("platform", "")}
        if "without_ejournal" in cleaned:
            answers["without_ejournal"] = cleaned.pop("without_ejournal")
        organization = self.version.organization
        answers["facts"] = {
            name: value
            for name, value in cleaned.items()
            if getattr(organization, name) != value and (value or not self._may_wait(name))
        }
        return answers


class ApprovalsForm(forms.Form):
    """Number and date of the protocol of each body; both or none."""

    def __init__(self, version, data=None):
        super().__init__(data)
        profile = version.organization.profile
        self.bodies = {code: profile.bodies[code] for code in known_bodies(version.organization)}
        recorded = {row.body: row for row in version.approvals.all()}
        for code in self.bodies:
            row = recorded.get(code)
            number, day = f"{code}-number", f"{code}-date"
            self.fields[number] = number_field(required=False)
            self.fields[day] = DayField(required=False, label="Дата")
            if row:
                self.initial |= {number: row.protocol_number, day: row.protocol_date}

    def groups(self):
        """For the page: each body with its two fields."""
        return [
            {
                "body": body.name.capitalized,
                "deed": "принимает" if body.decides == "adopts" else "согласует",
                "fields": [self[f"{code}-number"], self[f"{code}-date"]],
            }
            for code, body in self.bodies.items()
        ]

    def clean(self):
        cleaned = super().clean()
        for code in self.bodies:
            number, day = f"{code}-number", f"{code}-date"
            if {number, day} & set(self.errors):
                continue
            if cleaned[number] and not cleaned[day]:
                self.add_error(day, "Укажите и дату протокола.")
            elif cleaned[day] and not cleaned[number]:
                self.add_error(number, "Укажите и номер протокола.")
        return cleaned

    def decisions(self):
        """As `services.record_approvals` takes them."""
        return {
            code: (self.cleaned_data[f"{code}-number"], self.cleaned_data[f"{code}-date"])
            if self.cleaned_data[f"{code}-number"]
            else None
            for code in self.bodies
        }


class ApproveForm(forms.Form):
    order_number = number_field(help_text="Как на самом приказе, например 102/2-од.")
    order_date = DayField(label="Дата приказа")
    effective_from = DayField(
        label="Действует с",
        required=False,
        help_text="Если не с даты приказа: до этого дня действует прежняя редакция.",
    )
    reason = LineField(
        label="Почему утверждаете с замечаниями",
        max_length=500,
        required=False,
        help_text="Причина останется в истории редакции.",
    )

    def __init__(self, *args, asks_reason=False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_reason:
            del self.fields["reason"]
        self.fields["order_number"].label = "Номер приказа"
