"""A draft on the desk: its rows, its facts of today, and what is printed of them."""

from functools import cache, cached_property

from regulations import contents, library
from regulations.editing.merging import difference, merged
from regulations.editing.outline import Outline
from regulations.editing.wording import Wording, without_keys
from regulations.facts import facts_of
from sferum_portal.lib.errors import DomainError


class EditConflict(DomainError):
    """Somebody else has changed the clause since this person opened it; nothing is written.

    All texts are as the editor shows them.
    """

    def __init__(self, *, clause, base, theirs, mine, who=""):
        super().__init__(
            "Пока вы писали, этот пункт изменили. Ваш текст цел: выберите, что останется."
        )
        self.clause, self.base, self.theirs, self.mine, self.who = clause, base, theirs, mine, who

    @property
    def their_changes(self):
        """To be read, so without the keys of references."""
        return difference(without_keys(self.base), without_keys(self.theirs))

    @property
    def my_changes(self):
        return difference(without_keys(self.base), without_keys(self.mine))

    @property
    def together(self):
        """Both changes in one text, where they do not touch the same words."""
        text = merged(self.base, self.theirs, self.mine)
        return None if text in (None, self.mine, self.theirs) else text


class Desk:
    """What verbs and the page need to know of one draft, in a fixed number of queries."""

    def __init__(self, version):
        self.version = version
        self.kind = version.organization.profile
        self.facts = facts_of(version)
        self.holding = library.conditions(self.kind, self.facts)
        self.outline = Outline(version, self.holding)

    @cached_property
    def written(self):
        return library.write(self.kind, self.facts, contents.entries_of(self.outline.root))

    @cached_property
    def wording(self):
        return Wording(self.kind, self.written)

    def number(self, node):
        """«2.4»; empty where the clause does not stand."""
        return self.written.numbers.get((node.namespace, node.row.key), "")

    def label(self, node):
        """«п. 2.4», «раздел 3»; by its first words where it has no number."""
        number = self.number(node)
        if not number:
            return f"«{self.wording.shown(node.row.text)[:40]}…»"
        return f"раздел {number}" if node.namespace == "section" else f"п. {number}"

    def shown(self, node):
        return self.wording.shown(node.row.text)

    def library_text(self, node):
        """The library's template of a clause with this key; None where it has none."""
        entry = library_entries().get((node.namespace, node.row.key))
        return entry and (entry["title"] if node.namespace == "section" else entry["text"])

    def same(self, one, other):
        return self.wording.canonical(one) == self.wording.canonical(other)


@cache
def library_entries():
    """``{("section" or "clause", key): entry}`` of everything that the library has."""
    found = {}
    for section in library.all_entries():
        found["section", section["key"]] = section
        for clause in section["clauses"]:
            found["clause", clause["key"]] = clause
            for part in clause.get("clauses", ()):
                found["clause", part["key"]] = part
    return found
