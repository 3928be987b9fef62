"""The register of all documents' versions."""

from django.contrib import admin
from django.utils.html import format_html
from unfold.decorators import display

from regulations.admin.panels import panels_of
from regulations.models import Document, DocumentVersion
from regulations.places import address_of
from regulations.states import state_of
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day


class KindFilter(ChoiceFilter):
    title, parameter_name = "вид документа", "kind"
    everything = "Все документы"
    path = "document__kind"

    def lookups(self, request, model_admin):
        """Those that there are: a kind of organization has no papers of another's bodies."""
        organizations = model_admin.organizations(request)
        rows = Document.objects.filter(organization__in=organizations)
        known = set(rows.values_list("kind", flat=True).distinct())
        return [(kind, label) for kind, label in Document.Kind.choices if kind in known]


class VersionStatusFilter(ChoiceFilter):
    title, parameter_name = "состояние", "status"
    everything = "Все редакции"

    def lookups(self, request, model_admin):
        return list(DocumentVersion.Status.choices)


@admin.register(DocumentVersion)
class DocumentVersionAdmin(RegisterAdmin):
    """To look at; documents are prepared and approved on the portal's own pages."""

    view_right = "organizations.prepare_regulation"
    heading = "Документы"
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
    intro = "Готовят и утверждают документы на портале; здесь — перечень редакций и их история."
    nothing = "Документов ещё нет."
    list_display = ("title_text", "number", "state", "order", "effective", "organization")
    list_filter = (OrganizationFilter, KindFilter, VersionStatusFilter)
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
        return panels_of(obj)

    @display(description="документ")
    def title_text(self, obj):
        return obj.title or obj.document.title

    @display(description="состояние", ordering="status")
    def state(self, obj):
        return state_of(obj).label

    @display(description="номер и дата", ordering="order_date")
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
        return format_html('<a href="{}">Открыть документ</a>', address_of(obj))
