"""An imported regulation as a person checks it: with its doubts where they belong."""

from dataclasses import dataclass

from organizations import kinds
from regulations import library
from regulations.coverage import typical_sections
from regulations.importing.doubts import placed_doubts
from regulations.importing.drafting import draft_entries, renumbered
from regulations.importing.result import ADOPTS, AGREES, APPROVES, CONSIDERS
from sferum_portal.lib.text import counted

KINDS = {
    APPROVES: "Утверждает",
    AGREES: "Согласовано",
    ADOPTS: "Принято",
    CONSIDERS: "Рассмотрено",
}
_OFFERED = 2
_SHOWN = 4


@dataclass(frozen=True)
class Lacking:
    """A norm that the text does not cover, and what the portal's library says of it."""

    id: str
    title: str
    offers: tuple[str, ...]


class Review:
    """What the page shows of an `Imported`, in the words of an organization's kind.

    ``known`` is the act of the register that a `Basis` means, or None.
    """

    def __init__(self, imported, kind_code, known):
        self.imported = imported
        self.title = imported.title
        self.leftovers = imported.notes.leftovers
        self.corrections = imported.notes.corrections.most_common()
        at, others = placed_doubts(imported)
        self.sections = [_section(section, at) for section in imported.sections]
        #: Pairs of an anchor on the page, empty for what has no place there, and a doubt.
        self.doubts = [*_placed(self.sections), *(("", doubt) for doubt in others)]
        self.approvals = [
            {"decides": KINDS[row.kind], "act": _act(row), "row": row} for row in imported.approvals
        ]
        self.bases = [{"line": row.line, "act": known(row)} for row in imported.bases]
        self.renumbered = _renumbered(imported)
        norms = library.norms()
        self.covered = [norms[norm_id] for norm_id in imported.norms]
        offers = _offers(kind_code)
        self.lacking = [
            Lacking(norm.id, norm.title, tuple(offers[norm.id][:_OFFERED]))
            for norm in norms.values()
            if norm.id not in imported.norms
        ]


def _placed(sections):
    """The doubts of the text in its order; their places get anchors."""
    places = (place for section in sections for place in (section, *section["clauses"]))
    for number, place in enumerate((each for each in places if each["doubts"]), start=1):
        place["anchor"] = f"place-{number}"
        for doubt in place["doubts"]:
            yield place["anchor"], doubt


def _section(section, at):
    return {
        "heading": section.heading,
        "doubts": at[id(section)],
        "clauses": [_clause(clause, at) for clause in section.clauses],
    }


def _clause(clause, at):
    return {
        "number": clause.number,
        "text": clause.text,
        "items": clause.items,
        "doubts": at[id(clause)],
    }


def _renumbered(imported):
    """«Перечень «1), 2)» в п. 4.1 получит номера 4.1.1, 4.1.2», one sentence for all of them."""
    found = renumbered(draft_entries(imported))
    if not found:
        return ""
    below, marks, numbers = found[0]
    where = f" в п. {below}" if below else ""
    others = len(found) - 1
    more = f", так же ещё {counted(others, 'перечень', 'перечня', 'перечней')}" if others else ""
    example = f"«{_some(marks)}»{where} станут {_some(numbers)}"
    return f"Номера получат и перечни: {example}{more}."


def _some(marks):
    return ", ".join(marks) if len(marks) <= _SHOWN else f"{', '.join(marks[:2])} … {marks[-1]}"


def _act(row):
    parts = [
        "протокол" if row.protocol else "приказ" if row.order else "",
        f"от {row.date:%d.%m.%Y}" if row.date else "",
        f"№ {row.protocol or row.order}" if row.protocol or row.order else "",
    ]
    return " ".join(filter(None, parts))


def _offers(kind_code):
    """Norm id → texts of the library's clauses and sub-clauses that carry it."""
    found = {norm_id: [] for norm_id in library.norms()}
    for section in typical_sections(kinds.get(kind_code)):
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                for norm_id in part.norms:
                    found[norm_id].append(part.text.rstrip(";"))
    return found
