"""Which act people change; `change_forms` has the changes themselves."""

from django import forms

from regulations.forms import DayField, LineField
from regulations.services import LONGEST_NUMBER
from regulations.services.amendments import LONGEST_TITLE

OWN, OTHER = "own", "other"
#: «Изменения в …» is put before it.
ROOM = LONGEST_TITLE - 20


class ActForm(forms.Form):
    """Which act is changed; of one that the portal does not hold, its title and order."""

    which = forms.ChoiceField(
        label="В какой акт вносятся изменения?", widget=forms.RadioSelect, initial=OWN
    )
    title = LineField(
        label="Название акта",
        max_length=ROOM,
        required=False,
        help_text="Как на самом акте, например «Правила приёма». Для действующего положения "
        "заполнять не нужно.",
    )
    order_number = LineField(
        label="Номер приказа, которым акт утверждён", max_length=LONGEST_NUMBER, required=False
    )
    order_date = DayField(label="Дата этого приказа", required=False)

    def __init__(self, in_force, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = [(OWN, f"Положение, действующая редакция {in_force.number}")] if in_force else []
        self.fields["which"].choices = [*own, (OTHER, "Другой акт, которого на портале нет")]
        if not in_force:
            self.initial["which"] = OTHER

    def clean(self):
        cleaned = super().clean()
        if (
            cleaned.get("which") == OTHER
            and not cleaned.get("title")
            and "title" not in self.errors
        ):
            self.add_error("title", "Укажите название акта.")
        return cleaned

    def act(self):
        """As `services.create_amendment` takes it; None for the regulation in force."""
        if self.cleaned_data["which"] == OWN:
            return None
        return {name: self.cleaned_data[name] for name in ("title", "order_number", "order_date")}
