"""From clauses, a kind of organization and its facts to numbered sections. Pure functions."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from regulations.library.facts import Values, chat_lines, conditions
from regulations.templatetags.typography import held

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Clause:
    number: str  # «2.1», of a sub-clause «2.1.1»
    key: str
    text: str
    norms: tuple[str, ...]
    subclauses: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Section:
    number: str
    key: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class MissingFact:
    key: str
    question: str


class MissingFactsError(ValueError):
    """The regulation cannot be written before these questions are answered."""

    def __init__(self, missing):
        self.missing = missing
        super().__init__(" ".join(fact.question for fact in missing))


def assemble(kind, facts, sections=None):
    """The sections of the regulation; raises MissingFactsError rather than print a blank.

    ``sections`` are a draft's own in place of the library's (`section_entries`).

    Facts: full_name, platform, site, email, consultation_schedule, legal_bases (ready lines),
    bodies (codes), ejournal (a name, or "" where there is none), chat_rules (see `chat_lines`).
    """
    written, missing = _written(kind, facts, sections or section_entries())
    if missing:
        raise MissingFactsError(missing)
    return written


def required_facts(kind, facts, sections=None):
    """The facts that are still missing, with the questions to ask; empty when it can be written."""
    return _written(kind, facts, sections or section_entries())[1]


def title(kind, facts):
    """«Положение об использовании …»"""
    values = Values(kind, facts, _document()["questions"])
    text = values.format(_document()["title"])
    if values.missing:
        raise MissingFactsError(_questions(values.missing))
    return held(text)


@cache
def section_entries():
    """The library's sections with their clauses, as the data files have them."""
    files = sorted((FOLDER / "sections").glob("*.toml"))
    return tuple(tomllib.loads(file.read_text("utf-8")) for file in files)


def _written(kind, facts, entries):
    plan = _plan(kind, facts, entries)
    values = Values(kind, facts, _document()["questions"])
    values["section"] = SimpleNamespace(**{section["key"]: n for n, section in plan})
    values["clause"] = SimpleNamespace(
        **{clause["key"]: n for _, section in plan for n, clause in section["clauses"]}
    )
    sections = [
        Section(
            number,
            section["key"],
            held(values.format(section["title"])),
            tuple(_clause(n, clause, values) for n, clause in section["clauses"]),
        )
        for number, section in plan
    ]
    if "ejournal_expected" in kind.features and facts.get("ejournal") is None:
        values.missing.add("ejournal")
    if not facts.get("legal_bases") and _lists(entries, "legal_bases"):
        values.missing.add("legal_bases")
    return sections, _questions(values.missing)


def _lists(entries, what):
    """Whether a clause lists it; an imported text names its acts in words of its own."""
    return any(clause.get("each") == what for section in entries for clause in section["clauses"])


def _plan(kind, facts, sections):
    """The chosen sections, clauses and sub-clauses, each as (number, entry)."""
    holding = conditions(kind, facts)
    lists = {
        "chats": chat_lines(kind, facts, _document()["chat_line"]),
        "legal_bases": [line.rstrip(".;") for line in facts.get("legal_bases") or ()],
    }

    def chosen(entries, prefix=""):
        kept = [entry for entry in entries if _holds(entry, holding)]
        return [
            (f"{prefix}{n}", entry | {"clauses": chosen(_parts(entry), f"{prefix}{n}.")})
            for n, entry in enumerate(kept, start=1)
        ]

    def _parts(entry):
        if "each" not in entry:
            return entry.get("clauses", [])
        # Braces of a ready line are no placeholders.
        lines = [line.replace("{", "{{").replace("}", "}}") for line in lists[entry["each"]]]
        return [
            {"key": f"{entry['key']}_{n}", "text": line} for n, line in enumerate(lines, start=1)
        ]

    return chosen(sections)


def _holds(entry, holding):
    return holding.issuperset(entry.get("when", ())) and holding.isdisjoint(entry.get("unless", ()))


def _clause(number, entry, values, mark=""):
    text = values.format(entry["text"])
    parts = entry["clauses"]
    # A list after a colon is one sentence; after a full stop its parts are sentences of their own.
    between, last = (";", ".") if text.endswith(":") else ("", "")
    marks = [between] * (len(parts) - 1) + [last] * bool(parts)
    return Clause(
        number,
        entry["key"],
        held(text + mark),
        tuple(entry.get("norms", ())),
        tuple(_clause(n, part, values, mark) for (n, part), mark in zip(parts, marks, strict=True)),
    )


def _questions(missing):
    asked = _document()["questions"]
    return [MissingFact(key, question) for key, question in asked.items() if key in missing]


@cache
def _document():
    return tomllib.loads((FOLDER / "document.toml").read_text("utf-8"))
