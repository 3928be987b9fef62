"""Confirming a role: what it rests on is asked part by part, so that nobody forgets the number."""

from django import forms

from memberships.basis import NEEDS, BasisKind, basis_text, kinds_for, order_for
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.forms import one_line_of_print

MISSING = {
    "number": "Укажите номер приказа.",
    "date": "Укажите дату.",
    "document": "Назовите документ.",
}
LONGEST_BASIS = 300


class VerifyForm(AdminForm):
    """Cleans to ``basis``: one line in words."""

    kind = forms.ChoiceField(label="Основание", widget=forms.RadioSelect, initial=BasisKind.ORDER)
    date = DateField(
        label="От какого числа", required=False, help_text="Нужно для приказа и решения."
    )
    number = forms.CharField(
        label="Номер", max_length=50, required=False, help_text="Нужен для приказа: «15-к»."
    )
    document = forms.CharField(
        label="Какой документ",
        max_length=200,
        required=False,
        help_text="Нужен, если предъявлен документ: «служебное удостоверение». "
        "Серию и номер паспорта не пишите.",
    )

    def prepare(self):
        role = self.row.role
        labels = {BasisKind.ORDER: order_for(role).capitalize()}
        kinds = kinds_for(role)
        self.fields["kind"].choices = [(kind.value, labels.get(kind, kind.label)) for kind in kinds]
        self.fields["kind"].initial = kinds[0].value
        for name in ("number", "document"):
            self.fields[name].validators.append(one_line_of_print)

    def clean(self):
        cleaned = super().clean()
        if "kind" not in cleaned:
            return cleaned
        kind = BasisKind(cleaned["kind"])
        for name in NEEDS[kind] - set(self.errors):
            if not cleaned.get(name):
                self.add_error(name, MISSING[name])
        if self.errors:
            return cleaned
        parts = {name: cleaned[name] for name in ("number", "date", "document")}
        parts["number"] = parts["number"].removeprefix("№").strip()
        return {"basis": basis_text(kind, role=self.row.role, **parts)[:LONGEST_BASIS]}
