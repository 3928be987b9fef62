"""The register of invitation links: issued, watched, stopped, annulled (norms JOIN-1, JOIN-5)."""

from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from unfold.decorators import display

from invitations import services
from invitations.admin.forms import InvitationForm, RevokeForm
from invitations.admin.personal import PersonalLinks
from invitations.admin.sweep import Sweep
from invitations.models import Invitation
from invitations.passport import (
    lifted_text,
    passport_of,
    quarantined_text,
    with_alarms,
    with_results,
)
from memberships import link_chats
from memberships.admin.fields import RoleFilter
from organizations.admin.filters import UnitFilter
from sferum_portal.lib.admin.filters import ChoiceFilter, OrganizationFilter
from sferum_portal.lib.admin.register import RegisterAdmin, RegisterList
from sferum_portal.lib.admin.texts import moment
from sferum_portal.lib.admin.verbs import Verb
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.qr import qr_svg

ISSUE = "organizations.issue_invitations"
State = Invitation.State
ALARMED = "alarmed"


class StateFilter(ChoiceFilter):
    title, parameter_name = "состояние", "state"
    everything = "Все ссылки"

    def lookups(self, request, model_admin):
        return [*State.choices, (ALARMED, "Была тревога")]

    def queryset(self, request, queryset):
        value = self.value()
        if value == ALARMED:
            return queryset.exclude(alarms_told=[])
        return queryset.in_state(State(value)) if value in State.values else queryset


class LinkList(RegisterList):
    def get_results(self, request):
        super().get_results(request)
        self.result_list = with_alarms(list(self.result_list))


def can_be_reissued(invitation):
    return invitation.state not in (State.REVOKED, State.USED_UP)


@admin.register(Invitation)
class InvitationAdmin(Sweep, PersonalLinks, RegisterAdmin):
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
        "alarm_text",
        "used_text",
        "until",
        "note",
        "issued_by",
        "organization",
    )
    list_filter = (OrganizationFilter, StateFilter, RoleFilter, UnitFilter)
    list_select_related = (
        *("organization", "unit__school_year", "child", "created_by", "revoked_by"),
        *("quarantined_by", "replaces", "act"),
    )
    silent_columns = ("entry", "act")
    row_template = "admin/invitations/invitation/passport.html"
    hides_empty_facts = True
    facts = (
        "role_text",
        "unit",
        "for_whom",
        "state_text",
        "used_text",
        "until",
        "chats_text",
        "note",
        "issued_by",
        "created_at",
        "quarantined_by",
        "quarantined_at",
        "annulled_by",
        "revoked_at",
        "act",
        "replaces",
        "replacement",
        "organization",
    )
    add_form, add_right = InvitationForm, ISSUE
    add_title = "Выдать ссылку"
    verbs = (
        Verb(
            "quarantine",
            "На карантин",
            ISSUE,
            applies=lambda invitation: invitation.quarantined_at is None,
            danger=True,
        ),
        Verb(
            "lift",
            "Снять карантин",
            ISSUE,
            applies=lambda invitation: invitation.quarantined_at is not None,
        ),
        Verb("reissue", "Выпустить заново", ISSUE, applies=can_be_reissued),
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
        return self.show_once(request, invitation, token)

    def show_once(self, request, invitation, token):
        """Not behind a redirect: the secret would have to be stored for the next page."""
        address = settings.SITE_URL + reverse("invitations:open", args=[token])
        context = {
            "title": "Ссылка готова",
            "invitation": invitation,
            "address": address,
            "qr": qr_svg(address, label="Код со ссылкой-приглашением"),
            "back_url": self.url("changelist"),
        }
        return self.answer(request, "admin/invitations/invitation/issued.html", context)

    def do_reissue(self, request, invitation):
        issued = services.reissue_invitation(invitation=invitation, by=request.user)
        return self.show_once(request, *issued)

    def do_quarantine(self, request, invitation):
        _, held = services.quarantine_invitation(invitation=invitation, by=request.user)
        return quarantined_text(held)

    def do_lift(self, request, invitation):
        _, released = services.lift_quarantine(invitation=invitation, by=request.user)
        return lifted_text(released)

    def do_revoke(self, request, invitation, reason):
        reason = {"reason": reason} if reason else {}
        services.revoke_invitation(invitation=invitation, by=request.user, **reason)
        return f"Ссылка аннулирована: {invitation}."

    # --- Pages ------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return LinkList

    def more_urls(self, name):
        return [*self.sweep_urls(name), *self.personal_urls()]

    def changelist_view(self, request, extra_context=None):
        may = bool(self.organizations(request, ISSUE))
        buttons = [("Невостребованные ссылки", self.url("sweep"))] if may else []
        return super().changelist_view(request, {"more_buttons": buttons})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The passport: what became of the link."""
        obj = self.get_object(request, object_id)
        report = passport_of(obj)
        page = page_of(request, report.rows)
        came = [
            (
                self.link_to(request, row.join_request, row.user.full_name),
                f"{moment(row.created_at)} · {row.result}",
            )
            for row in with_results(page.object_list)
        ]
        context = {"report": report, "page_obj": page, "came": came}
        return super().change_view(request, object_id, form_url, context)

    @display(description="кого и куда", ordering="role")
    def into(self, obj):
        return f"{obj.role_label}, {obj.unit}"

    @display(description="роль", ordering="role")
    def role_text(self, obj):
        return obj.role_label

    @display(description="для кого")
    def for_whom(self, obj):
        return obj.is_for_whom or None

    @display(description="вместо неё выпущена")
    def replacement(self, obj):
        return getattr(obj, "replaced_by", None)

    @display(description="тревоги")
    def alarm_text(self, obj):
        if obj.revoked_at is not None:
            return ""
        return "; ".join(dict.fromkeys(alarm.title for alarm in obj.alarms))

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
