"""Everything of an organization that names a platform: documents, chats, links."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from chats.models import Chat
from invitations.models import Invitation
from memberships import link_chats
from regulations import contents
from regulations.living.amending import names_platform
from regulations.models import Document, DocumentVersion
from regulations.places import address_of
from sferum_portal.lib.text import search_form

#: A name so short would be found in half of all words.
SHORTEST_NAME = 2
MOST = 500
#: What was done or said under the former name: history, which no new name changes.
HISTORY = frozenset(
    {Document.Kind.AMENDMENT, Document.Kind.PROTOCOL_EXTRACT, Document.Kind.REGISTRATION_LETTER}
)


@dataclass
class Named:
    """What names the platform: a version in force with its clauses, a chat, a link.

    ``renewable`` says that a draft of the same kind can be prepared to take its place.
    """

    title: str
    detail: str
    url: str = ""
    kind: str = ""
    renewable: bool = False


class Naming:
    """The finds of one name, in a fixed number of queries.

    Chats and links lead to their registers: who prepares documents takes part in few of them.
    """

    def __init__(self, organization, name):
        self.organization, self.name = organization, name
        self.known = len(name) >= SHORTEST_NAME

    @cached_property
    def documents(self):
        """Versions in force: of the regulation each clause, of other papers the whole paper."""
        if not self.known:
            return []
        rows = DocumentVersion.objects.in_force().filter(organization=self.organization)
        rows = rows.exclude(document__kind__in=HISTORY).select_related("document", "organization")
        drafts, found = self._drafts(), {}
        # Of several orders of a kind the latest is what a new one takes the place of.
        for version in rows.order_by("-document_id", "-pk"):
            if row := self._document(version, drafts.get(version.document.kind)):
                row.renewable = row.renewable and row.kind not in found
                found.setdefault(row.kind, []).append(row)
        return [row for kind in sorted(found, key=list(Document.Kind).index) for row in found[kind]]

    @property
    def in_regulation(self):
        return any(row.kind == Document.Kind.REGULATION for row in self.documents)

    @property
    def renewable(self):
        """The papers that a draft of the same kind can take the place of."""
        return [row for row in self.documents if row.renewable]

    def _drafts(self):
        rows = DocumentVersion.objects.drafts().filter(organization=self.organization)
        rows = rows.exclude(document__kind=Document.Kind.AMENDMENT)
        return {row.document.kind: row for row in rows.select_related("document", "organization")}

    def _document(self, version, draft):
        places = ["название"] if self._names(version.title) else []
        kind = version.document.kind
        is_regulation = kind == Document.Kind.REGULATION
        if is_regulation:
            places += [
                f"п. {clause.number}"
                for clause, _ in contents.frozen_clauses(version)
                if self._names(clause.text)
            ]
        else:
            places += ["текст"] if self._names(_words(version.data)) else []
        if not places:
            return None
        detail = f"{version.document.get_kind_display()}: {', '.join(places)}"
        if draft and not is_regulation:
            return Named(version.title, f"{detail}; готовится новый", address_of(draft), kind)
        return Named(version.title, detail, address_of(version), kind, renewable=not is_regulation)

    @cached_property
    def chats(self):
        """Chats whose title names it; the search form narrows them in the database."""
        rows = Chat.objects.filter(
            organization=self.organization, search_title__contains=search_form(self.name)
        )
        return [
            Named(
                chat.title,
                "канал" if chat.is_channel else "чат",
                reverse("admin:chats_chat_change", args=[chat.pk]),
            )
            for chat in (rows.order_by("title", "pk")[:MOST] if self.known else ())
            if self._names(chat.title)
        ]

    @cached_property
    def links(self):
        """Links that still open whose sheets and slips name it: by their mark, by the unit or by
        the chats into which they lead.
        """
        if not self.known:
            return []
        rows = Invitation.objects.open().filter(organization=self.organization)
        rows = list(rows.select_related("unit", "organization").order_by("-pk")[:MOST])
        titles = link_chats.titles(self.organization, {pk for row in rows for pk in row.chats})
        found = []
        for row in rows:
            chats = [titles[pk] for pk in row.chats if pk in titles]
            named = [text for text in (row.note, row.unit.name, *chats) if self._names(text)]
            if named:
                page = reverse("admin:invitations_invitation_change", args=[row.pk])
                found.append(Named(f"{row}: {', '.join(named)}", f"до {row.until}", page))
        return found

    @cached_property
    def facts(self):
        """Facts of the organization that documents print."""
        fields = ("consultation_schedule", "ejournal", "full_name")
        return [
            Named(getattr(self.organization, name), "сведения организации")
            for name in fields
            if self.known and self._names(getattr(self.organization, name))
        ]

    def _names(self, text):
        return names_platform(text, self.name)


@dataclass(frozen=True)
class Change:
    """From one platform to another; ``starts_on`` is the first day of the other."""

    former: str = ""
    name: str = ""
    starts_on: date | None = None

    @property
    def is_coming(self):
        return self.starts_on is not None and self.starts_on > timezone.localdate()


def change_of(organization):
    """The change of platform that comes next, else the last one that there was."""
    rows = list(organization.platforms.order_by("-starts_on"))
    coming = [row for row in rows if row.starts_on > timezone.localdate()]
    rows = rows[len(coming) - 1 :] if coming else rows
    if len(rows) < 2:
        return Change(former=rows[0].name) if rows else Change()
    return Change(rows[1].name, rows[0].name, rows[0].starts_on)


def _words(data):
    """All texts of a paper's content, whatever its form."""
    if isinstance(data, str):
        return data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return " ".join(_words(part) for part in parts)
