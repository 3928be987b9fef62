"""The organization's own list of reasons for a refusal."""

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from unfold.decorators import display

from memberships import services
from memberships.models import RefusalReason
from memberships.models.refusal import LONGEST_NEXT_STEP, LONGEST_TEXT
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, ReasonField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.verbs import Verb

DECIDE = "organizations.decide_joinrequests"
#: Field → whom it is for, in the words of the organization.
SUITS = {
    "for_parents": "{parent.pl_dat}",
    "for_learners": "{learner.pl_dat}",
    "for_staff": "{staff_member.pl_dat}",
}


class RefusalReasonForm(AdminForm):
    text = ReasonField(label="Причина", max_length=LONGEST_TEXT, help_text="Её прочтёт заявитель.")
    next_step = ReasonField(
        label="Что делать дальше",
        max_length=LONGEST_NEXT_STEP,
        required=False,
        help_text="Например: «Попросите новую ссылку».",
    )
    suits = forms.MultipleChoiceField(
        label="Кому подходит",
        choices=list(SUITS.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=list(SUITS),
    )
    is_silent = forms.BooleanField(
        label="Без ответа",
        required=False,
        help_text="Для спама: заявитель не прочтёт причину и не получит письма.",
    )

    def prepare(self):
        words = self.organization.words
        self.fields["suits"].choices = [
            (field, capfirst(words.format(text)))
            for field, text in SUITS.items()
            if field != "for_learners" or "learner_accounts" in self.organization.profile.features
        ]
        if self.row is not None:
            self.initial = {
                "text": self.row.text,
                "next_step": self.row.next_step,
                "suits": [field for field in SUITS if getattr(self.row, field)],
                "is_silent": self.row.is_silent,
            }

    def clean(self):
        cleaned = super().clean()
        chosen = cleaned.pop("suits", [])
        return cleaned | {field: field in chosen for field in SUITS}


class StateFilter(ChoiceFilter):
    title, parameter_name = "состояние", "state"
    everything = "Все"
    default = "active"

    def lookups(self, request, model_admin):
        return [("active", "В перечне"), ("ended", "Убранные")]

    def queryset(self, request, queryset):
        value = self.value()
        return queryset.filter(ended_at__isnull=value == "active") if value != "all" else queryset


def is_active(reason):
    return reason.is_active


@admin.register(RefusalReason)
class RefusalReasonAdmin(RegisterAdmin):
    view_right = "organizations.list_joinrequests"
    intro = "Готовые ответы тем, кого не приняли: при отказе каждый из них — одна кнопка."
    plain_paths = ("text",)
    search_help_text = "Слово из причины"
    list_display = ("text", "next_step", "for_whom", "answer_text", "organization")
    list_filter = (OrganizationFilter, StateFilter)
    list_select_related = ("organization",)
    sortable_by = ()
    ordering = ("organization", "position", "pk")
    facts = ("text", "next_step", "for_whom", "answer_text", "ended_at", "organization")
    hides_empty_facts = True
    silent_columns = ("position",)
    add_form, add_right = RefusalReasonForm, DECIDE
    add_title = "Новая причина отказа"
    verbs = (
        Verb(
            "edit",
            "Изменить",
            DECIDE,
            RefusalReasonForm,
            submit="Сохранить",
            explanation="В решённых заявках останутся прежние слова.",
        ),
        Verb("up", "Выше", DECIDE, applies=is_active, plain=True),
        Verb("down", "Ниже", DECIDE, applies=is_active, plain=True),
        Verb("end", "Убрать из перечня", DECIDE, applies=is_active, danger=True),
        Verb("restore", "Вернуть в перечень", DECIDE, applies=lambda row: not row.is_active),
    )

    def do_add(self, request, organization, **fields):
        reason = services.add_refusal_reason(organization=organization, by=request.user, **fields)
        return f"Добавлено: {reason}"

    def do_edit(self, request, reason, **fields):
        reason = services.change_refusal_reason(reason=reason, by=request.user, **fields)
        return f"Изменено: {reason}"

    def do_up(self, request, reason):
        services.move_refusal_reason(reason=reason, by=request.user, up=True)
        return f"Теперь выше: {reason}"

    def do_down(self, request, reason):
        services.move_refusal_reason(reason=reason, by=request.user, up=False)
        return f"Теперь ниже: {reason}"

    def do_end(self, request, reason):
        services.end_refusal_reason(reason=reason, by=request.user)
        return f"Убрано из перечня: {reason}"

    def do_restore(self, request, reason):
        services.restore_refusal_reason(reason=reason, by=request.user)
        return f"Снова в перечне: {reason}"

    @display(description="кому")
    def for_whom(self, obj):
        profile = obj.organization.profile
        chosen = [
            text
            for field, text in SUITS.items()
            if getattr(obj, field)
            and (field != "for_learners" or "learner_accounts" in profile.features)
        ]
        return ", ".join(profile.words.format(text) for text in chosen)

    @display(description="ответ")
    def answer_text(self, obj):
        return "без ответа" if obj.is_silent else "заявитель прочтёт"
