"""The register of the acts of law on which regulations rest."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import capfirst
from unfold.decorators import display

from organizations import kinds
from regulations import law
from regulations.forms import LineField
from regulations.models import LegalBasis
from sferum_portal.lib.admin.filters import ChoiceFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day
from sferum_portal.lib.admin.verbs import Verb


class BasisStatusFilter(ChoiceFilter):
    title, parameter_name = "состояние", "status"
    everything = "Все акты"

    def lookups(self, request, model_admin):
        return list(LegalBasis.Status.choices)


class LawDateField(DateField):
    """Acts of law may be older than anything else that a form asks for."""

    earliest = 1900


class CheckForm(AdminForm):
    """What a check of the act has shown."""

    status = forms.ChoiceField(label="Состояние", choices=LegalBasis.Status.choices)
    replaced_by = forms.ModelChoiceField(
        label="Заменён актом", queryset=LegalBasis.objects.none(), required=False
    )
    edition = LineField(label="Редакция", max_length=200, required=False)
    checked_on = DateField(label="Когда проверен", initial=timezone.localdate)

    def prepare(self):
        others = LegalBasis.objects.all()
        if self.row is not None:
            others = others.exclude(pk=self.row.pk)
            self.initial = {
                "status": self.row.status,
                "replaced_by": self.row.replaced_by_id,
                "edition": self.row.edition,
            }
        self.fields["replaced_by"].queryset = others

    def clean(self):
        cleaned = super().clean()
        replaced = cleaned.get("status") == LegalBasis.Status.REPLACED
        if replaced and not cleaned.get("replaced_by") and "replaced_by" not in self.errors:
            self.add_error("replaced_by", "Назовите акт, который пришёл на смену.")
        if not replaced:
            cleaned["replaced_by"] = None
        return cleaned


class ActForm(CheckForm):
    """An act that the library lacks."""

    act_kind = LineField(
        label="Вид акта", max_length=100, help_text="Как внутри предложения: приказ, письмо."
    )
    issuer = LineField(
        label="Кем издан",
        max_length=200,
        required=False,
        help_text="В родительном падеже: Минпросвещения России. У федерального закона пусто.",
    )
    date = LawDateField(label="Дата")
    number = LineField(label="Номер", max_length=50)
    title = LineField(label="Название", max_length=1000, help_text="Без кавычек вокруг.")
    kinds = forms.MultipleChoiceField(
        label="Чьи новые положения его называют",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Если никто не отмечен, акт можно добавить в проект вручную.",
    )
    field_order = ("act_kind", "issuer", "date", "number", "title", "edition", "status")

    def prepare(self):
        super().prepare()
        self.fields["kinds"].choices = kinds.choices()


@admin.register(LegalBasis)
class LegalBasisAdmin(RegisterAdmin):
    """One list for all organizations: everybody reads it, the operator records the checks."""

    intro = "Общий перечень портала: на эти акты ссылаются положения."
    add_form, add_title = ActForm, "Добавить акт"
    list_display = ("act", "title", "status", "checked")
    list_filter = (BasisStatusFilter,)
    list_select_related = ("replaced_by",)
    hides_empty_facts = True
    facts = (
        "act",
        "title",
        "issuer",
        "edition",
        "status",
        "replaced_by",
        "checked_on",
        "kinds_text",
    )
    verbs = (
        Verb(
            "check",
            "Отметить проверку",
            "regulations.change_legalbasis",
            CheckForm,
            submit="Сохранить",
        ),
    )

    def of_organizations(self, request, rows):
        return rows

    def has_view_permission(self, request, obj=None):
        return super().has_view_permission(request)

    def organization_of(self, request, obj):
        """None: the list belongs to no organization."""

    def require_right(self, request, right, organization):
        if not request.user.is_superuser:
            raise PermissionDenied

    def may(self, request, right, obj):
        return request.user.is_superuser

    def has_add_permission(self, request):
        return request.user.is_superuser

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.run_form(
            request,
            ActForm(request.POST if request.method == "POST" else None, by=request.user),
            perform=lambda data: self.do_add(request, **data),
            done=lambda: self.url("changelist"),
            context={
                "title": self.add_title,
                "submit": "Добавить",
                "explanation": "Сверьте реквизиты со справочной системой: перечень общий для всех.",
                "cancel_url": self.url("changelist"),
            },
        )

    def do_add(self, request, **data):
        return f"Внесён в перечень: {law.add_act(by=request.user, **data)}."

    def do_check(self, request, basis, **findings):
        law.record_check(basis=basis, by=request.user, **findings)
        return f"Проверка записана: {basis}."

    @display(description="акт", ordering="date")
    def act(self, obj):
        return capfirst(str(obj))

    @display(description="проверен", ordering="checked_on")
    def checked(self, obj):
        return day(obj.checked_on)

    @display(description="для каких организаций")
    def kinds_text(self, obj):
        known = [kind for kind in kinds.all() if obj.kinds == "all" or kind.code in obj.kinds]
        return ", ".join(kind.label.lower() for kind in known)
