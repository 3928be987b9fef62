"""Everything of an organization that names a platform: documents, chats, links."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse
from django.utils import timezone

from chats.models import Chat
from invitations.models import Invitation
from regulations import contents, library
from regulations.facts import facts_of
from regulations.living.platform_names import names_platform
from regulations.models import Document, DocumentVersion
from regulations.papers.kinds import all_kinds
from regulations.places import address_of
from sferum_portal.lib.text import search_form

#: A name so short would be found in half of all words.
SHORTEST_NAME = 2
REGULATION = Document.Kind.REGULATION


def is_history(kind):
    """Whether papers of this kind tell what was done or said under the former name: no new name
    changes that, and minutes of the past are not written anew.
    """
    paper = all_kinds().get(kind)
    acts = (Document.Kind.AMENDMENT, Document.Kind.REGISTRATION_LETTER)
    return kind in acts or (paper is not None and paper.act == "protocol")


@dataclass
class Named:
    """What names the platform: a version of a document with its clauses, a chat, a link.

    ``renewable`` says that a draft of the same kind can be prepared to take its place,
    ``holds`` that it is the regulation in force, ``amendable`` that changes to it can be drafted.
    """

    title: str
    detail: str
    url: str = ""
    kind: str = ""
    renewable: bool = False
    holds: bool = False
    amendable: bool = False


class Naming:
    """The finds of one name, in a fixed number of queries.

    Chats and links lead to their registers: who prepares documents takes part in few of them.
    """

    def __init__(self, organization, name):
        self.organization, self.name = organization, name
        self.known = len(name) >= SHORTEST_NAME

    @cached_property
    def documents(self):
        """Versions in force, coming ones and drafts: of the regulation each clause, of other
        papers the whole paper.
        """
        if not self.known:
            return []
        rows = DocumentVersion.objects.filter(organization=self.organization)
        rows = rows.select_related("document", "organization")
        prepared = list(rows.drafts())
        drafts = {row.document.kind: row for row in prepared}
        found = {}
        # Of several orders of a kind the latest is what a new one takes the place of.
        for version in [
            *rows.in_force().order_by("-document_id", "-pk"),
            *rows.coming().order_by("effective_from", "pk"),
            *prepared,
        ]:
            kind = version.document.kind
            if is_history(kind):
                continue
            if row := self._document(version, drafts.get(kind)):
                row.renewable = row.renewable and kind not in found
                found.setdefault(kind, []).append(row)
        return [row for kind in sorted(found, key=list(Document.Kind).index) for row in found[kind]]

    @property
    def in_regulation(self):
        """Whether the regulation in force names it."""
        return any(row.holds for row in self.documents)

    @property
    def can_amend(self):
        """The same, while no later version is approved: that one can be changed only later."""
        return any(row.amendable for row in self.documents)

    @property
    def renewable(self):
        """The papers that a draft of the same kind can take the place of."""
        return [row for row in self.documents if row.renewable]

    def _document(self, version, draft):
        places = self._places(version)
        if not places:
            return None
        kind = version.document.kind
        title = version.title or version.data.get("title") or version.document.title
        detail = f"{version.document.get_kind_display()}: {', '.join(places)}"
        if version.is_draft:
            return Named(title, f"{detail}; проект", self._draft_page(version), kind)
        if version.is_coming:
            detail += f"; начнёт действовать {version.effective_from:%d.%m.%Y}"
            return Named(title, detail, address_of(version), kind)
        if kind == REGULATION:
            last = version.status == version.Status.APPROVED
            return Named(title, detail, address_of(version), kind, holds=True, amendable=last)
        if draft:
            return Named(title, f"{detail}; готовится новый", address_of(draft), kind)
        return Named(title, detail, address_of(version), kind, renewable=True)

    def _draft_page(self, version):
        """Where a draft is put right."""
        if version.document.kind != REGULATION:
            return address_of(version)
        return reverse("regulations:draft_edit", args=[self.organization.slug])

    def _places(self, version):
        """«название», «раздел 3», «п. 2.4 «б»», each once."""
        title = version.data.get("title", "") if version.is_draft else version.title
        places = ["название"] if self._names(title) else []
        if version.document.kind != REGULATION:
            own = {key: value for key, value in version.data.items() if key != "title"}
            return places + (["текст"] if self._names(_words(own)) else [])
        texts = texts_of_draft(version) if version.is_draft else texts_of_version(version)
        return list(dict.fromkeys(places + [at for at, text in texts if self._names(text)]))

    @cached_property
    def _chats(self):
        """``{pk: chat}`` whose title names it; the search form narrows them in the database."""
        rows = Chat.objects.filter(
            organization=self.organization, search_title__contains=search_form(self.name)
        )
        rows = rows.order_by("title", "pk") if self.known else ()
        return {chat.pk: chat for chat in rows if self._names(chat.title)}

    @property
    def chats(self):
        return [
            Named(
                chat.title,
                "канал" if chat.is_channel else "чат",
                reverse("admin:chats_chat_change", args=[chat.pk]),
            )
            for chat in self._chats.values()
        ]

    @cached_property
    def links(self):
        """Links that still open whose sheets and slips name it: by their mark, by the unit or by
        the chats into which they lead.
        """
        if not self.known:
            return []
        rows = Invitation.objects.open().filter(organization=self.organization)
        # A school has thousands; what is not named here is not kept.
        rows = rows.select_related("unit").order_by("-pk").iterator(chunk_size=1000)
        return [named for row in rows if (named := self._link(row))]

    def _link(self, row):
        named = [text for text in (row.note, row.unit.name) if self._names(text)]
        named += [self._chats[pk].title for pk in row.chats if pk in self._chats]
        if not named:
            return None
        row.organization = self.organization
        page = reverse("admin:invitations_invitation_change", args=[row.pk])
        return Named(f"{row}: {', '.join(named)}", f"до {row.until}", page)

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


def texts_of_version(version):
    """``(place, text)`` of all titles and clauses of a frozen regulation."""
    return [(place, text) for place, _, text in _pieces(contents.sections(version))]


def texts_of_draft(version):
    """``(place, text)`` of what a draft says in words of its own: its templates, where they stand.

    A placeholder names no platform, it follows the organization's own record.
    """
    rows = {(row.parent_id is None, row.key): row.text for row in version.clauses.all()}
    facts, entries = facts_of(version), contents.draft_entries(version)
    written = library.write(version.organization.profile, facts, entries)
    return [(at, rows[key]) for at, key, _ in _pieces(written.sections) if key in rows]


def _pieces(sections):
    for section in sections:
        yield f"раздел {section.number}", (True, section.key), section.title
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                yield f"п. {part.cited}", (False, part.key), part.text


def _words(data):
    """All texts of a paper's content, whatever its form."""
    if isinstance(data, str):
        return data
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return " ".join(_words(part) for part in parts)
