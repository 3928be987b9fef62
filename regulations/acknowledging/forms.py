"""The rules of acknowledgement, and what is noted from paper."""

from django import forms

from organizations.models.organization import LONGEST_ACKNOWLEDGEMENT_DAYS
from regulations.forms import DayField, LineField

WAYS = [("family", "Достаточно одного из родителей"), ("each", "Каждый родитель сам за себя")]


class RulesForm(forms.Form):
    each_acknowledges = forms.ChoiceField(
        label="Кто знакомится за семью", choices=WAYS, widget=forms.RadioSelect
    )
    acknowledgement_days = forms.IntegerField(
        label="Сколько дней на ознакомление",
        min_value=1,
        max_value=LONGEST_ACKNOWLEDGEMENT_DAYS,
        help_text="Срок считается с начала действия документа, а для новых людей — со вступления.",
    )

    def __init__(self, organization, data=None):
        ways = {True: "each", False: "family"}
        initial = {
            "each_acknowledges": ways[organization.each_acknowledges],
            "acknowledgement_days": organization.acknowledgement_days,
        }
        super().__init__(data, initial=initial)

    def clean_each_acknowledges(self):
        return self.cleaned_data["each_acknowledges"] == "each"


class PaperForm(forms.Form):
    """The page itself draws a box for each of ``lines``, and one for all of them at once."""

    signed_on = DayField(label="Дата подписи на листе")
    everybody = forms.BooleanField(required=False)
    people = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, lines, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.everyone = [line.user_id for line in lines]
        self.fields["people"].choices = [(pk, pk) for pk in self.everyone]

    @property
    def chosen(self):
        """The people ticked so far, whatever else is wrong with the form."""
        known = set(map(str, self.everyone))
        return [pk for pk in self.data.getlist("people") if pk in known] if self.is_bound else []

    def clean(self):
        cleaned = super().clean()
        if cleaned.pop("everybody", False):
            cleaned["people"] = self.everyone
        elif "people" in cleaned and not cleaned["people"]:
            self.add_error("people", "Отметьте тех, кто расписался.")
        return cleaned


class TakeBackForm(forms.Form):
    reason = LineField(label="Почему снимаете отметку", max_length=300)
