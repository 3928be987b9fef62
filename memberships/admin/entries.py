"""The register of whom the organization expects, as its own lists name them."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.urls import reverse
from unfold.decorators import display

from memberships.admin.fields import role_choices
from memberships.models import RosterEntry, SignInCard
from memberships.roles import Role
from memberships.services import roster
from organizations.admin.filters import UnitFilter
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day, phone
from sferum_portal.lib.admin.verbs import Verb

MANAGE = "organizations.manage_members"
ISSUE = "organizations.issue_invitations"


def may_be_invited(entry):
    """Expected, not on the portal yet, and of a role that has an account at all."""
    here = entry.user is not None and entry.user.has_account
    accounts = "learner_accounts" in entry.organization.profile.features
    return entry.missing_since is None and not here and (entry.role != Role.LEARNER or accounts)


class StateFilter(ChoiceFilter):
    title, parameter_name = "состояние", "state"
    everything = "Все"

    def lookups(self, request, model_admin):
        return [("waiting", "Ещё не на портале"), ("missing", "Нет в последнем файле")]

    def queryset(self, request, queryset):
        value = self.value()
        if value == "missing":
            return queryset.exclude(missing_since=None)
        return queryset.filter(user=None) if value == "waiting" else queryset


class EntryRoleFilter(ChoiceFilter):
    title, parameter_name = "роль", "role"
    everything = "Все роли"

    def lookups(self, request, model_admin):
        entries = {role.value for role in RosterEntry.ROLES}
        labels = role_choices(*model_admin.organizations(request))
        return [(value, label) for value, label in labels if value in entries]


@admin.register(RosterEntry)
class RosterEntryAdmin(RegisterAdmin):
    heading = "Кого организация ждёт"
    intro = "Списки из последних файлов: с ними портал сверяет заявки. Это ещё не учётные записи."
    search_paths = ("search_name",)
    search_help_text = "Фамилия, имя, отчество"
    list_display = ("full_name", "role_text", "place", "contact", "joined", "organization")
    list_filter = (OrganizationFilter, EntryRoleFilter, StateFilter, UnitFilter)
    list_select_related = ("organization", "unit", "user", "child__unit")
    silent_columns = ("search_name",)
    hides_empty_facts = True
    facts = (
        "surname",
        "given_name",
        "patronymic",
        "role_text",
        "place",
        "birth_date",
        "relation",
        "post",
        "contact",
        "external_id",
        "missing_since",
        "user",
        "organization",
    )
    verbs = (
        Verb(
            "forget",
            "Вычеркнуть",
            MANAGE,
            ReasonForm,
            applies=lambda entry: entry.missing_since is not None,
            danger=True,
            explanation="Роли на портале останутся: их заканчивают в реестре ролей.",
        ),
    )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        context = {}
        if self.may(request, ISSUE, obj) and may_be_invited(obj):
            # A page of `invitations`, reached by its name: this app knows nothing of links.
            page = reverse("admin:memberships_rosterentry_personal_link", args=[obj.pk])
            context["more_buttons"] = [("Личная ссылка", page)]
        return super().change_view(request, object_id, form_url, context)

    def do_forget(self, request, entry, reason):
        roster.forget_entry(entry=entry, by=request.user, reason=reason)
        return f"Вычеркнуто: {entry.full_name}."

    @display(description="человек", ordering="search_name")
    def full_name(self, obj):
        return obj.full_name

    @display(description="роль")
    def role_text(self, obj):
        return obj.role_label

    @display(description="где")
    def place(self, obj):
        if obj.child_id:
            return f"{obj.child.full_name}, {obj.child.unit}"
        return str(obj.unit or obj.post)

    @display(description="контакты")
    def contact(self, obj):
        return ", ".join(filter(None, [phone(obj.phone), obj.email]))

    def get_queryset(self, request):
        cards = SignInCard.objects.in_force().filter(user=OuterRef("user"))
        return super().get_queryset(request).annotate(has_card=Exists(cards))

    @display(description="на портале")
    def joined(self, obj):
        if obj.missing_since:
            return f"нет в файле с {day(obj.missing_since)}"
        if obj.user is None:
            return "ещё нет"
        if obj.user.has_account:
            return "да"
        return "по карточке" if obj.has_card else "без учётной записи"
