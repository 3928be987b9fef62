"""From clauses, a kind of organization and its facts to numbered sections. Pure functions."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from regulations.library.facts import Fault, Values, chat_lines, conditions, kind_of
from regulations.library.marks import cited, mark_of
from regulations.library.placeholders import escaped
from regulations.templatetags.typography import held

FOLDER = Path(__file__).parent
#: «и т. д.», «и др.», «2026 г.»: here the point belongs to the word.
ABBREVIATED = re.compile(r"(?:\b[а-яё]\.\s?[а-яё]|\b(?:г|гг|др|пр|руб|тыс|млн|ст|п|пп))\.$")


@dataclass(frozen=True)
class Clause:
    number: str  # «2.1», of a sub-clause «2.1.1»
    key: str
    text: str
    norms: tuple[str, ...]
    subclauses: tuple["Clause", ...] = ()
    binds: tuple[str, ...] = ()  # the settings that the clause states (`regulations.living`)
    marks: str = ""  # what its parts have instead of numbers (`library.marks`)
    mark: str = ""  # «а)», «–»: what is printed instead of the number

    @property
    def label(self):
        return self.mark or f"{self.number}."

    @property
    def cited(self):
        """As others name it: «2.4.1», «2.4 «а»»; what has a dash is named by its clause."""
        return cited(self.number, self.mark)


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


@dataclass(frozen=True)
class Written:
    """A regulation as far as it can be written: its sections, the open questions, the faults.

    ``numbers`` has those of all parts that stand: ``{("section" or "clause", key): "2.1"}``.
    """

    sections: list[Section]
    missing: list[MissingFact]
    faults: list[Fault]
    numbers: dict[tuple[str, str], str]
    values: Values


def assemble(kind, facts, sections=None):
    """The sections of the regulation; raises MissingFactsError rather than print a blank.

    ``sections`` are a draft's own in place of the library's (`section_entries`).

    Facts: full_name, platform, site, email, consultation_schedule, legal_bases (ready lines),
    bodies (codes), ejournal (a name, or "" where there is none), chat_rules (see `chat_lines`),
    act («Положение» unless it says otherwise), features (see `conditions`), leaders_decide,
    decision_days, longest_link_days (see `organizations.set_joining_rules`).
    """
    written = write(kind, facts, sections)
    if written.missing:
        raise MissingFactsError(written.missing)
    return written.sections


def required_facts(kind, facts, sections=None):
    """The facts that are still missing, with the questions to ask; empty when it can be written."""
    return write(kind, facts, sections).missing


def title(kind, facts):
    """«Положение об использовании …»"""
    values = Values(kind, facts, document()["questions"])
    text = values.format(document()["title"])
    if values.missing:
        raise MissingFactsError(_questions(values.missing))
    return held(text)


@cache
def section_entries():
    """The library's sections with the clauses of a new draft, as the data files have them."""
    return tuple(
        section | {"clauses": [entry for entry in section["clauses"] if "optional" not in entry]}
        for section in all_entries()
    )


@cache
def all_entries():
    """The library's sections with the optional clauses too, which a person may take."""
    files = sorted((FOLDER / "sections").glob("*.toml"))
    return tuple(tomllib.loads(file.read_text("utf-8")) for file in files)


def write(kind, facts, entries=None):
    """The regulation as it can be written today (`Written`); never raises for a text."""
    kind = kind_of(kind, facts)
    plan = _plan(kind, facts, section_entries() if entries is None else entries)
    values = Values(kind, facts, document()["questions"])
    numbers = dict(_numbers(plan))
    for what in ("section", "clause"):
        of_kind = {key: number for (kept, key), number in numbers.items() if kept == what}
        values[what] = SimpleNamespace(**of_kind)
    sections = []
    for number, section in plan:
        values.place = (number, section["key"])
        heading = held(values.format(section["title"]))
        clauses = tuple(_clause(n, clause, values) for n, clause in section["clauses"])
        sections.append(Section(number, section["key"], heading, clauses))
    holding = conditions(kind, facts)
    for section in entries or ():
        if ("section", section["key"]) not in numbers and holds(section, holding):
            values.faults.append(Fault("empty", "", section["key"], section["title"]))
    if "ejournal_expected" in kind.features and facts.get("ejournal") is None:
        values.missing.add("ejournal")
    if not facts.get("legal_bases") and _lists(entries or section_entries(), "legal_bases"):
        values.missing.add("legal_bases")
    return Written(sections, _questions(values.missing), values.faults, numbers, values)


def _lists(entries, what):
    """Whether a clause lists it; an imported text names its acts in words of its own."""
    return any(clause.get("each") == what for section in entries for clause in section["clauses"])


def _plan(kind, facts, sections):
    """The chosen sections, clauses and sub-clauses, each as (number, entry)."""
    holding = conditions(kind, facts)
    lists = {
        "chats": list(chat_lines(kind, facts, document()["chat_line"])),
        "legal_bases": [line.rstrip(".;") for line in facts.get("legal_bases") or ()],
    }

    def chosen(entries, prefix=""):
        kept = [(entry, parts_of(entry)) for entry in entries if holds(entry, holding)]
        if not prefix:
            # A title without a text below it is no section.
            kept = [
                (entry, parts) for entry, parts in kept if any(holds(p, holding) for p in parts)
            ]
        return [
            (f"{prefix}{n}", entry | {"clauses": chosen(parts, f"{prefix}{n}.")})
            for n, (entry, parts) in enumerate(kept, start=1)
        ]

    def parts_of(entry):
        if not entry.get("each"):
            return entry.get("clauses", [])
        # Braces of a ready line are no placeholders.
        lines = enumerate(lists[entry["each"]], start=1)
        return [{"key": f"{entry['key']}_{n}", "text": escaped(line)} for n, line in lines]

    return chosen(sections)


def holds(entry, holding):
    """Whether a clause stands under the conditions that hold."""
    return holding.issuperset(entry.get("when", ())) and holding.isdisjoint(entry.get("unless", ()))


def _numbers(plan, what="section", marks=""):
    """What has letters or a dash instead of a number is not referred to by one."""
    for number, entry in plan:
        if not marks:
            yield (what, entry["key"]), number
        yield from _numbers(entry["clauses"], "clause", entry.get("marks", ""))


def _clause(number, entry, values, closing="", mark=""):
    values.place = (number, entry["key"])
    text = values.format(entry["text"])
    parts = entry["clauses"]
    # A list after a colon is one sentence; after a full stop its parts are sentences of their own.
    between, last = (";", ".") if text.endswith(":") else ("", "")
    closings = [between] * (len(parts) - 1) + [last] * bool(parts)
    marks = entry.get("marks", "")
    return Clause(
        number,
        entry["key"],
        held(marked(text, closing)),
        tuple(entry.get("norms", ())),
        tuple(
            _clause(n, part, values, close, mark_of(marks, place))
            for place, ((n, part), close) in enumerate(zip(parts, closings, strict=True), start=1)
        ),
        tuple(entry.get("binds", ())),
        marks,
        mark,
    )


def marked(text, mark):
    """A part of a list with the mark that its place asks for, whatever mark was typed."""
    if not mark or text.endswith(("!", "?", "…", ":")):
        return text
    bare = text.rstrip(" ;,")
    if bare.endswith(".") and not ABBREVIATED.search(bare):
        bare = bare[:-1]
    return bare if mark == bare[-1:] else bare + mark


def _questions(missing):
    asked = document()["questions"]
    return [MissingFact(key, question) for key, question in asked.items() if key in missing]


def chat_line_texts():
    """The wording of one line of the list of chats; see `facts.chat_lines`."""
    return document()["chat_line"]


@cache
def document():
    """What `document.toml` holds: the title, the questions, the names of placeholders."""
    return tomllib.loads((FOLDER / "document.toml").read_text("utf-8"))
