"""The school's own decisions about chats: one ruling, one personal exception, one request."""

from datetime import timedelta

from chats.services import ask_for_chat
from memberships.chat_rights import chat_permission
from memberships.grants import give
from organizations.chat_kinds import Creator, Ruling
from organizations.services import set_ruling
from sferum_portal.demo_data.dates import at

SUBSTITUTED = "6А"


def decide_exceptions(plan):
    """A substitute may create the chats of another's class; a teacher asks for a channel."""
    if plan.organization.slug != "school":
        return
    calendar, organization = plan.calendar, plan.organization
    admin, head = plan.cast["admin"].user, plan.cast["head"].user
    unit = plan.units[SUBSTITUTED]
    leader = plan.leaders[SUBSTITUTED][0]
    others = [row for row in plan.teachers[SUBSTITUTED] if row.is_verified and row is not leader]
    with at(calendar.ago(9, 10)):
        set_ruling(
            organization=organization,
            by=head,
            chat_kind="other_channel",
            creator=Creator.TEACHER,
            ruling=Ruling.ON_REQUEST,
        )
    with at(calendar.ago(4, 9, 40)):
        give(
            user=others[-1].user,
            perm=chat_permission("unit_parents"),
            obj=unit,
            by=admin,
            reason=f"Замещает классного руководителя {unit} на время отпуска, приказ № 61-к",
            expires_on=calendar.today + timedelta(days=24),
        )
    with at(calendar.ago(1, 15, 10)):
        ask_for_chat(kind="other_channel", place=unit, by=others[0].user)
