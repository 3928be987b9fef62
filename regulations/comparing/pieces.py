"""A text as the flat list of its titles, clauses and sub-clauses."""

from dataclasses import dataclass
from functools import cached_property

from regulations.comparing.words import normal, tidy

SECTION, CLAUSE, SUBCLAUSE = "section", "clause", "subclause"


@dataclass(frozen=True)
class Piece:
    """A section's title, a clause or a sub-clause; ``address`` is its anchor on the page."""

    level: str
    number: str
    key: str
    text: str
    parent: int | None  # the place of its parent in the flat list
    printed: str = ""  # «2.4.1.», «а)», «–»
    cited: str = ""  # as it is referred to where it has no number of its own

    @property
    def label(self):
        """«п. 2.4», «раздел 3»"""
        return (
            f"раздел {self.number}" if self.level == SECTION else f"п. {self.cited or self.number}"
        )

    @cached_property
    def normal(self):
        return normal(self.text)


def flatten(sections):
    """Titles, clauses and sub-clauses as `Piece`s, in the order of reading."""
    pieces = []

    def add(level, part, text, parent):
        shown = (getattr(part, "label", f"{part.number}."), getattr(part, "cited", part.number))
        pieces.append(Piece(level, part.number, part.key, tidy(text), parent, *shown))
        return len(pieces) - 1

    def add_parts(parts, parent):
        for part in parts:
            add_parts(part.subclauses, add(SUBCLAUSE, part, part.text, parent))

    for section in sections:
        at = add(SECTION, section, section.title, None)
        for clause in section.clauses:
            add_parts(clause.subclauses, add(CLAUSE, clause, clause.text, at))
    return pieces
