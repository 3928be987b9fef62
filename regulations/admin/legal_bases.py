"""The register of the acts of law on which regulations rest."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import capfirst
from unfold.decorators import display

from organizations import kinds
from regulations import law
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


class CheckForm(AdminForm):
    """What a check of the act has shown."""

    status = forms.ChoiceField(label="Состояние", choices=LegalBasis.Status.choices)
    replaced_by = forms.ModelChoiceField(
        label="Заменён актом", queryset=LegalBasis.objects.none(), required=False
    )
    edition = forms.CharField(label="Редакция", max_length=200, required=False)
    checked_on = DateField(label="Когда проверен", initial=timezone.localdate)

    def prepare(self):
        self.fields["replaced_by"].queryset = LegalBasis.objects.exclude(pk=self.row.pk)
        self.initial = {
            "status": self.row.status,
            "replaced_by": self.row.replaced_by_id,
            "edition": self.row.edition,
        }

    def clean(self):
        cleaned = super().clean()
        replaced = cleaned.get("status") == LegalBasis.Status.REPLACED
        if replaced and not cleaned.get("replaced_by") and "replaced_by" not in self.errors:
            self.add_error("replaced_by", "Назовите акт, который пришёл на смену.")
        if not replaced:
            cleaned["replaced_by"] = None
        return cleaned


@admin.register(LegalBasis)
class LegalBasisAdmin(RegisterAdmin):
    """One list for all organizations: everybody reads it, the operator records the checks."""

    intro = "Общий перечень портала: на эти акты ссылаются положения."
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
