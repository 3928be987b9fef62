"""Which clause of the regulation in force stands behind a refusal of the portal."""

import re

from django.urls import reverse

from chats.models import Chat
from memberships.chat_rights import CHAT_PERMISSIONS
from organizations.chat_kinds import KIND_OF_CODENAME
from regulations import library
from regulations.comparing.words import normal
from regulations.library.marks import cited, mark_of
from regulations.living.bindings import chat_of_line
from regulations.models import Clause, Document, DocumentVersion
from regulations.numbering import numbered_rows

LIST_OF_CHATS, SYSTEM_CHANNELS = "chat_matrix", "system_channels"
RIGHTS_IN_CHATS = ("chats.view_chat", "chats.post_message", "chats.manage_chatmembers")


def clauses_behind(organization):
    """``(perm, obj) -> («п. 4.2 Положения», address)`` or None; one query for the whole page."""
    rows = list(
        Clause.objects.filter(
            organization=organization,
            version__document__kind=Document.Kind.REGULATION,
            version__in=DocumentVersion.objects.in_force(),
        )
        .select_related("version")
        .order_by("position")
    )
    return _Clauses(organization, rows)


class _Clauses:
    def __init__(self, organization, rows):
        self.organization = organization
        self.profile = organization.profile
        numbered = numbered_rows(rows)
        self.version = rows[0].version if rows else None
        kinds = {row.pk: row.marks for row in rows}
        self.marks = {
            number: mark_of(kinds.get(row.parent_id, ""), row.position) for number, row in numbered
        }
        self.by_key = {row.key: number for number, row in numbered if row.parent_id}
        self.by_norm = {}
        for number, row in numbered:
            for norm in row.norms:
                self.by_norm.setdefault(norm, number)
        self.by_chat = {
            code: number
            for number, row in numbered
            if row.parent_id and (code := chat_of_line(row.text, self.profile))
        }

    def __call__(self, perm, obj):
        number = self._number(perm, obj) if self.version else None
        if number is None:
            return None
        page = reverse(
            "regulations:version_text", args=[self.organization.slug, self.version.number]
        )
        named = cited(number, self.marks[number])
        return f"п. {named} {self._of_what()}", f"{page}#p{number}"

    def _number(self, perm, obj):
        if perm in CHAT_PERMISSIONS:
            return self._of_chat(KIND_OF_CODENAME[perm.partition(".")[2]])
        if perm in RIGHTS_IN_CHATS and isinstance(obj, Chat):
            if obj.is_system and perm == "chats.post_message":
                return self.by_key.get(SYSTEM_CHANNELS)
            return self._of_chat(obj.kind)
        keys, norms = _behind().get(perm, ((), ()))
        found = [self.by_key[key] for key in keys if key in self.by_key]
        found += [self.by_norm[norm] for norm in norms if norm in self.by_norm]
        return found[0] if found else None

    def _of_chat(self, code):
        return self.by_chat.get(code) or self.by_key.get(LIST_OF_CHATS)

    def _of_what(self):
        """«Положения», «Порядка», «Правил»: the first word of the title after a number."""
        first = re.match(r"\w+", normal(self.version.title))
        return KINDS_OF_ACT.get(first and first[0].casefold(), "Положения")


#: What the title begins with, as it stands after the number of a clause.
KINDS_OF_ACT = {
    "положение": "Положения",
    "порядок": "Порядка",
    "правила": "Правил",
    "регламент": "Регламента",
    "инструкция": "Инструкции",
}


def _behind():
    """``{right: (keys of clauses, their norms)}`` as the library has them."""
    found = {}
    for section in library.section_entries():
        for clause in section["clauses"]:
            for part in (clause, *clause.get("clauses", ())):
                for right in part.get("rights", ()):
                    keys, norms = found.setdefault(right, ([], []))
                    keys.append(part["key"])
                    norms += part.get("norms", [])
    return found
