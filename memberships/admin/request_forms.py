"""What is asked when a join request is decided otherwise than by one press."""

from difflib import SequenceMatcher

from django import forms

from accounts.models import User
from memberships.admin.queue import reasons_for
from memberships.models import Membership
from memberships.roles import Role
from sferum_portal.lib.admin.forms import AdminForm, AnswerButtons, DateField, ReasonField
from sferum_portal.lib.forms import NameField
from sferum_portal.lib.text import search_form


class RejectForm(AdminForm):
    """A prepared reason, each a button that refuses at once, or one's own words, or both."""

    prepared = forms.ChoiceField(
        label="Отклонить с причиной",
        required=False,
        widget=AnswerButtons,
        help_text="Нажатие сразу отклоняет заявку: заявитель прочтёт эти слова.",
    )
    own = ReasonField(
        label="Или своими словами", max_length=500, required=False, help_text="Увидит заявитель."
    )

    silent = forms.BooleanField(
        label="Без ответа",
        required=False,
        help_text="Спам и чужие: причину видят только администраторы, письма не будет.",
    )

    def prepare(self):
        texts = [self.organization.words.format(text) for text in reasons_for(self.row.role)]
        self.fields["prepared"].choices = [(text, text) for text in texts]

    def clean(self):
        cleaned = super().clean()
        words = [cleaned.pop(name, "") for name in ("prepared", "own")]
        cleaned["reason"] = " ".join(text.strip() for text in words if text.strip())
        if not cleaned["reason"] and not self.errors:
            raise forms.ValidationError("Выберите причину или напишите свою.")
        return cleaned


class DeferForm(AdminForm):
    until = DateField(label="До какого дня", help_text="Не дальше двух месяцев.")


class LearnerField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.full_name


class ChooseChildForm(AdminForm):
    """Which of the unit's learners the parent means; the most similar names stand first."""

    child = LearnerField(
        label="Кто это из списка",
        queryset=User.objects.none(),
        widget=AnswerButtons,
        empty_label=None,
        help_text="Нажатие указывает ребёнка и сразу принимает заявку. Похожие имена — первыми.",
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
        field.choices = sorted(
            field.choices,
            key=lambda choice: SequenceMatcher(None, typed, search_form(choice[1])).ratio(),
            reverse=True,
        )
        field.initial = self.row.child_id
        if not field.choices:
            field.help_text = "В списке никого нет. Внесите ребёнка в список."


class EnterChildForm(AdminForm):
    """A child who is missing in the unit's list; the names come from the parent's request."""

    surname = NameField(label="Фамилия")
    given_name = NameField(label="Имя")
    patronymic = NameField(label="Отчество", required=False)

    def prepare(self):
        self.initial = {
            "surname": self.row.child_surname,
            "given_name": self.row.child_given_name,
        }
