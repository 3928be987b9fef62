"""Administrators by order, and who decides the requests while one of them is away."""

from datetime import timedelta

from django import forms
from django.contrib import admin
from django.utils import timezone
from unfold.decorators import display

from memberships import services
from memberships.admin.fields import MembershipField
from memberships.models import Appointment, Substitution
from memberships.roles import STAFF_ROLES, Role
from sferum_portal.lib.admin.filters import OrganizationFilter, TermFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField, ReasonForm
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import DASH, day, period
from sferum_portal.lib.admin.verbs import Verb

SUBSTITUTES = "organizations.name_substitutes"


def confirmed_alone(field):
    """Who stands in decides in a confirmed role; others are not offered."""
    field.queryset = field.queryset.filter(verified_at__isnull=False)
    field.help_text = f"{field.help_text} Только те, чья роль подтверждена.".strip()


class AppointmentForm(AdminForm):
    """The order and whom it appoints, out of the staff who have joined."""

    person = MembershipField(
        label="Кого назначают", help_text="Из тех, кто уже вступил как сотрудник."
    )
    order_number = forms.CharField(
        label="Номер приказа", max_length=50, help_text="Например, 15-од."
    )
    order_date = DateField(label="Дата приказа", initial=timezone.localdate)
    last_day = DateField(
        label="Действует по (включительно)",
        required=False,
        help_text="Если срок в приказе не назван, оставьте пустым.",
    )
    substitute = MembershipField(
        label="Кто замещает",
        required=False,
        empty_label="—",
        help_text="Кого приказ называет на время отсутствия.",
    )

    def prepare(self):
        staff = STAFF_ROLES - {Role.ADMINISTRATOR}
        self.fields["person"].offer(self.organization, staff)
        self.fields["substitute"].offer(self.organization, staff)
        confirmed_alone(self.fields["substitute"])

    def clean(self):
        cleaned = super().clean()
        last_day = cleaned.pop("last_day", None)
        cleaned["ends_on"] = last_day and last_day + timedelta(days=1)
        if person := cleaned.pop("person", None):
            cleaned["user"] = person.user
        return cleaned


class SubstitutionForm(AdminForm):
    administrator = MembershipField(label="Кого замещают")
    substitute = MembershipField(label="Кто замещает")
    starts_on = DateField(label="С какого дня", initial=timezone.localdate)
    last_day = DateField(label="По какой день (включительно)")

    def prepare(self):
        self.fields["administrator"].offer(self.organization, [Role.ADMINISTRATOR])
        self.fields["substitute"].offer(self.organization, STAFF_ROLES - {Role.ADMINISTRATOR})
        confirmed_alone(self.fields["substitute"])
        self._offer_whom_the_order_names()

    def _offer_whom_the_order_names(self):
        """For oneself, as an administrator mostly asks; with the substitute of one's own order."""
        own = self.fields["administrator"].queryset.filter(user=self.by).first()
        if own is None:
            return
        self.fields["administrator"].initial = own.pk
        order = Appointment.objects.filter(membership=own).first()
        self.fields["substitute"].initial = order and order.substitute_id

    def clean(self):
        cleaned = super().clean()
        if last_day := cleaned.pop("last_day", None):
            cleaned["ends_on"] = last_day + timedelta(days=1)
        return cleaned


@admin.register(Appointment)
class AppointmentAdmin(RegisterAdmin):
    heading = "Администраторы"
    intro = "Кто назначен приказом вести портал, на какой срок и кто их замещает."
    search_paths = ("membership__user__search_name",)
    search_help_text = "Фамилия, имя, отчество"
    list_display = ("person", "order", "term", "substitute_name", "organization")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization", "membership__user", "substitute__user")
    facts = ("membership", "order", "term", "substitute_name", "organization")
    add_form, add_right = AppointmentForm, "organizations.manage_members"
    add_title, add_submit = "Назначить администратора", "Назначить"
    add_explanation = "О назначении узнают руководитель и все администраторы."

    def do_add(self, request, organization, **data):
        row = services.appoint_administrator(organization=organization, by=request.user, **data)
        return f"Администратор назначен: {row.user.full_name}."

    @display(description="кто", ordering="membership__user__search_name")
    def person(self, obj):
        return obj.membership.user.full_name

    @display(description="приказ", ordering="order_date")
    def order(self, obj):
        return f"от {day(obj.order_date)} № {obj.order_number}"

    @display(description="срок")
    def term(self, obj):
        return period(obj.membership)

    @display(description="кто замещает")
    def substitute_name(self, obj):
        return obj.substitute.user.full_name if obj.substitute else DASH


@admin.register(Substitution)
class SubstitutionAdmin(RegisterAdmin):
    heading = "Замещения"
    intro = (
        "Пока администратора нет, заявки на вступление решает замещающий. "
        "Других прав он не получает."
    )
    search_paths = ("administrator__user__search_name", "substitute__user__search_name")
    search_help_text = "Фамилия, имя, отчество"
    list_display = ("whom", "who", "term", "organization")
    list_filter = (OrganizationFilter, TermFilter)
    list_select_related = ("organization", "administrator__user", "substitute__user")
    facts = ("administrator", "substitute", "term", "organization")
    add_form, add_right = SubstitutionForm, SUBSTITUTES
    add_title, add_submit = "Назначить замещение", "Назначить"
    verbs = (
        Verb(
            "end",
            "Закончить замещение",
            SUBSTITUTES,
            ReasonForm,
            applies=lambda row: row.ends_on > timezone.localdate(),
            danger=True,
        ),
    )

    def do_add(self, request, organization, **data):
        row = services.name_substitute(by=request.user, **data)
        return f"Замещение назначено: {row}."

    def do_end(self, request, substitution, reason):
        services.end_substitution(substitution=substitution, by=request.user, reason=reason)
        return "Замещение закончено."

    @display(description="кого замещает", ordering="administrator__user__search_name")
    def whom(self, obj):
        return obj.administrator.user.full_name

    @display(description="кто замещает", ordering="substitute__user__search_name")
    def who(self, obj):
        return obj.substitute.user.full_name

    @display(description="срок", ordering="starts_on")
    def term(self, obj):
        return period(obj)
