"""The register of invitation links: issued, watched, annulled (norms JOIN-1, JOIN-5)."""

import uuid
from datetime import datetime, time, timedelta

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from unfold.decorators import display

from invitations import services
from invitations.forms import ChatsField
from invitations.models import Invitation
from memberships import link_chats
from memberships.admin.fields import RoleFilter
from memberships.roles import Role, role_label
from memberships.states import state_of
from organizations.admin.filters import UnitFilter
from organizations.models import Unit
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.forms import AdminForm, DateField
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.admin.texts import moment
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.qr import qr_svg

ISSUE = "organizations.issue_invitations"
USUAL_TERM = timedelta(days=14)
State = Invitation.State


def usual_last_day():
    return timezone.localdate() + USUAL_TERM


class InvitationForm(AdminForm):
    """Into which unit in which role, as one choice: not every role suits every unit."""

    place = forms.ChoiceField(label="Куда и кем")
    last_day = DateField(
        label="Действует по (включительно)",
        initial=usual_last_day,
        help_text=f"Не дольше {services.LONGEST_TERM.days} дней.",
    )
    max_uses = forms.IntegerField(
        label="Сколько раз можно использовать",
        min_value=1,
        max_value=services.MOST_USES,
        initial=30,
        help_text="Каждый человек использует ссылку один раз.",
    )
    chats = ChatsField()
    note = forms.CharField(
        label="Пометка для себя",
        max_length=200,
        required=False,
        help_text="Её видно в заявках: например, «родительское собрание 12 сентября».",
    )

    form_key = forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)

    def prepare(self):
        offered = link_chats.choices(by=self.by, organization=self.organization)
        if offered:
            self.fields["chats"].choices = offered
        else:
            del self.fields["chats"]
        units = Unit.objects.not_over().filter(organization=self.organization)
        units = units.select_related("organization", "school_year")
        # «Сотрудники» first, a coming year last; where an empty year sorts is the database's taste.
        order = F("school_year__starts_on").asc(nulls_first=True)
        self.units = {unit.pk: unit for unit in units.order_by(order, "grade", "name")}
        self.fields["place"].choices = [("", "—")] + [
            (
                unit.dated_name,
                [
                    (
                        f"{unit.pk}:{role}",
                        f"{unit.dated_name} — {role_label(self.organization, role).lower()}",
                    )
                    for role in services.roles_for(unit)
                ],
            )
            for unit in self.units.values()
        ]

    def clean(self):
        cleaned = super().clean()
        if place := cleaned.pop("place", None):
            unit_id, role = place.split(":")
            cleaned |= {"unit": self.units[int(unit_id)], "role": Role(role)}
        if last_day := cleaned.pop("last_day", None):
            # Midnight that ends the day, in the time of the organization.
            midnight = datetime.combine(last_day + timedelta(days=1), time.min)
            longest = timezone.now() + services.LONGEST_TERM
            cleaned["expires_at"] = min(timezone.make_aware(midnight), longest)
            if last_day > timezone.localdate() + services.LONGEST_TERM:
                self.add_error("last_day", "Слишком далеко: ссылка живёт не дольше 60 дней.")
        return cleaned


class RevokeForm(AdminForm):
    reason = forms.CharField(
        label="Причина", max_length=300, initial="Ссылка больше не нужна", required=False
    )


class StateFilter(ChoiceFilter):
    title, parameter_name = "состояние", "state"
    everything = "Все ссылки"

    def lookups(self, request, model_admin):
        return list(State.choices)

    def condition(self, value):
        now = timezone.now()
        lasting = Q(revoked_at=None, expires_at__gt=now)
        return {
            State.OPEN: lasting & Q(uses__lt=F("max_uses")),
            State.USED_UP: lasting & Q(uses__gte=F("max_uses")),
            State.EXPIRED: Q(revoked_at=None, expires_at__lte=now),
            State.REVOKED: Q(revoked_at__isnull=False),
        }[State(value)]


@admin.register(Invitation)
class InvitationAdmin(RegisterAdmin):
    heading = "Приглашения"
    intro = (
        "По ссылке человек просит принять его в одной роли. Саму ссылку видно один раз, "
        "сразу после выдачи."
    )
    nothing = "Ссылок нет."
    plain_paths = ("unit__name", "note")
    search_help_text = "Подразделение или пометка"
    list_display = (
        "into",
        "state_text",
        "used_text",
        "until",
        "note",
        "issued_by",
        "organization",
    )
    list_filter = (OrganizationFilter, StateFilter, RoleFilter, UnitFilter)
    list_select_related = ("organization", "unit", "created_by", "revoked_by")
    hides_empty_facts = True
    facts = (
        "role_text",
        "unit",
        "state_text",
        "used_text",
        "until",
        "chats_text",
        "note",
        "issued_by",
        "created_at",
        "annulled_by",
        "revoked_at",
        "organization",
    )
    add_form, add_right = InvitationForm, ISSUE
    add_title = "Выдать ссылку"
    verbs = (
        Verb(
            "revoke",
            "Аннулировать",
            ISSUE,
            RevokeForm,
            applies=lambda invitation: invitation.revoked_at is None,
            danger=True,
            explanation="По ней больше никто не войдёт; поданные заявки останутся.",
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_uses()

    def do_add(self, request, organization, **terms):
        invitation, token = services.issue_invitation(by=request.user, **terms)
        address = settings.SITE_URL + reverse("invitations:open", args=[token])
        context = {
            "title": "Ссылка готова",
            "invitation": invitation,
            "address": address,
            "qr": qr_svg(address, label="Код со ссылкой-приглашением"),
            "back_url": self.url("changelist"),
        }
        # Not behind a redirect: the secret would have to be stored for the next page.
        return self.answer(request, "admin/invitations/invitation/issued.html", context)

    def do_revoke(self, request, invitation, reason):
        reason = {"reason": reason} if reason else {}
        services.revoke_invitation(invitation=invitation, by=request.user, **reason)
        return f"Ссылка аннулирована: {invitation}."

    def panels(self, request, obj):
        rows = obj.redemptions.select_related(
            "user", "join_request__organization", "join_request__membership"
        )[:100]
        came = [
            (
                self.link_to(request, row.join_request, row.user.full_name),
                f"{moment(row.created_at)} · {state_of(row.join_request).label}",
            )
            for row in rows
        ]
        return [("Кто пришёл по ссылке", came)] if came else []

    @display(description="кого и куда", ordering="role")
    def into(self, obj):
        return f"{obj.role_label}, {obj.unit}"

    @display(description="роль", ordering="role")
    def role_text(self, obj):
        return obj.role_label

    @display(description="состояние")
    def state_text(self, obj):
        return obj.state.label

    @display(description="использована", ordering="uses")
    def used_text(self, obj):
        return f"{obj.used} из {obj.max_uses}"

    def history_text(self, record, field_name, value):
        return self.chats_text(record) if field_name == "chats" else None

    @display(description="и в чаты")
    def chats_text(self, obj):
        return ", ".join(link_chats.titles(obj.organization, obj.chats).values())

    @display(description="действует до", ordering="expires_at")
    def until(self, obj):
        return obj.until

    @display(description="кто выдал")
    def issued_by(self, obj):
        return obj.created_by.full_name

    @display(description="кто аннулировал")
    def annulled_by(self, obj):
        return obj.revoked_by and obj.revoked_by.full_name
