"""Registers of chats, without what is said in them, and of requests for chats."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.urls import reverse
from unfold.decorators import display

from chats import services
from chats.models import Chat, ChatRequest
from chats.queries import missing_chats
from organizations.admin.filters import UnitFilter
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, ReasonField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.text import counted

LIST = "organizations.list_chats"
GRANT = "organizations.grant_exceptions"
STRATEGY = "organizations.change_strategy"


class KindFilter(ChoiceFilter):
    title, parameter_name = "вид", "kind"
    everything = "Все виды"

    def lookups(self, request, model_admin):
        labels = {}
        for organization in model_admin.organizations(request):
            labels |= {code: kind.label for code, kind in organization.profile.chats.items()}
        return list(labels.items())


@admin.register(Chat)
class ChatAdmin(RegisterAdmin):
    """Cards only. Who does not take part in a conversation does not read it, here either."""

    view_right = LIST
    intro = "Переписку видят только участники чата, здесь её нет."
    plain_paths = ("title",)
    search_help_text = "Название чата"
    list_display = ("title", "kind_text", "unit", "created_by_name", "created_at", "organization")
    list_filter = (OrganizationFilter, KindFilter, UnitFilter)
    list_select_related = ("organization", "unit", "created_by", "unit_subject__subject")
    hides_empty_facts = True
    facts = (
        "title",
        "kind_text",
        "unit",
        "subject_text",
        "is_channel",
        "people_count",
        "created_by_name",
        "created_at",
        "organization",
    )

    def more_urls(self, name):
        return [self.page("missing/", self.missing_view, f"{name}_missing")]

    def missing_view(self, request):
        """The chats that the strategy makes and that earlier units lack; one press makes them."""
        organizations = self.organizations(request, STRATEGY)
        if not organizations:
            raise PermissionDenied
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        organization = self._chosen(request, organizations)
        context = {"title": "Недостающие чаты"}
        if organization is None:
            rows = [{"name": str(row), "url": f"?organization={row.pk}"} for row in organizations]
            context["organizations"] = rows
            return self.answer(request, "admin/choose_organization.html", context)
        is_done = request.method == "POST"
        if is_done:
            found = services.make_missing_chats(organization=organization, by=request.user)
        else:
            found = missing_chats(organization)
        total = sum(len(each.units) for each in found)
        if is_done and total:
            context["title"] = f"Создано: {counted(total, 'чат', 'чата', 'чатов')}"
        context |= {
            "organization": organization,
            "is_done": is_done,
            "found": found,
            "strategy_url": reverse(
                "admin:organizations_chatrule_strategy", args=[organization.pk]
            ),
        }
        return self.answer(request, "admin/chats/chat/missing.html", context)

    @display(description="вид", ordering="kind")
    def kind_text(self, obj):
        return obj.kind_label

    @display(description="{subject}")
    def subject_text(self, obj):
        return obj.unit_subject and str(obj.unit_subject)

    @display(description="участников сегодня")
    def people_count(self, obj):
        return obj.people().count()

    @display(description="кто создал")
    def created_by_name(self, obj):
        if obj.is_standard and obj.organization.profile.chats[obj.kind].automatic:
            return "создан вместе с организацией"
        if obj.created_by_id is None:
            return "создан сам, по стратегии"
        return obj.created_by and obj.created_by.full_name


class ChatRequestStatusFilter(ChoiceFilter):
    title, parameter_name = "состояние", "status"
    everything = "Все просьбы"
    default = ChatRequest.Status.PENDING.value

    def lookups(self, request, model_admin):
        return list(ChatRequest.Status.choices)


class DeclineForm(AdminForm):
    reason = ReasonField(help_text="Её увидит тот, кто просил.")


def waits(chat_request):
    return chat_request.status == ChatRequest.Status.PENDING


@admin.register(ChatRequest)
class ChatRequestAdmin(RegisterAdmin):
    view_right = LIST
    intro = "Сотрудники просят о чатах, которые стратегия разрешает только по запросу."
    nothing = "Никто не ждёт."
    search_paths = ("requested_by__search_name",)
    search_help_text = "Фамилия того, кто просит"
    list_display = ("requested_by_name", "kind_text", "place", "created_at", "status")
    list_filter = (OrganizationFilter, ChatRequestStatusFilter)
    list_select_related = (
        "organization",
        "requested_by",
        "unit",
        "unit_subject__subject",
        "unit_subject__unit",
    )
    hides_empty_facts = True
    facts = (
        "requested_by",
        "kind_text",
        "place",
        "created_at",
        "status",
        "decided_by_name",
        "decided_at",
        "reason",
        "organization",
    )
    verbs = (
        Verb("grant", "Разрешить", GRANT, applies=waits),
        Verb("decline", "Отклонить", GRANT, DeclineForm, applies=waits, danger=True),
    )

    def do_grant(self, request, chat_request):
        services.grant_chat_request(chat_request=chat_request, by=request.user)
        return f"Разрешено: {chat_request.requested_by} может создать этот чат в течение 30 дней."

    def do_decline(self, request, chat_request, reason):
        services.decline_chat_request(chat_request=chat_request, by=request.user, reason=reason)
        return f"Отклонено: {chat_request.requested_by}."

    @display(description="кто просит", ordering="requested_by__search_name")
    def requested_by_name(self, obj):
        return obj.requested_by.full_name

    @display(description="чат", ordering="kind")
    def kind_text(self, obj):
        kind = obj.organization.profile.chats.get(obj.kind)
        return kind.label if kind else ""

    @display(description="где")
    def place(self, obj):
        return str(obj.unit_subject or obj.unit or obj.organization)

    @display(description="кто решил")
    def decided_by_name(self, obj):
        return obj.decided_by and obj.decided_by.full_name
