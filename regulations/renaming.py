"""Everything of an organization that names a platform: documents, chats, links."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from chats.models import Chat
from invitations.models import Invitation
from organizations.models import Platform
from regulations import contents
from regulations.living.amending import names_platform
from regulations.models import Document, DocumentVersion
from sferum_portal.lib.text import search_form

#: A name so short would be found in half of all words.
SHORTEST_NAME = 2


@dataclass
class Named:
    """What names the platform: a version in force with its clauses, a chat, a link."""

    title: str
    detail: str
    url: str = ""
    places: list = field(default_factory=list)


class Naming:
    """The finds of one name, in a fixed number of queries."""

    def __init__(self, organization, name):
        self.organization, self.name = organization, name
        self.known = len(name) >= SHORTEST_NAME

    def documents(self):
        """Versions in force: of the regulation each clause, of other papers the whole paper."""
        rows = DocumentVersion.objects.in_force().filter(organization=self.organization)
        return [
            found
            for version in rows.select_related("document", "organization").order_by("pk")
            if self.known and (found := self._document(version))
        ]

    def _document(self, version):
        places = ["название"] if self._names(version.title) else []
        slug = self.organization.slug
        if version.document.kind == Document.Kind.REGULATION:
            url = reverse("regulations:version_text", args=[slug, version.number])
            places += [
                f"п. {clause.number}"
                for clause, _ in contents.frozen_clauses(version)
                if self._names(clause.text)
            ]
        else:
            url = ""
            places += ["текст"] if self._names(_words(version.data)) else []
        if version.document.kind == Document.Kind.AMENDMENT:
            url = reverse("regulations:amendment", args=[slug, version.pk])
        if not places:
            return None
        kind = version.document.get_kind_display()
        return Named(version.title, f"{kind}: {', '.join(places)}", url, places)

    def chats(self):
        """Chats whose title names it; the search form narrows them in the database."""
        rows = Chat.objects.filter(
            organization=self.organization, search_title__contains=search_form(self.name)
        )
        return [
            Named(chat.title, "канал" if chat.is_channel else "чат")
            for chat in (rows.order_by("title", "pk")[:200] if self.known else ())
            if self._names(chat.title)
        ]

    def links(self):
        """Links that still open, whose note names it: their sheets were printed with it."""
        rows = Invitation.objects.filter(
            organization=self.organization, expires_at__gt=timezone.now(), revoked_at=None
        ).exclude(note="")
        return [
            Named(row.note, f"ссылка-приглашение до {row.expires_at:%d.%m.%Y}")
            for row in (rows.select_related("unit").order_by("-pk")[:500] if self.known else ())
            if self._names(row.note)
        ]

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


def former_name(organization):
    """The platform before the present one, or the present one where none is before."""
    today = timezone.localdate()
    rows = list(Platform.objects.filter(organization=organization, starts_on__lte=today)[:2])
    return rows[-1].name if rows else ""


def _words(data):
    """All texts of a paper's content, whatever its form."""
    if isinstance(data, str):
        return data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return " ".join(_words(part) for part in parts)
