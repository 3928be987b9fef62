"""What people say of a paper: its number and date, who is appointed, how the body voted."""

from django import forms
from django.utils import timezone

from organizations.models import Organization
from regulations.forms import DayField, LineField, number_field
from regulations.models import WordForms
from regulations.papers.dates import contradictions
from regulations.papers.duties import ADMINISTRATORS, SUBSTITUTES, place_of, prefix_of
from regulations.papers.kinds import all_kinds
from sferum_portal.lib.forms import PhoneField
from sferum_portal.lib.russian import CASES
from sferum_portal.lib.text import phone_form

PERSON = 310
MOST_VOTES = 2000
#: Fields that a paper cannot be approved without.
NEEDED = ("number", "date", "administrator", "phone", "email")

#: What stands in the paper as a line to be filled in while nobody has said it.
WELCOME = ("attendees", "votes_for", "chair", "secretary")

GROUPS = (
    ("number", "date"),
    ("administrator", "phone", "email", "substitute"),
    ("attendees", "votes_for", "votes_against", "votes_abstained"),
    ("chair", "secretary"),
)


class PaperForm(forms.Form):
    """The facts of one draft; everything may stay open until the paper is approved.

    ``facts`` are `regulations.papers.facts.PaperFacts`: they offer the staff and what is known, and
    the dates of other papers. A ``prefixed`` form is one of several, whose dates are compared when
    all are read.
    """

    def __init__(self, version, facts, data=None, *, prefixed=False):
        self.version, self.kind = version, all_kinds()[version.document.kind]
        self.paper_facts, self.is_alone = facts, not prefixed
        self.extra = []
        super().__init__(data, prefix=self.kind.code if prefixed else None)
        if self.kind.is_numbered:
            self.fields["number"] = number_field(required=False)
            self.fields["date"] = DayField(required=False, label="Дата")
        if self.kind.code == "administrator_order":
            self._add_people(facts)
        if self.kind.act == "protocol":
            self._add_minutes(facts)
        self.initial = self._known(facts)

    def _known(self, facts):
        known = dict(self.version.data.get("facts", {}))
        if self.kind.is_numbered:
            known.setdefault("date", timezone.localdate().isoformat())
        if self.kind.code == "administrator_order":
            known = facts.appointment | known
        return known

    def _add_people(self, facts):
        """The administrators that are known, each with a substitute, and a line for one more."""
        people = [("", "—")] + [
            (pk, f"{user.full_name}, {post}" if post else user.full_name)
            for pk, (user, post) in facts.staff.items()
        ]
        known = [duty for duty in ADMINISTRATORS if duty == "administrator" or facts.person(duty)]
        for duty in known:
            number = place_of(duty) + 1
            many, other = (
                (f" ({number})", f" ({number}, замещающий)") if len(known) > 1 else ("", "")
            )
            substitute = SUBSTITUTES[number - 1]
            self._add_person(duty, f"Администратор платформы{many}", people, many)
            self._add_person(substitute, f"Кто замещает{many}", people, other)
            if number > 1:
                self.fields[substitute].help_text = "Пусто — тот же, кто замещает первого."
                self.extra.append((duty, f"{duty}_phone", f"{duty}_email", substitute))
        free = next((duty for duty in ADMINISTRATORS if duty not in known), None)
        if free and facts.person("administrator"):
            self._add_choice(free, "Ещё один администратор", people)
            self.fields[free].help_text = "Если их несколько. Контакты портал спросит потом."
            self.extra.append((free,))

    def _add_choice(self, key, label, people):
        self.fields[key] = forms.TypedChoiceField(
            choices=people, coerce=int, empty_value=None, required=False, label=label
        )

    def _add_person(self, key, label, people, whose):
        self._add_choice(key, label, people)
        name = prefix_of(key)
        self.fields[f"{name}post"] = LineField(
            max_length=150, required=False, label=f"Должность, как её назовёт приказ{whose}"
        )
        self.fields[f"{name}phone"] = PhoneField(required=False, label=f"Мобильный телефон{whose}")
        self.fields[f"{name}email"] = forms.EmailField(required=False, label=f"Эл. почта{whose}")

    def _add_minutes(self, facts):
        people = [("", "Руководитель")] + [
            (pk, user.full_name) for pk, (user, _) in facts.staff.items()
        ]
        self.fields["chair"] = LineField(max_length=PERSON, required=False, label="Председатель")
        self.fields["secretary"] = LineField(max_length=PERSON, required=False, label="Секретарь")
        self.fields["speaker"] = forms.TypedChoiceField(
            choices=people, coerce=int, empty_value=None, required=False, label="Кто докладывал"
        )
        self.fields["present"] = LineField(
            max_length=1000, required=False, label="Кто присутствовал, если их называют"
        )
        self.fields["discussion"] = LineField(
            max_length=1000, required=False, label="Кто выступил и о чём"
        )
        counts = {
            "attendees": "Сколько человек присутствовало",
            "votes_for": "Голосовали «за»",
            "votes_against": "«Против»",
            "votes_abstained": "«Воздержались»",
        }
        for name, label in counts.items():
            self.fields[name] = forms.IntegerField(
                min_value=0, max_value=MOST_VOTES, required=False, label=label
            )

    def clean(self):
        cleaned = super().clean()
        votes = [cleaned.get(f"votes_{how}") or 0 for how in ("for", "against", "abstained")]
        present = cleaned.get("attendees")
        if present is not None and sum(votes) > present:
            self.add_error("attendees", "Голосов больше, чем присутствовало.")
        if any(votes[1:]) and cleaned.get("votes_for") is None:
            self.add_error("votes_for", "Укажите и число голосов «за».")
        self._require_different_people(cleaned)
        if self.is_alone and cleaned.get("date"):
            code = self.kind.code
            said = {code: cleaned["date"]}, None, {code: cleaned.get("number") or ""}
            for found in contradictions(self.paper_facts, *said):
                if code in found.kinds:
                    self.add_error(found.field, found.text)
        return cleaned

    def _require_different_people(self, cleaned):
        named = []
        for duty, substitute in zip(ADMINISTRATORS, SUBSTITUTES, strict=True):
            person = cleaned.get(duty)
            if person and person in named:
                self.add_error(duty, "Этот человек уже назван: выберите другого.")
            if person and person == cleaned.get(substitute):
                text = "Никто не замещает сам себя: выберите другого человека."
                self.add_error(substitute, text)
            named.append(person)

    @property
    def legend(self):
        return self.version.document.title

    @property
    def waits(self):
        """Whether the paper cannot be approved before something is said."""
        return bool(self._open(self._needed))

    @property
    def _needed(self):
        """Each administrator who is named needs a phone and an e-mail."""
        return NEEDED + tuple(name for _, *more in self.extra for name in more[:2])

    def asked(self):
        """The fields that lack an answer, in groups of those that belong together."""
        open_names = self._open(self._needed + WELCOME)
        return self._groups(lambda group: open_names & set(group))

    def known(self):
        """The groups of the same fields that say something already."""
        open_names = self._open(self._needed + WELCOME)
        return self._groups(lambda group: not open_names & set(group))

    def _open(self, names):
        return {name for name in names if name in self.fields and not self._has(name)}

    def _groups(self, wanted):
        groups = [
            [self[name] for name in group if name in self.fields]
            for group in (*GROUPS, *self.extra)
            if wanted(group)
        ]
        return [group for group in groups if group]

    def _has(self, name):
        said = self.version.data.get("facts", {})
        return bool(said.get(name) if name == "date" else self.initial.get(name))

    def facts(self):
        """As `services.change_paper` takes them: what a form did not show is left out."""
        shown = {name: value for name, value in self.cleaned_data.items() if self._was_sent(name)}
        return {name: _plain(value) for name, value in shown.items()}

    def _was_sent(self, name):
        return self.add_prefix(name) in self.data


class ContactsForm(forms.Form):
    """The organization's address and telephone, which the letter and the consent name."""

    address = LineField(
        label="Почтовый адрес: улица, дом",
        max_length=Organization._meta.get_field("address").max_length,
    )
    phone = LineField(
        label="Телефон организации", max_length=Organization._meta.get_field("phone").max_length
    )

    def __init__(self, organization, data=None):
        self.organization = organization
        known = {name: getattr(organization, name) for name in self.base_fields}
        super().__init__(data, prefix="contacts", initial=known)
        for name, value in known.items():
            # What is known may be corrected, but not forgotten.
            self.fields[name].required = bool(value)

    def asked(self):
        return [self[name] for name in self.fields if not self.initial[name]]

    def known(self):
        return [self[name] for name in self.fields if self.initial[name]]

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not phone_form(phone):
            raise forms.ValidationError("Такого номера нет. Пример: +7 383 123-45-67.")
        return phone

    def contacts(self):
        """What is new, as facts of the organization."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in cleaned if cleaned[name] != self.initial[name]}


class CancelForm(forms.Form):
    """By which order another one is cancelled, and why."""

    order_number = number_field(help_text="Номер приказа, которым отменяют этот.")
    order_date = DayField(label="Дата приказа об отмене")
    reason = LineField(label="Почему отменяют", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order_number"].label = "Номер приказа об отмене"


class WordFormsForm(forms.Form):
    """The six cases of one name or post."""

    kind = forms.ChoiceField(choices=WordForms.Kind.choices, widget=forms.HiddenInput)

    def __init__(self, data=None, initial=None):
        super().__init__(data, initial=initial)
        for case in CASES:
            field = WordForms._meta.get_field(case)
            label = field.verbose_name[:1].upper() + field.verbose_name[1:]
            self.fields[case] = LineField(label=label, max_length=field.max_length)
        # Which word it is stays as it is in the papers.
        self.fields["nom"].widget.attrs["readonly"] = True

    def forms(self):
        return {case: self.cleaned_data[case] for case in CASES}


def _plain(value):
    """For JSON; an empty answer takes the former one back."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return None if value == "" else value
