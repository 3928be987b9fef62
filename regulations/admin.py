"""Registers of the regulation's versions and of the acts on which they rest."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from unfold.decorators import display

from organizations import kinds
from regulations import law
from regulations.models import DocumentVersion, LegalBasis
from regulations.papers.kinds import all_kinds
from regulations.signatures.queries import of
from regulations.states import state_of
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day
from sferum_portal.lib.admin.verbs import Verb


class VersionStatusFilter(ChoiceFilter):
    title, parameter_name = "состояние", "status"
    everything = "Все редакции"

    def lookups(self, request, model_admin):
        return list(DocumentVersion.Status.choices)


@admin.register(DocumentVersion)
class DocumentVersionAdmin(RegisterAdmin):
    """To look at; a regulation is prepared and approved on the portal's own pages."""

    view_right = "organizations.prepare_regulation"
    heading = "Положения"
    silent_columns = (
        "organization_full_name",
        "organization_short_name",
        "settlement",
        "head_post",
        "head_name",
        "file",
        "sha256",
        "size",
    )
    intro = "Готовят и утверждают положение на портале; здесь — перечень редакций и их история."
    nothing = "Положения ещё нет."
    list_display = ("title_text", "number", "state", "order", "effective", "organization")
    list_filter = (OrganizationFilter, VersionStatusFilter)
    list_select_related = ("organization", "document", "created_by", "approved_by")
    ordering = ("organization", "-number")
    hides_empty_facts = True
    facts = (
        "title_text",
        "number",
        "state",
        "order",
        "effective",
        "created_by_name",
        "created_at",
        "approved_by_name",
        "approved_at",
        "page_link",
        "organization",
    )

    def panels(self, request, obj):
        approvals = [(row.body_name, self._protocol(row)) for row in obj.approvals.all()]
        bases = [(str(row), "") for row in obj.bases.select_related("basis")]
        signatures = [(row.owner, f"{row.get_kind_display()}. {row.outcome}") for row in of(obj)]
        scans = [(row.get_status_display(), self._scan(row)) for row in obj.scans.all()]
        found = [
            ("Решения коллегиальных органов", approvals),
            ("Электронные подписи", signatures),
            ("Правовые основания", bases),
            ("Сканы с подписью", scans),
        ]
        return [(title, rows) for title, rows in found if rows]

    def _protocol(self, approval):
        decides = approval.get_decides_display().lower()
        date = day(approval.protocol_date)
        return f"{decides}, протокол от {date} № {approval.protocol_number}"

    def _scan(self, scan):
        signed = f", подписан {day(scan.signed_on)}" if scan.signed_on else ""
        return f"загружен {day(scan.uploaded_at)}{signed}"

    @display(description="документ")
    def title_text(self, obj):
        return obj.title or obj.document.title

    @display(description="состояние", ordering="status")
    def state(self, obj):
        return state_of(obj).label

    @display(description="приказ", ordering="order_date")
    def order(self, obj):
        return f"от {day(obj.order_date)} № {obj.order_number}" if obj.order_date else ""

    @display(description="действует с", ordering="effective_from")
    def effective(self, obj):
        return day(obj.effective_from) if obj.effective_from else ""

    @display(description="кто подготовил")
    def created_by_name(self, obj):
        return obj.created_by.full_name

    @display(description="кто утвердил")
    def approved_by_name(self, obj):
        return obj.approved_by and obj.approved_by.full_name

    @display(description="на портале")
    def page_link(self, obj):
        slug = obj.organization.slug
        if obj.document.kind not in all_kinds():
            address = reverse("regulations:regulation", args=[slug])
            return format_html('<a href="{}">Открыть раздел «Положение»</a>', address)
        address = reverse("regulations:paper", args=[slug, obj.pk])
        return format_html('<a href="{}">Открыть документ</a>', address)


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
