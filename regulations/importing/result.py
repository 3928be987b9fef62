"""What an imported regulation is made of."""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

APPROVES, AGREES, ADOPTS, CONSIDERS = "approves", "agrees", "adopts", "considers"


@dataclass
class Approval:
    """A block of approval; ``kind`` is approves, agrees, adopts or considers.

    ``body`` names the collegial body in the nominative, or the post of a person; ``text`` is the
    block as it stands in the source. ``clause`` is the number of the clause that tells of it
    (empty for a paragraph without a number), None for a block.
    """

    kind: str
    body: str
    protocol: str | None
    order: str | None
    date: date | None
    text: str
    clause: str | None = None


@dataclass(frozen=True)
class Basis:
    """An act that the text rests on or mentions; what is not said of it is None.

    ``kind`` in the nominative («распоряжение»); empty for codes and standards, which bear their
    kind in the title or the number.
    """

    number: str | None
    date: date | None
    title: str | None
    kind: str = ""

    @property
    def line(self):
        """«распоряжение от 01.09.2021 № Р-210 «Об утверждении …»», as far as the text says it."""
        # A standard's number says itself what it is, a code's title is its name.
        sign = "" if re.match(r"[^\W\d]{2}", self.number or "") else "№ "
        title = self.title and (f"«{self.title}»" if self.number or self.date else self.title)
        parts = [
            self.kind,
            self.date and f"от {self.date:%d.%m.%Y}",
            self.number and f"{sign}{self.number}",
            title,
        ]
        return " ".join(filter(None, parts))


@dataclass
class Item:
    """An entry of a list, or (``paragraph``) a paragraph without a number after a list.

    ``level`` is 2 for an entry of a list within a list.
    """

    text: str
    mark: str = ""
    paragraph: bool = False
    level: int = 1


@dataclass
class Clause:
    """``number`` as in the source («2.1», also «2.1.1»); None for a paragraph that has none."""

    number: str | None
    text: str
    items: list[Item] = field(default_factory=list)
    norms: tuple[str, ...] = ()


@dataclass
class Section:
    """``number`` as in the source («2», «II», «Приложение № 1»); None where there is none."""

    number: str | None
    title: str
    clauses: list[Clause] = field(default_factory=list)
    implied: bool = False

    @property
    def name(self):
        """As doubts name the section."""
        if self.number is None:
            return f"раздел «{self.title}»" if self.title else "раздел без номера"
        return self.number if self.is_annex else f"раздел {self.number}"

    @property
    def heading(self):
        """With its number: «2. Чаты», «Приложение № 1 (к приказу от …)»."""
        joint = " " if self.title.startswith("(") else ". "
        return joint.join(filter(None, [self.number, self.title]))

    @property
    def is_annex(self):
        return bool(self.number) and self.number.lower().startswith("приложени")


@dataclass(frozen=True)
class Doubt:
    """A place that a person should look at: where, what stands there, and why.

    ``at`` counts it among the sections and clauses (`places.parts`), for names may stand twice.
    """

    where: str
    text: str
    why: str
    at: int | None = None

    def as_json(self):
        return {"where": self.where, "text": self.text, "why": self.why}


@dataclass
class Notes:
    """What the steps of an import tell of beside the structure.

    ``marks`` counts the signs that became structure (bullets, stops after numbers, hyphens of line
    ends), ``corrections`` pairs of what stood and what stands now: with them no sign is lost.
    """

    leftovers: list[str] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    marks: Counter = field(default_factory=Counter)
    corrections: Counter = field(default_factory=Counter)

    def leave(self, text):
        if text.strip():
            self.leftovers.append(text.strip())

    def doubt(self, where, text, why, at=None):
        text = text if len(text) <= 160 else f"{text[:159]}…"
        self.doubts.append(Doubt(where, text, why, at))

    def number(self, label):
        """A label became a number: its stops and brackets are marks, another spelling a change."""
        given, shown = Counter(label.mark), Counter(label.number)
        if shown - given:
            self.corrections[label.mark, label.number] += 1
        else:
            self.mark("".join((given - shown).elements()))

    def mark(self, text):
        self.marks.update(sign for sign in text if not sign.isspace())


@dataclass
class Imported:
    title: str
    approvals: list[Approval]
    bases: list[Basis]
    sections: list[Section]
    norms: list[str]
    notes: Notes

    @property
    def clauses(self):
        return [clause for section in self.sections for clause in section.clauses]

    def as_json(self):
        """The structure for `import_regulation --json`; dates in ISO."""
        return {
            "title": self.title,
            "approvals": [
                {
                    "kind": row.kind,
                    "body": row.body,
                    "protocol": row.protocol,
                    "order": row.order,
                    "date": _iso(row.date),
                    "text": row.text,
                }
                | ({} if row.clause is None else {"clause": row.clause})
                for row in self.approvals
            ],
            "bases": [
                {"kind": row.kind, "number": row.number, "date": _iso(row.date), "title": row.title}
                for row in self.bases
            ],
            "sections": [_section(section) for section in self.sections],
            "norms": self.norms,
            "leftovers": self.notes.leftovers,
            "uncertain": [doubt.as_json() for doubt in self.notes.doubts],
            "corrections": [
                {"was": was, "now": now, "times": times}
                for (was, now), times in self.notes.corrections.items()
            ],
            "marks": dict(self.notes.marks),
        }


def _section(section):
    return {
        "number": section.number,
        "title": section.title,
        "clauses": [_clause(clause) for clause in section.clauses],
    }


def _clause(clause):
    levels = [item.level for item in clause.items]
    return {
        "number": clause.number,
        "text": clause.text,
        "items": [item.text for item in clause.items],
    } | ({"levels": levels} if max(levels, default=1) > 1 else {})


def _iso(day):
    return day.isoformat() if day else None
