"""What is asked when a join request is decided otherwise than by one press: in the admin and on the
pages of those who keep no registers."""

from difflib import SequenceMatcher

from django import forms
from django.utils.html import format_html

from accounts.models import User
from memberships.models import Membership, RefusalReason
from memberships.models.refusal import LONGEST_NEXT_STEP
from memberships.queries import reasons_for
from memberships.roles import Role
from sferum_portal.lib.admin.forms import AdminForm, AnswerButtons, DateField, ReasonField
from sferum_portal.lib.text import search_form

#: How much of two names has to agree, from 0 to 1, for one to be worth showing first.
SIMILAR = 0.65


class RefusalReasonField(forms.ModelChoiceField):
    """Each reason as a button that shows all that the applicant will read."""

    def label_from_instance(self, reason):
        note = "Без ответа: заявитель ничего не получит." if reason.is_silent else reason.next_step
        return format_html("{} <small>{}</small>", reason.text, note)


class RejectForm(AdminForm):
    """A prepared reason, each a button that refuses at once, or one's own words, or both."""

    refusal_reason = RefusalReasonField(
        label="Отклонить с причиной",
        queryset=RefusalReason.objects.none(),
        required=False,
        widget=AnswerButtons,
        empty_label=None,
        help_text="Нажатие сразу отклоняет заявку: заявитель прочтёт эти слова.",
    )
    reason = ReasonField(
        label="Или своими словами", max_length=290, required=False, help_text="Увидит заявитель."
    )
    next_step = ReasonField(label="Что делать дальше", max_length=LONGEST_NEXT_STEP, required=False)
    silent = forms.BooleanField(
        label="Без ответа",
        required=False,
        help_text="Спам и чужие: причину видят только администраторы, письма не будет.",
    )

    def prepare(self):
        self.fields["refusal_reason"].queryset = reasons_for(self.organization, self.row.role)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("refusal_reason") and not cleaned.get("reason") and not self.errors:
            raise forms.ValidationError("Выберите причину или напишите свою.")
        return cleaned


class DeferForm(AdminForm):
    until = DateField(label="До какого дня", help_text="Не дальше двух месяцев.")


class LearnerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.full_name


class ChooseChildForm(AdminForm):
    """Which of the unit's learners the parent means; similar names come first, if any."""

    child = LearnerField(
        label="Кто это из списка",
        queryset=User.objects.none(),
        widget=AnswerButtons,
        empty_label=None,
        help_text="Нажатие указывает ребёнка и сразу принимает заявку.",
    )

    def prepare(self):
        learners = Membership.objects.current().filter(
            organization=self.organization, unit_id=self.row.unit_id, role=Role.LEARNER
        )
        self.notice = f"В заявке написано: {self.row.child_typed}."
        field = self.fields["child"]
        field.queryset = User.objects.filter(pk__in=learners.values("user"))
        # Mostly the parent misspelt the name, or the list did.
        typed = search_form(self.row.child_typed)
        likeness = {
            value: SequenceMatcher(None, typed, _typed_name(value.instance)).ratio()
            for value, _ in field.choices
        }
        if max(likeness.values(), default=0) >= SIMILAR:
            field.choices = sorted(
                field.choices, key=lambda choice: likeness[choice[0]], reverse=True
            )
            field.help_text += " Похожие имена — первыми."
        field.initial = self.row.child_id
        if not field.choices:
            field.help_text = "В списке никого нет. Внесите ребёнка в список."


def _typed_name(user):
    """As a parent types a child's name: without the patronymic."""
    return search_form(f"{user.surname} {user.given_name}")
