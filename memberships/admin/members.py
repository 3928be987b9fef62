"""The register of roles: who belongs to the organization as what, confirmed or not."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from unfold.decorators import display

from memberships import services
from memberships.admin.fields import PersonField, RoleFilter, role_choices
from memberships.admin.verification import VerifyForm
from memberships.models import Membership
from memberships.queries import holders
from memberships.roles import STAFF_ROLES, TEACHING_ROLES, Role
from organizations.admin.fields import UnitField
from organizations.admin.filters import UnitFilter
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter, TermFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField, ReasonField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import period
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.forms import NameField

MANAGE = "organizations.manage_members"
BASIS_HELP = "Например, «приказ от 01.09.2026 № 15-к» или «предъявлен паспорт»."


class VerifiedFilter(ChoiceFilter):
    title, parameter_name = "подтверждение", "verified"
    everything = "Все"

    def lookups(self, request, model_admin):
        return [("yes", "Роль подтверждена"), ("no", "Ждут подтверждения")]

    def condition(self, value):
        waiting = Q(verified_at=None, role__in=STAFF_ROLES)
        return waiting if value == "no" else Q(verified_at__isnull=False)


class MemberForm(AdminForm):
    """A role for somebody who is known to the portal already."""

    user = PersonField(label="Человек")
    role = forms.ChoiceField(label="Роль")
    unit = UnitField(
        label="{Unit}",
        required=False,
        empty_label="—",
        help_text="Только для роли «{Learner}».",
    )
    post = forms.CharField(label="Должность", max_length=150, required=False)
    basis = forms.CharField(
        label="Основание",
        max_length=300,
        required=False,
        help_text=f"С основанием роль сразу подтверждена. {BASIS_HELP}",
    )

    def prepare(self):
        self.fields["user"].narrow_to(self.organization, self.by)
        appointed = () if self.by.is_superuser else (Role.ADMINISTRATOR,)
        self.fields["role"].choices = [
            choice for choice in role_choices(self.organization) if choice[0] not in appointed
        ]
        self.fields["unit"].offer(self.organization)

    def clean_role(self):
        return Role(self.cleaned_data["role"])


class LearnerForm(AdminForm):
    """A child without an account enters the list of a class or group."""

    unit = UnitField(label="{Unit}")
    surname = NameField(label="Фамилия")
    given_name = NameField(label="Имя")
    patronymic = NameField(label="Отчество", required=False)

    def prepare(self):
        self.fields["unit"].offer(self.organization)


class EndForm(AdminForm):
    reason = ReasonField(help_text="Например, «приказ об увольнении от 15.05.2027 № 40-к».")
    ends_on = DateField(
        label="Первый день без роли",
        initial=timezone.localdate,
        help_text="С этого дня кончаются и поручения, которые держатся на роли.",
    )


def is_open(membership):
    return membership.ends_on is None or membership.ends_on > timezone.localdate()


@admin.register(Membership)
class MembershipAdmin(RegisterAdmin):
    heading = "Роли"
    search_paths = ("user__search_name",)
    search_help_text = "Фамилия, имя, отчество"
    list_display = ("person", "role_text", "post", "unit", "term", "verified", "organization")
    list_filter = (OrganizationFilter, RoleFilter, UnitFilter, VerifiedFilter, TermFilter)
    list_select_related = ("organization", "user", "unit", "verified_by")
    hides_empty_facts = True
    facts = (
        "user",
        "role_text",
        "post",
        "unit",
        "term",
        "is_activist",
        "who_confirms",
        "verified_at",
        "verified_by_name",
        "verification_basis",
        "organization",
    )
    add_form, add_right = MemberForm, MANAGE
    add_title = "Дать роль"
    add_explanation = "Для тех, кто уже зарегистрирован на портале; остальным выдайте приглашение."
    verbs = (
        Verb(
            "verify",
            "Подтвердить роль",
            MANAGE,
            VerifyForm,
            applies=lambda row: is_open(row) and not row.is_verified,
        ),
        Verb(
            "activist",
            "Включить в актив",
            MANAGE,
            applies=lambda row: is_open(row) and _may_be_activist(row) and not row.is_activist,
        ),
        Verb(
            "not-activist",
            "Исключить из актива",
            MANAGE,
            applies=lambda row: is_open(row) and row.is_activist,
        ),
        Verb(
            "end",
            "Закончить роль",
            MANAGE,
            EndForm,
            applies=is_open,
            danger=True,
        ),
    )

    def more_urls(self, name):
        return [self.page("add-learner/", self.add_learner_view, f"{name}_add_learner")]

    def changelist_view(self, request, extra_context=None):
        more = []
        if self.has_add_permission(request):
            more.append(("Внести ребёнка в список", self.url("add_learner")))
            address = reverse("admin:memberships_appointment_add")
            more.append(("Назначить администратора", address))
        return super().changelist_view(request, {"more_buttons": more})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        obj = self.get_object(request, object_id)
        return super().change_view(
            request, object_id, form_url, {"more_buttons": self._next_steps(request, obj)}
        )

    def _next_steps(self, request, obj):
        """What is mostly wanted next for a holder of this role."""
        if not (is_open(obj) and self.may(request, MANAGE, obj)):
            return []
        common = {"organization": obj.organization_id}
        if obj.role == Role.LEARNER:
            address, more = "memberships_familylink_add", {"child": obj.user_id}
            return [("Добавить родителя", _with(address, common | more))]
        steps = []
        if obj.role in TEACHING_ROLES:
            more = common | {"membership": obj.pk}
            words, features = obj.organization.words, obj.organization.profile.features
            address = _with("memberships_unitleadership_add", more)
            steps.append((words.format("Поручить {unit.acc}"), address))
            if "subjects" in features:
                address = _with("memberships_teaching_add", more)
                steps.append((words.format("Поручить {subject.acc}"), address))
        return steps

    def add_learner_view(self, request):
        return self.add_with(
            request, LearnerForm, self.do_add_learner, title="Внести ребёнка в список"
        )

    def do_add(self, request, organization, **data):
        row = services.add_member(organization=organization, by=request.user, **data)
        return f"Роль дана: {row}."

    def do_add_learner(self, request, organization, **data):
        row = services.add_learner(organization=organization, by=request.user, **data)
        return f"Внесён в список: {row.user}, {row.unit}."

    def do_verify(self, request, membership, basis):
        services.verify_membership(membership=membership, by=request.user, basis=basis)
        return f"Роль подтверждена: {membership}."

    def do_activist(self, request, membership):
        services.set_activist(membership=membership, by=request.user, is_activist=True)
        return f"Теперь в активе: {membership}."

    def do_not_activist(self, request, membership):
        services.set_activist(membership=membership, by=request.user, is_activist=False)
        return f"Больше не в активе: {membership}."

    def do_end(self, request, membership, reason, ends_on):
        services.end_membership(
            membership=membership, by=request.user, reason=reason, ends_on=ends_on
        )
        return f"Роль закончена: {membership}."

    def panels(self, request, obj):
        today = timezone.localdate()
        leaderships = obj.leaderships.on(today).select_related("unit", "membership__user")
        teachings = obj.teachings.on(today).select_related(
            "unit_subject__unit", "unit_subject__subject", "membership__user"
        )
        found = [
            ("Руководит", [(self.link_to(request, row, str(row.unit)), "") for row in leaderships]),
            (
                "Ведёт",
                [(self.link_to(request, row, str(row.unit_subject)), "") for row in teachings],
            ),
        ]
        return [(title, rows) for title, rows in found if rows]

    @display(description="человек", ordering="user__search_name")
    def person(self, obj):
        return obj.user.full_name

    @display(description="роль", ordering="role")
    def role_text(self, obj):
        return obj.role_label

    @display(description="срок", ordering="starts_on")
    def term(self, obj):
        return period(obj)

    @display(description="подтверждена", ordering="verified_at")
    def verified(self, obj):
        if obj.role not in STAFF_ROLES:
            return ""
        return "да" if obj.is_verified else "ждёт подтверждения"

    @display(description="подтверждение")
    def who_confirms(self, obj):
        """While the role waits for it: who is to be asked."""
        if obj.role not in STAFF_ROLES or obj.is_verified or not is_open(obj):
            return None
        rows = holders(obj.organization, [Role.ADMINISTRATOR]).filter(verified_at__isnull=False)
        names = ", ".join(dict.fromkeys(row.user.short_name for row in rows))
        return f"ждёт: подтверждает администратор{f' ({names})' if names else ''}, с основанием"

    @display(description="кто подтвердил")
    def verified_by_name(self, obj):
        return obj.verified_by and obj.verified_by.full_name


def _may_be_activist(membership):
    return membership.role in (Role.PARENT, Role.LEARNER)


def _with(page, parameters):
    return f"{reverse(f'admin:{page}')}?{urlencode(parameters)}"
