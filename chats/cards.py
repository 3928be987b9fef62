"""The cards that offer the kinds of chat: what exists, what may be created, what not and why."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse

from chats.models import Chat, ChatRequest
from chats.places import title_of
from memberships.chat_rights import chat_permission, scope_of
from memberships.models import Membership, Teaching, UnitLeadership
from memberships.queries import families_of_units
from memberships.roles import Role
from organizations.chat_kinds import Creator
from organizations.models import UnitSubject
from sferum_portal.lib.access import Citations
from sferum_portal.lib.text import counted

ICONS = {
    "unit_learners": "people",
    "unit_parents": "family",
    "unit_teachers": "school",
    "unit_subject": "book",
    "other_channel": "channel",
}


@dataclass
class Card:
    """One kind of chat on one place, as `components/kind_card.html` shows it."""

    state: str  # allowed | exists | on_request | requested | forbidden
    title: str
    icon: str = "chat"
    audience: str = ""
    url: str = ""
    post: bool = False
    reason: str = ""
    who_can: str = ""
    clause: str = ""
    action_label: str = ""
    minor: bool = False  # created with a choice of members: a second look, not the first


class Cards:
    """Cards for the organization and for some of its units, in a fixed number of queries."""

    def __init__(self, rights, units=()):
        self.rights = rights
        self.cite = Citations(rights.organization)
        self.organization = rights.organization
        self.kinds = self.organization.profile.chats
        self.units = list(units)
        for unit in self.units:
            unit.organization = self.organization
        self.unit_ids = [unit.pk for unit in self.units]
        self.facts = UnitFacts(self.organization, self.unit_ids)
        self.chats = {
            (chat.kind, chat.unit_id, chat.unit_subject_id): chat
            for chat in Chat.objects.filter(
                Q(unit__in=self.unit_ids) | Q(unit=None),
                organization=self.organization,
                is_standard=True,
            )
        }
        self.own_chats = set(
            Chat.objects.visible_to(rights.standing)
            .filter(pk__in=[chat.pk for chat in self.chats.values()])
            .values_list("pk", flat=True)
        )
        # The latest wish for each chat, with the administrator's answer.
        self.requests = {
            (kind, unit_id, unit_subject_id): (status, reason)
            for kind, unit_id, unit_subject_id, status, reason in ChatRequest.objects.filter(
                organization=self.organization, requested_by=rights.user
            )
            .order_by("created_at", "pk")
            .values_list("kind", "unit_id", "unit_subject_id", "status", "reason")
        }
        self.unit_subjects = {unit_id: [] for unit_id in self.unit_ids}
        for row in UnitSubject.objects.filter(unit__in=self.unit_ids).select_related("subject"):
            row.organization = self.organization
            row.unit = next(unit for unit in self.units if unit.pk == row.unit_id)
            self.unit_subjects[row.unit_id].append(row)

    def for_unit(self, unit):
        """All kinds of chat of a unit; of the subjects those that the person teaches there."""
        cards = []
        for code, kind in self.kinds.items():
            if "unit" in kind.scopes:
                cards.append(self._card(code, unit))
            elif "unit_subject" in kind.scopes:
                cards += [self._card(code, row) for row in self._subjects_shown(unit)]
        return cards

    def for_organization(self, *, only_possible=False):
        """The kinds of chat of the whole organization; ``only_possible`` leaves refusals out."""
        cards = [
            self._card(code, self.organization)
            for code, kind in self.kinds.items()
            if "organization" in kind.scopes and not kind.automatic
        ]
        return [card for card in cards if not (only_possible and card.state == "forbidden")]

    def _subjects_shown(self, unit):
        rows = self.unit_subjects[unit.pk]
        taught = [row for row in rows if row.pk in self.rights.standing.taught_unit_subjects]
        return taught or rows[:1]

    def _card(self, code, place):
        kind = self.kinds[code]
        scope = scope_of(place)
        unit_id = {"unit": place.pk, "unit_subject": getattr(place, "unit_id", None)}.get(scope)
        key = (code, unit_id, place.pk if scope == "unit_subject" else None)
        decision = self.rights.decide_creation(code, place)
        # A subject that the person does not teach stands for all subjects of the unit.
        general = kind.chosen or (scope == "unit_subject" and not decision)
        title = kind.label if general else title_of(code, place)
        card = Card("forbidden", title, ICONS.get(code, "chat"), minor=kind.chosen)
        card.audience = self.facts.audience_text(code, unit_id) if not kind.chosen else ""
        chat = None if kind.chosen else self.chats.get(key)
        if chat is not None and chat.pk in self.own_chats:
            card.state, card.title = "exists", chat.title
            card.url = reverse("chats:chat", args=[self.organization.slug, chat.pk])
        elif chat is not None:
            card.reason = "Чат уже есть, вы в него не входите."
            card.who_can = "" if decision else self._who_can(code, unit_id, decision)
        elif decision:
            card.state = "allowed"
            card.url = self._address("chats:create", code, place)
        elif self.requests.get(key, ("", ""))[0] == ChatRequest.Status.PENDING:
            card.state, card.reason = "requested", "Вы попросили об этом чате."
        elif decision.on_request:
            card.state, card.reason = "on_request", decision.reason
            if refused := self.requests.get(key, ("", ""))[1]:
                card.reason = f"Прошлую просьбу администратор отклонил: {refused}"
            card.url, card.post = self._address("chats:ask", code, place), True
        else:
            decision = self.cite(decision, chat_permission(code), place)
            card.reason = decision.reason
            card.clause = f"{decision.rule} {decision.clause}".strip()
            card.who_can = self._who_can(code, unit_id, decision)
        return card

    def _address(self, name, code, place):
        return reverse(name, args=[self.organization.slug, code, scope_of(place), place.pk])

    def _who_can(self, code, unit_id, decision):
        """The creators in words; for a unit's leader also the names."""
        leaders = self.facts.leaders.get(unit_id, [])
        if leaders and Creator.LEADER in self.rights.strategy.creators(code):
            names = ", ".join(user.short_name for user in leaders)
            return f"{decision.who_can} ({names})"
        return decision.who_can


class UnitFacts:
    """How many people the audiences of some units hold, and who leads the units."""

    def __init__(self, organization, unit_ids):
        self.organization = organization
        self.families = families_of_units(organization, unit_ids)
        current = Membership.objects.current().filter(organization=organization)
        self.learners = dict(
            current.with_account()
            .filter(role=Role.LEARNER, unit__in=unit_ids)
            .values_list("unit")
            .annotate(Count("user", distinct=True))
        )
        self.listed = dict(
            current.filter(role=Role.LEARNER, unit__in=unit_ids)
            .values_list("unit")
            .annotate(Count("user", distinct=True))
        )
        self.teachers = dict(
            Teaching.objects.current()
            .filter(unit_subject__unit__in=unit_ids, membership__in=current)
            .values_list("unit_subject__unit")
            .annotate(Count("membership__user", distinct=True))
        )
        self.leaders = {}
        for row in (
            UnitLeadership.objects.current()
            .filter(unit__in=unit_ids, membership__in=current)
            .select_related("membership__user")
        ):
            self.leaders.setdefault(row.unit_id, []).append(row.membership.user)

    def parents_text(self, unit_id):
        """«27 родителей из 24 семей»"""
        parents, families = self.families[unit_id]
        if not parents:
            return "родители ещё не вступили"
        return (
            counted(parents, "родитель", "родителя", "родителей")
            + " из "
            + counted(families, "семьи", "семей", "семей")
        )

    def learners_text(self, unit_id, *, listed=False):
        word = self.organization.words.learner
        number = (self.listed if listed else self.learners).get(unit_id, 0)
        return counted(number, word.nom, word.gen, word.pl_gen)

    def audience_text(self, code, unit_id):
        """The audience of a unit's standard chat in numbers; empty for other kinds."""
        if code == "unit_parents":
            return self.parents_text(unit_id)
        if code in ("unit_learners", "unit_subject"):
            return self.learners_text(unit_id)
        if code == "unit_teachers":
            return counted(self.teachers.get(unit_id, 0), "педагог", "педагога", "педагогов")
        return ""
