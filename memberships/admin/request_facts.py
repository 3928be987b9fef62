"""What the page of one join request says of it, fact by fact."""

from django.utils.html import format_html_join
from django.utils.text import capfirst
from unfold.decorators import display

from memberships import link_chats
from memberships.models import JoinRequest
from memberships.roles import Role
from sferum_portal.lib.admin.texts import moment

Status = JoinRequest.Status


class RequestFacts:
    """The columns of `JoinRequestAdmin.facts`; where one says None there is nothing to say."""

    @display(description="заявитель")
    def applicant_name(self, obj):
        return obj.applicant.full_name

    @display(description="как связаться")
    def contact(self, obj):
        spans = (("nowrap", text) for text in obj.contacts)
        return format_html_join(", ", '<span class="{}">{}</span>', spans)

    @display(description="роль")
    def role_text(self, obj):
        return capfirst(obj.role_label)

    @display(description="сверка со списком")
    def matched(self, obj):
        if not obj.pile:
            return None
        return "; ".join([obj.get_pile_display(), *obj.match_reasons])

    def history_text(self, record, field_name, value):
        return " ".join(value) if field_name == "chat_notes" else None

    @display(description="и в чаты")
    def chats_text(self, obj):
        titles = link_chats.titles(obj.organization, obj.chats)
        return "; ".join([*titles.values(), *obj.chat_notes])

    @display(description="удержана")
    def held(self, obj):
        return f"{obj.held_reason}, с {moment(obj.held_at)}" if obj.is_held else None

    @display(description="ребёнок")
    def child_text(self, obj):
        if obj.role != Role.PARENT:
            return None
        return obj.child.full_name if obj.child else f"не найден: {obj.child_typed}"

    @display(description="есть ограничение")
    def restriction_text(self, obj):
        link = obj.restriction
        return f"{link}: {link.restriction_basis}" if link else None

    @display(description="кто пригласил")
    def invited(self, obj):
        if obj.invited_by is None:
            return obj.without_link
        note = f" (ссылка «{obj.invitation_note}»)" if obj.invitation_note else ""
        return f"{obj.invited_by.full_name}{note}"

    @display(description="состояние")
    def state_text(self, obj):
        return capfirst(obj.state.label)

    @display(description="кто проверяет")
    def seen_by_name(self, obj):
        return f"{obj.seen_by.full_name}, {moment(obj.seen_at)}" if obj.seen_by else None

    @display(description="кто решил")
    def decider(self, obj):
        return obj.decided_by.full_name if _was_decided(obj) else None

    @display(description="решена")
    def decided_on(self, obj):
        return moment(obj.decided_at) if _was_decided(obj) else None

    @display(description="отозвана")
    def withdrawn_on(self, obj):
        return moment(obj.decided_at) if obj.status == Status.WITHDRAWN else None

    @display(description="почта родителя")
    def parent_text(self, obj):
        if not obj.parent_email:
            return None
        done = "ждём код из письма" if obj.is_unconfirmed else "подтверждена кодом"
        return f"{obj.parent_email} — {done}"


def _was_decided(join_request):
    """By those who decide: a withdrawal is the applicant's own."""
    return join_request.status in (Status.APPROVED, Status.REJECTED)
