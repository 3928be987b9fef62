"""Reads for the pages of chats."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery

from chats.models import Chat, Message
from chats.places import title_of
from memberships.models import Membership, UnitLeadership
from memberships.roles import STAFF_ROLES, Role, role_label
from organizations.kinds import ChatKind
from organizations.models import Unit
from organizations.strategy import Strategy
from sferum_portal.lib.text import search_form

PAGE = 50


def own_chats(standing, search=""):
    """The person's chats, the latest conversation first; each with ``last_text``, ``last_at``."""
    latest = Message.objects.filter(chat=OuterRef("pk")).order_by("-pk")
    chats = Chat.objects.visible_to(standing).annotate(
        last_pk=Subquery(latest.values("pk")[:1]),
        last_text=Subquery(latest.values("text")[:1]),
        last_at=Subquery(latest.values("created_at")[:1]),
        last_surname=Subquery(latest.values("author__surname")[:1]),
    )
    if search:
        chats = chats.filter(search_title__contains=search_form(search))
    return chats.order_by(F("last_pk").desc(nulls_last=True), "title", "pk")


def messages_page(chat, before=None):
    """Up to 50 messages, oldest first, and whether there are earlier ones."""
    messages = chat.messages.select_related("author").order_by("-pk")
    if before:
        messages = messages.filter(pk__lt=before)
    rows = list(messages[: PAGE + 1])
    return rows[:PAGE][::-1], len(rows) > PAGE


def people_shown(chat, standing):
    """Whom the page of participants names, and whether it leaves anybody out.

    A chat makes its people known to one another; a channel is read by whole families of a whole
    organization, who have nothing to do with one another: they see the staff and themselves.
    """
    everybody = chat.people()
    if not chat.is_channel or standing.is_staff:
        return everybody, False
    staff = (
        Membership.objects.current().with_roles(*STAFF_ROLES).filter(organization=chat.organization)
    )
    return everybody.filter(Q(pk__in=staff.values("user")) | Q(pk=standing.user.pk)), True


def label_people(organization, users):
    """``{user id: "классный руководитель 5А"}``: what each is here, never phone or e-mail.

    Staff by role, post and led units, learners by their unit, parents as parents. Two queries.
    """
    pks = [user.pk for user in users]
    rows = (
        Membership.objects.current()
        .filter(organization=organization, user__in=pks)
        .select_related("unit")
        .order_by("pk")
    )
    leads = {}
    for user_id, name in (
        UnitLeadership.objects.current()
        .filter(organization=organization, membership__user__in=pks)
        .values_list("membership__user", "unit__name")
    ):
        leads.setdefault(user_id, []).append(name)
    labels = {}
    for row in rows:
        text = role_label(organization, row.role)
        if row.role == Role.LEARNER and row.unit:
            text = f"{text}, {row.unit.name}"
        elif row.role in STAFF_ROLES and row.post:
            text = row.post[:1].upper() + row.post[1:]
        labels.setdefault(row.user_id, []).append(text)
    leader = organization.words.leader
    for user_id, names in leads.items():
        labels.setdefault(user_id, []).append(f"{leader} {', '.join(names)}")
    return {pk: " · ".join(dict.fromkeys(texts)) for pk, texts in labels.items()}


def led_units(standing):
    """The units of this year that the person leads, by name."""
    return list(
        Unit.objects.current()
        .filter(pk__in=standing.led_units)
        .select_related("organization", "school_year")
    )


@dataclass(frozen=True)
class Missing:
    """A kind of chat that the strategy makes, and the units that lack theirs."""

    kind: ChatKind
    units: list

    @property
    def titles(self):
        return [title_of(self.kind.code, unit) for unit in self.units]


def missing_chats(organization):
    """What the strategy makes automatically and is not there yet: ``[Missing]``, in four queries.

    Of all units whose school year is not over, a coming one included.
    """
    kinds = Strategy(organization).automatic
    if not kinds:
        return []
    units = list(
        Unit.objects.not_over()
        .filter(organization=organization)
        .exclude(kind=Unit.STAFF)
        .order_by("school_year__starts_on", "grade", "name")
    )
    for unit in units:
        unit.organization = organization
    existing = set(
        Chat.objects.filter(
            organization=organization, is_standard=True, unit_subject=None
        ).values_list("kind", "unit")
    )
    found = [
        Missing(kind, [unit for unit in units if (kind.code, unit.pk) not in existing])
        for kind in kinds
    ]
    return [each for each in found if each.units]
