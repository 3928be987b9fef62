"""The register of parents and children."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from unfold.decorators import display

from memberships import services
from memberships.admin.fields import PersonField
from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from organizations.admin.fields import UnitField
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter, TermFilter
from sferum_portal.lib.admin.forms import AdminForm, ReasonField, ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import day, period
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.text import search_form

MANAGE = "organizations.manage_members"
#: So many namesakes are told apart in a sentence.
MOST_NAMED = 8


class FamilyForm(AdminForm):
    """The child is found by name: a school's list of learners is too long to choose from."""

    child_name = forms.CharField(label="Ребёнок", max_length=300, help_text="Фамилия и имя.")
    unit = UnitField(
        label="{Unit}",
        required=False,
        empty_label="—",
        help_text="Если детей с таким именем несколько.",
    )
    parent = PersonField(label="Родитель (законный представитель)")

    def prepare(self):
        self.fields["parent"].narrow_to(self.organization, self.by)
        self.fields["unit"].offer(self.organization)

    def clean(self):
        cleaned = super().clean()
        typed, unit = cleaned.pop("child_name", ""), cleaned.pop("unit", None)
        if typed and "unit" not in self.errors:
            try:
                cleaned["child"] = self._child(typed, unit)
            except forms.ValidationError as error:
                self.add_error("child_name", error)
        return cleaned

    def _child(self, typed, unit):
        learners = Membership.objects.current().filter(
            organization=self.organization, role=Role.LEARNER
        )
        if unit:
            learners = learners.filter(unit=unit)
        found = learners.filter(user__search_name__startswith=search_form(typed))
        found = list(found.select_related("user", "unit")[:MOST_NAMED])
        children = {row.user_id: row.user for row in found}
        if len(children) == 1:
            return found[0].user
        if not found:
            raise forms.ValidationError("Такого ребёнка в списках нет. Проверьте фамилию и имя.")
        names = "; ".join(f"{row.user.full_name}, {row.unit}" for row in found)
        raise forms.ValidationError(
            f"Нашлось несколько: {names}. Напишите полнее или уточните, где."
        )


class RestrictedFilter(ChoiceFilter):
    title, parameter_name = "ограничение", "restricted"
    everything = "Все"

    def lookups(self, request, model_admin):
        return [("yes", "Есть ограничение")]

    def condition(self, value):
        return Q(restricted_on__isnull=False)


class RestrictForm(AdminForm):
    basis = ReasonField(
        label="Основание",
        help_text="Например, «решение Заречного районного суда от 12.10.2026 № 2-415/2026».",
    )


class LiftForm(AdminForm):
    basis = ReasonField(
        label="Основание", help_text="Почему ограничение снимается: решение, чьё, от какого числа."
    )


RESTRICTS = (
    "Родитель сохранит учётную запись и других своих детей, а об этом ребёнке больше ничего не "
    "узнает: сразу выйдет из чатов {unit.gen}, а если других детей здесь нет — из всех чатов "
    "организации. Новую заявку этой пары портал принять не даст. Основание видят только "
    "администраторы и {head}; {leader} видит, что ограничение есть."
)


@admin.register(FamilyLink)
class FamilyLinkAdmin(RegisterAdmin):
    intro = "По этим связям родители попадают в чаты, которые касаются их детей."
    search_paths = ("parent__search_name", "child__search_name")
    search_help_text = "Фамилия родителя или ребёнка"
    list_display = ("child_name", "parent_name", "term", "restriction", "organization")
    list_filter = (OrganizationFilter, TermFilter, RestrictedFilter)
    list_select_related = ("organization", "parent", "child")
    hides_empty_facts = True
    facts = ("child", "parent", "term", "restricted_on", "restriction_basis", "organization")
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
        Verb(
            "restrict",
            "Ограничить",
            MANAGE,
            RestrictForm,
            applies=lambda link: not link.is_restricted,
            explanation=RESTRICTS,
            danger=True,
        ),
        Verb(
            "lift",
            "Снять ограничение",
            MANAGE,
            LiftForm,
            applies=lambda link: link.is_restricted,
            explanation="Родитель снова увидит всё, что видят родители этого ребёнка.",
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

    def do_restrict(self, request, link, basis):
        services.restrict_family_link(link=link, by=request.user, basis=basis)
        return f"Ограничено: {link}."

    def do_lift(self, request, link, basis):
        services.lift_restriction(link=link, by=request.user, basis=basis)
        return f"Ограничение снято: {link}."

    @display(description="ограничение")
    def restriction(self, obj):
        return f"есть, с {day(obj.restricted_on)}" if obj.is_restricted else ""

    @display(description="ребёнок", ordering="child__search_name")
    def child_name(self, obj):
        return obj.child.full_name

    @display(description="родитель", ordering="parent__search_name")
    def parent_name(self, obj):
        return obj.parent.full_name

    @display(description="срок", ordering="starts_on")
    def term(self, obj):
        return period(obj)
