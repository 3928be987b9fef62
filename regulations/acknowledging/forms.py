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
    """The page itself draws a box for each of ``lines``."""

    signed_on = DayField(label="Дата подписи на листе")
    people = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": "Отметьте тех, кто расписался."}
    )

    def __init__(self, lines, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(line.user_id, line.user_id) for line in lines]


class TakeBackForm(forms.Form):
    reason = LineField(label="Почему снимаете отметку", max_length=300)
