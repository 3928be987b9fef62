"""Personal exceptions: one right for one person in one place, for a time."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from unfold.decorators import display

from memberships import grants
from memberships.admin.fields import MembershipField
from memberships.models import OrganizationGrant, UnitGrant, UnitSubjectGrant
from memberships.models.grant import right_label
from memberships.roles import STAFF_ROLES
from organizations.chat_kinds import KIND_OF_CODENAME
from organizations.models import Organization, Unit, UnitSubject
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField, ReasonField, ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day
from sferum_portal.lib.admin.verbs import Verb

GRANT = "organizations.grant_exceptions"
EXPLANATION = (
    "Обычно права следуют из роли и стратегии чатов. Исключение даёт одно право одному "
    "сотруднику, с основанием и сроком до года."
)


class GrantForm(AdminForm):
    """The right, to whom, until when, why; subclasses add the place."""

    model = None
    scope = ""
    field_order = ("right", "place", "membership", "expires_on", "reason")

    right = forms.ChoiceField(label="Что разрешить")
    membership = MembershipField(label="Кому")
    expires_on = DateField(label="Первый день без исключения")
    reason = ReasonField(label="Основание")

    def prepare(self):
        self.fields["membership"].offer(self.organization, STAFF_ROLES)
        self.fields["right"].choices = self._rights()

    def _rights(self):
        """The rights that this place takes as exceptions, in the organization's kind."""
        chats = self.organization.profile.chats
        return [
            (codename, right_label(self.organization, codename))
            for codename, _ in self.model._meta.permissions
            if f"organizations.{codename}" in grants.GRANTABLE
            and (
                codename not in KIND_OF_CODENAME
                or self.scope in getattr(chats.get(KIND_OF_CODENAME[codename]), "scopes", ())
            )
        ]


class OrganizationGrantForm(GrantForm):
    model, scope = Organization, "organization"


class UnitGrantForm(GrantForm):
    model, scope = Unit, "unit"
    place = forms.ModelChoiceField(label="Где", queryset=Unit.objects.none())

    def prepare(self):
        super().prepare()
        self.fields["place"].queryset = Unit.objects.current().filter(
            organization=self.organization
        )


class UnitSubjectGrantForm(GrantForm):
    model, scope = UnitSubject, "unit_subject"
    place = forms.ModelChoiceField(label="Где", queryset=UnitSubject.objects.none())

    def prepare(self):
        super().prepare()
        self.fields["place"].queryset = (
            UnitSubject.objects.filter(
                organization=self.organization, unit__in=Unit.objects.current()
            )
            .select_related("unit", "subject")
            .order_by("unit__grade", "unit__name", "subject__name")
        )


class InForceFilter(ChoiceFilter):
    title, parameter_name = "срок", "term"
    everything = "Все"
    default = "current"

    def lookups(self, request, model_admin):
        return [("current", "Действуют"), ("over", "Срок прошёл")]

    def condition(self, value):
        in_force = Q(expires_on__gt=timezone.localdate())
        return in_force if value == "current" else ~in_force


class GrantAdmin(RegisterAdmin):
    heading = "Личные исключения"
    intro = EXPLANATION
    nothing = "Исключений нет: права следуют из ролей и стратегии."
    search_paths = ("user__search_name",)
    search_help_text = "Фамилия, имя, отчество"
    list_display = ("person", "right", "place", "until", "granted_by_name", "organization")
    list_filter = (OrganizationFilter, InForceFilter)
    list_select_related = ("organization", "user", "permission", "granted_by", "content_object")
    list_before_template = "admin/partials/grant_tabs.html"
    labels = {"user": "кому"}
    facts = (
        "user",
        "right",
        "place",
        "reason",
        "until",
        "granted_by_name",
        "granted_at",
        "organization",
    )
    add_right = GRANT
    add_title = "Дать исключение"
    add_explanation = EXPLANATION
    verbs = (
        Verb(
            "take-back",
            "Отменить исключение",
            GRANT,
            ReasonForm,
            applies=lambda grant: grant.expires_on and grant.expires_on > timezone.localdate(),
            danger=True,
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.list_select_related)

    def changelist_view(self, request, extra_context=None):
        """The tabs lead to what some of one's organizations have."""
        kinds = [organization.profile for organization in self.organizations(request)]
        with_subjects = any("subjects" in kind.features for kind in kinds)
        return super().changelist_view(request, {"with_subjects": with_subjects})

    def do_add(self, request, organization, right, membership, expires_on, reason, place=None):
        place = place or organization
        grant = grants.give(
            user=membership.user,
            perm=f"organizations.{right}",
            obj=place,
            by=request.user,
            reason=reason,
            expires_on=expires_on,
        )
        return f"Исключение дано: {grant.user}, до {day(expires_on)}."

    def do_take_back(self, request, grant, reason):
        person = grant.user
        grants.take_back(grant=grant, by=request.user, reason=reason)
        return f"Исключение отменено: {person}."

    @display(description="кому", ordering="user__search_name")
    def person(self, obj):
        return obj.user.full_name

    @display(description="что разрешено", ordering="permission__name")
    def right(self, obj):
        return obj.right_label

    @display(description="где")
    def place(self, obj):
        return str(obj.content_object)

    @display(description="первый день без исключения", ordering="expires_on")
    def until(self, obj):
        return day(obj.expires_on)

    @display(description="кто дал")
    def granted_by_name(self, obj):
        return obj.granted_by and obj.granted_by.full_name


@admin.register(OrganizationGrant)
class OrganizationGrantAdmin(GrantAdmin):
    add_form = OrganizationGrantForm


@admin.register(UnitGrant)
class UnitGrantAdmin(GrantAdmin):
    add_form = UnitGrantForm


@admin.register(UnitSubjectGrant)
class UnitSubjectGrantAdmin(GrantAdmin):
    add_form = UnitSubjectGrantForm
    list_select_related = (
        *GrantAdmin.list_select_related,
        "content_object__unit",
        "content_object__subject",
    )
