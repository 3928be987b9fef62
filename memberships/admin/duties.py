"""Who leads which unit and teaches what where (norm STR-3)."""

from django.contrib import admin
from django.forms import ModelChoiceField
from django.utils import timezone
from unfold.decorators import display

from memberships import services
from memberships.admin.fields import MembershipField
from memberships.models import Teaching, UnitLeadership
from memberships.roles import STAFF_ROLES, TEACHING_ROLES
from organizations.admin.fields import UnitField
from organizations.admin.filters import UnitFilter
from organizations.models import Unit, UnitSubject
from sferum_portal.lib.admin.filters import OrganizationFilter, TermFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField, ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import period
from sferum_portal.lib.admin.verbs import Verb

MANAGE = "organizations.manage_members"


def is_open(duty):
    return duty.ends_on is None or duty.ends_on > timezone.localdate()


class LeadershipForm(AdminForm):
    membership = MembershipField(label="Кто")
    unit = UnitField(label="{Unit}")
    starts_on = DateField(label="С какого дня", initial=timezone.localdate)

    def prepare(self):
        self.fields["membership"].offer(self.organization, TEACHING_ROLES)
        self.fields["unit"].offer(self.organization)


class UnitSubjectField(ModelChoiceField):
    def label_from_instance(self, row):
        return f"{row.subject}, {row.unit.dated_name}"


class TeachingForm(AdminForm):
    membership = MembershipField(label="Кто")
    unit_subject = UnitSubjectField(label="{Subject} и {unit}", queryset=UnitSubject.objects.none())
    starts_on = DateField(label="С какого дня", initial=timezone.localdate)

    def prepare(self):
        self.fields["membership"].offer(self.organization, STAFF_ROLES)
        self.fields["unit_subject"].queryset = (
            UnitSubject.objects.filter(
                organization=self.organization, unit__in=Unit.objects.not_over()
            )
            .select_related("unit__school_year", "subject")
            .order_by("unit__school_year__starts_on", "unit__grade", "unit__name", "subject__name")
        )


class DutyAdmin(RegisterAdmin):
    """A staff member's duty at some place, for a time."""

    search_paths = ("membership__user__search_name",)
    search_help_text = "Фамилия, имя, отчество"
    add_right = MANAGE
    verbs = (Verb("end", "Закончить", MANAGE, ReasonForm, applies=is_open, danger=True),)

    @display(description="кто", ordering="membership__user__search_name")
    def person(self, obj):
        return obj.membership.user.full_name

    @display(description="роль")
    def role_text(self, obj):
        return obj.membership.role_label

    @display(description="срок", ordering="starts_on")
    def term(self, obj):
        return period(obj)


@admin.register(UnitLeadership)
class UnitLeadershipAdmin(DutyAdmin):
    heading = "{Leader.pl_nom}"
    list_display = ("unit", "person", "role_text", "term", "organization")
    list_filter = (OrganizationFilter, UnitFilter, TermFilter)
    list_select_related = ("organization", "unit", "membership__user", "membership__organization")
    ordering = ("unit__grade", "unit__name", "starts_on")
    facts = ("unit", "membership", "term", "organization")
    add_form = LeadershipForm
    add_title = "Поручить {unit.acc}"

    def do_add(self, request, organization, **data):
        row = services.assign_leader(by=request.user, **data)
        return f"Поручено: {row}."

    def do_end(self, request, leadership, reason):
        services.end_leadership(leadership=leadership, by=request.user, reason=reason)
        return f"Закончено: {leadership}."


class UnitOfSubjectFilter(UnitFilter):
    path = "unit_subject__unit"


@admin.register(Teaching)
class TeachingAdmin(DutyAdmin):
    heading = "Кто что преподаёт"
    list_display = ("place", "person", "term", "organization")
    list_filter = (OrganizationFilter, UnitOfSubjectFilter, TermFilter)
    list_select_related = (
        "organization",
        "membership__user",
        "unit_subject__unit",
        "unit_subject__subject",
    )
    ordering = ("unit_subject__unit__grade", "unit_subject__unit__name", "starts_on")
    facts = ("place", "membership", "term", "organization")
    add_form = TeachingForm
    add_title = "Поручить {subject.acc}"

    def do_add(self, request, organization, **data):
        row = services.assign_teaching(by=request.user, **data)
        return f"Поручено: {row}."

    def do_end(self, request, teaching, reason):
        services.end_teaching(teaching=teaching, by=request.user, reason=reason)
        return f"Закончено: {teaching}."

    @display(description="{subject} и {unit}", ordering="unit_subject__unit__grade")
    def place(self, obj):
        return obj.unit_subject
