"""From the data file of a kind and the facts to the finished text of a paper."""

from dataclasses import dataclass

from regulations.facts import Question
from regulations.papers.dates import contradictions
from regulations.papers.kinds import all_kinds, questions
from regulations.papers.minutes import one_stop
from regulations.papers.renewing import objections
from regulations.papers.values import (
    PaperValues,
    conditions,
    laws_in_cases,
    laws_of,
    rows_of,
)
from regulations.papers.words import BLANK
from regulations.printing import one_line
from regulations.templatetags.typography import held
from sferum_portal.lib.russian import agreed


@dataclass(frozen=True)
class Composed:
    """``paper`` is the finished text as JSON (see `compose`), ``questions`` what it lacks.

    ``gaps`` are those questions without whose answers not even a draft is printed, ``wrong`` the
    dates, or the order, that keep it from being approved.
    """

    paper: dict
    questions: tuple[Question, ...]
    wrong: tuple[Question, ...] = ()

    @property
    def gaps(self):
        return [
            question for question in self.questions if not questions()[question.key].get("draft")
        ]

    @property
    def open(self):
        """All that has to be put right before it can be approved."""
        return [*self.questions, *self.wrong]


def compose(code, facts):
    """The paper of this kind, written with the facts of today.

    The text is a dictionary that JSON takes: form, document_kind, title, subtitle, number and date
    (ISO), settlement, annex ({label, lines}), addressee, pages (lists of blocks, each with its
    ``type``). It stays with the version when that is frozen.
    """
    kind = all_kinds()[code]
    values = PaperValues(facts)
    if laws_of(facts, kind):
        values["laws"] = laws_in_cases(facts, kind)
    writer = _Writer(kind, facts, values)
    paper = writer.paper()
    if kind.is_numbered and not all(facts.act(code)):
        values.missing.add(code)
    wrong = [found.question for found in contradictions(facts) if code in found.kinds]
    wrong += objections(kind, facts)
    return Composed(paper, tuple(_asked(values.missing)), tuple(wrong))


def _asked(missing):
    return [
        Question(key, entry["text"], entry["where"])
        for key, entry in questions().items()
        if key in missing and entry.get("within") not in missing
    ]


class _Writer:
    def __init__(self, kind, facts, values):
        self.kind, self.facts, self.values = kind, facts, values
        self.holding = conditions(facts, values, kind)

    def paper(self):
        entry, organization = self.kind.entry, self.facts.organization
        number, day = self._number_and_date()
        return {
            "form": entry["form"],
            "document_kind": entry.get("document_kind", ""),
            "title": self.write(entry["title"]),
            "subtitle": self.write(entry.get("subtitle", "")),
            "full_name": self.write("{full_name}"),
            "short_name": self.write("{short_name}"),
            "contacts": self._contacts(),
            "settlement": self.write("{settlement}"),
            "number": number,
            "date": day.isoformat() if day else "",
            "annex": self._annex(entry["annex"], entry["title"]) if "annex" in entry else None,
            "addressee": [self.write(line) for line in entry.get("addressee", ())],
            "signature": self._signature(organization),
            "pages": self._pages(entry),
        }

    def write(self, text):
        return one_stop(held(one_line(self.values.format(text))))

    def _number_and_date(self):
        if self.kind.act == "protocol":
            row = self.facts.decision_for(self.kind)
            if row is None:
                self.values.missing.add("decision" if self.kind.body else "adoption")
                return "", None
            return row.protocol_number, row.protocol_date
        return self.facts.act(self.kind.act)

    def _contacts(self):
        """The line under the name on a letterhead; what nobody knows is left out."""
        if self.kind.entry["form"] != "letter":
            return []
        asked = ("{postal_address}", "тел. {phone}", "{email}", "{site}")
        return [self.write(text) for text in asked]

    def _signature(self, organization):
        post = self.write("{Head_post}")
        # Asks for the name where it is not known.
        return {"post": post, "name": organization.head_initials_first or self.write("{head_name}")}

    def _annex(self, annex, title):
        """The mark of an annex: label, «УТВЕРЖДЕНО» in agreement, the order; or the letter."""
        if "order" not in annex:
            return {"label": self.write(annex["label"]), "lines": [self._of_letter()]}
        order = self.values[annex["order"]]
        mark = agreed("approved", self.write(title))
        short_name = self.values["short_name"]
        lines = [mark, self.write(f"приказом {short_name}"), self._after_kind(order)]
        return {"label": self.write(annex["label"]), "lines": lines}

    def _of_letter(self):
        number, day = self._number_and_date()
        dated = f"{day:%d.%m.%Y}" if day else BLANK
        return held(f"к письму от {dated} № {number or BLANK}")

    @staticmethod
    def _after_kind(order):
        """«от 30.08.2026 № 5», since «приказом» with its organization stands before."""
        return str(order).removeprefix("приказ").strip()

    def _pages(self, entry):
        names = entry.get("pages", [None])
        pages = [{"blocks": self._blocks(entry["blocks"], {name})} for name in names]
        for annex in entry.get("annexes", ()):
            head = self._annex(annex, annex["title"])
            title = self.write(annex["title"])
            blocks = self._blocks(annex["blocks"], set())
            pages.append({"annex": head, "title": title, "blocks": blocks})
        return pages

    def _blocks(self, entries, page):
        return [
            getattr(self, f"_{entry['type']}")(entry, page) | {"type": entry["type"]}
            for entry in entries
            if self._holds(entry, page)
        ]

    def _holds(self, entry, page):
        holding = self.holding | page
        return holding.issuperset(entry.get("when", ())) and holding.isdisjoint(
            entry.get("unless", ())
        )

    def _paragraph(self, entry, page):
        return {"text": self.write(entry["text"]), "plain": entry.get("plain", False)}

    _command = _heading = _note = _paragraph

    def _clauses(self, entry, page):
        clauses = [
            (clause, text)
            for clause in entry["clauses"]
            if self._holds(clause, page)
            for text in self._texts(clause)
        ]
        return {
            "clauses": [
                {
                    "number": f"{number}.",
                    "text": text,
                    "parts": self._items(clause.get("items", ()), number, page),
                }
                for number, (clause, text) in enumerate(clauses, start=1)
            ]
        }

    def _texts(self, entry):
        """The text once, or once for each row of its ``rows``."""
        if "rows" not in entry:
            return [self.write(entry["text"])]
        texts = []
        for row in rows_of(entry["rows"], self.facts, self.values):
            self.values.update(row)
            texts.append(self.write(entry["text"]))
        return texts

    def _items(self, items, number, page):
        kept = [text for item in items if self._holds(item, page) for text in self._texts(item)]
        marks = [";"] * (len(kept) - 1) + ["."] * bool(kept)
        return [
            {"number": f"{number}.{n}.", "text": text + mark}
            for n, (text, mark) in enumerate(zip(kept, marks, strict=True), start=1)
        ]

    def _table(self, entry, page):
        columns = entry["columns"]
        if "cells" in entry:
            rows = [[self.write(cell) for cell in row] for row in entry["cells"]]
        else:
            found = rows_of(entry["rows"], self.facts, self.values)
            rows = [[held(column["cell"].format_map(row)) for column in columns] for row in found]
        return {
            "head": [] if entry.get("headless") else [self.write(c["title"]) for c in columns],
            "widths": [column.get("width", "") for column in columns],
            "rows": rows,
        }

    def _signed(self, entry, page):
        return {"seal": entry.get("seal", False)}

    def _attachments(self, entry, page):
        kept = [item for item in entry["items"] if self._holds(item, page)]
        return {"entries": [self.write(item["text"]) for item in kept]}

    def _familiar(self, entry, page):
        rows = rows_of(entry["rows"], self.facts, self.values)
        return {"names": [held(row["name"]) for row in rows]}

    def _minutes(self, entry, page):
        signing = (("Председатель", "chair"), ("Секретарь", "secretary"))
        return {"people": [{"post": post, "name": held(self.values[key])} for post, key in signing]}

    def _fill(self, entry, page):
        lines = [{"lead": "", "caption": ""} | item for item in entry["items"]]
        return {
            "entries": [{key: self.write(text) for key, text in line.items()} for line in lines]
        }

    def _sign_here(self, entry, page):
        return {}
