"""The strategy of chats in force: the kind's defaults with the organization's own rulings."""

from functools import cached_property

from organizations.chat_kinds import Creator, Ruling
from organizations.models import AutomaticChat, ChatRule


class Strategy:
    """Who may create which kind of chat in one organization; one query, then a dictionary."""

    def __init__(self, organization):
        self.organization = organization
        self.kinds = organization.profile.chats
        self.own = {
            (kind, creator): Ruling(ruling)
            for kind, creator, ruling in ChatRule.objects.filter(
                organization=organization
            ).values_list("chat_kind", "creator", "ruling")
        }

    def ruling(self, chat_kind, creator):
        """Allowed, on request or denied; a kind that the organization lacks is always denied."""
        if chat_kind not in self.kinds or self.kinds[chat_kind].automatic:
            return Ruling.DENIED
        return self.own.get((chat_kind, creator), self.default(chat_kind, creator))

    def default(self, chat_kind, creator):
        allowed = creator in self.kinds[chat_kind].creators
        return Ruling.ALLOWED if allowed else Ruling.DENIED

    def creators(self, chat_kind, ruling=Ruling.ALLOWED):
        """The creators with this ruling, in the order of the enumeration."""
        return [who for who in Creator if self.ruling(chat_kind, who) == ruling]

    def can_be_ruled(self, chat_kind, creator):
        """Whether the pair makes sense: a leader exists only where the chat belongs to a unit."""
        scopes = self.kinds[chat_kind].scopes
        if creator == Creator.SUBJECT_TEACHER:
            return "unit_subject" in scopes
        if creator == Creator.LEADER:
            return bool({"unit", "unit_subject"} & set(scopes))
        return True

    @property
    def can_be_automatic(self):
        """The kinds of chat that may come into being with a unit."""
        return [kind for kind in self.kinds.values() if kind.can_come_with_units]

    @cached_property
    def automatic(self):
        """Those of them that do, by the organization's decision; a query of its own."""
        decided = AutomaticChat.objects.filter(organization=self.organization)
        codes = set(decided.values_list("chat_kind", flat=True))
        return [kind for kind in self.can_be_automatic if kind.code in codes]
