"""The register of parents and children."""

from itertools import groupby

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from accounts.models import User
from memberships import services
from memberships.admin.fields import PersonField
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from sferum_portal.lib.admin.filters import OrganizationFilter, TermFilter
from sferum_portal.lib.admin.forms import AdminForm, ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import period
from sferum_portal.lib.admin.verbs import Verb

MANAGE = "organizations.manage_members"


class FamilyForm(AdminForm):
    child = forms.ModelChoiceField(label="Ребёнок", queryset=User.objects.none())
    parent = PersonField(label="Родитель (законный представитель)")

    def prepare(self):
        """The learners, by class or group, so that the browser's own list can be used."""
        self.fields["parent"].narrow_to(self.organization, self.by)
        rows = (
            Membership.objects.current()
            .filter(organization=self.organization, role=Role.LEARNER)
            .order_by("unit__grade", "unit__name", "user__search_name")
            .values_list("unit__name", "user_id", "user__surname", "user__given_name")
        )
        field = self.fields["child"]
        field.queryset = User.objects.filter(
            memberships__in=Membership.objects.current().filter(
                organization=self.organization, role=Role.LEARNER
            )
        ).distinct()
        field.choices = [("", "—")] + [
            (unit, [(pk, f"{surname} {given_name}") for _, pk, surname, given_name in children])
            for unit, children in groupby(rows, key=lambda row: row[0])
        ]


@admin.register(FamilyLink)
class FamilyLinkAdmin(RegisterAdmin):
    intro = "По этим связям родители попадают в чаты, которые касаются их детей."
    search_paths = ("parent__search_name", "child__search_name")
    search_help_text = "Фамилия родителя или ребёнка"
    list_display = ("child_name", "parent_name", "term", "organization")
    list_filter = (OrganizationFilter, TermFilter)
    list_select_related = ("organization", "parent", "child")
    facts = ("child", "parent", "term", "organization")
    add_form, add_right = FamilyForm, MANAGE
    add_title = "Записать семейную связь"
    add_explanation = "Родитель должен уже состоять в организации в роли родителя."
    verbs = (
        Verb(
            "end",
            "Закончить связь",
            MANAGE,
            ReasonForm,
            applies=lambda link: link.ends_on is None or link.ends_on > timezone.localdate(),
            danger=True,
        ),
    )

    def do_add(self, request, organization, child, parent):
        link = services.link_family(
            organization=organization, parent=parent, child=child, by=request.user
        )
        return f"Записано: {link}."

    def do_end(self, request, link, reason):
        services.end_family_link(link=link, by=request.user, reason=reason)
        return f"Закончено: {link}."

    @display(description="ребёнок", ordering="child__search_name")
    def child_name(self, obj):
        return obj.child.full_name

    @display(description="родитель", ordering="parent__search_name")
    def parent_name(self, obj):
        return obj.parent.full_name

    @display(description="срок", ordering="starts_on")
    def term(self, obj):
        return period(obj)
