"""Which norms an imported text covers: by the words of ``norms.toml``, paragraph by paragraph."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from regulations import library
from regulations.importing.result import APPROVES

_STAMP = re.compile(r"подписан\w*.{0,60}электронной\s+подписью|сертификат", re.IGNORECASE)
_SECTIONS = 3


@dataclass(frozen=True)
class _Rule:
    """``own`` stands in a paragraph itself, ``around`` also in the words above it."""

    own: re.Pattern
    around: tuple[re.Pattern, ...]
    never: tuple[re.Pattern, ...]
    never_above: tuple[re.Pattern, ...]

    def holds(self, own, whole):
        return bool(
            self.own.search(own)
            and all(pattern.search(whole) for pattern in self.around)
            and not any(pattern.search(own) for pattern in self.never)
            and not any(pattern.search(whole) for pattern in self.never_above)
        )


def carried(imported):
    """The ids of the norms that the text covers, in the library's order; clauses keep their own."""
    found = set(_of_the_whole(imported))
    for clause in imported.clauses:
        clause.norms = norms_of(clause.text, [item.text for item in clause.items])
        found.update(clause.norms)
    return [norm_id for norm_id in library.norms() if norm_id in found]


def norms_of(text, items=()):
    """The norms of a clause with its list, in the library's order."""
    found = set(norms_of_paragraph(text))
    above = text
    for item in items:
        found.update(norms_of_paragraph(item, above))
        if item.rstrip().endswith(":") and item[:1].isupper():
            above = item
    return tuple(norm_id for norm_id in library.norms() if norm_id in found)


def norms_of_paragraph(text, above=""):
    """The norms of one paragraph, or of an entry of the list below ``above``."""
    own = _plain(text)
    whole = f"{_plain(above)} {own}".strip()
    return [
        norm_id
        for norm_id, rules in _rules().items()
        if any(rule.holds(own, whole) for rule in rules)
    ]


def _of_the_whole(imported):
    """What no clause says but the paper shows: its approvals, acts, sections and stamp."""
    if any(row.kind == APPROVES for row in imported.approvals) and len(imported.approvals) > 1:
        yield from ("DOC-1", "DOC-8")
    if imported.bases:
        yield "DOC-3"
    if sum(bool(section.title) for section in imported.sections) >= _SECTIONS:
        yield "DOC-2"
    if any(_STAMP.search(text) for text in imported.notes.leftovers):
        yield "DOC-7"


def _plain(text):
    return " ".join(text.split()).lower().replace("ё", "е")


@cache
def _rules():
    entries = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {
        norm_id: [_rule(parts) for parts in entry["rules"]] for norm_id, entry in entries.items()
    }


def _rule(parts):
    wanted = [part for part in parts if not part.startswith("!")]
    above = [part[1:] for part in parts if part.startswith("!^")]
    never = [part[1:] for part in parts if part.startswith("!") and not part.startswith("!^")]
    own, *around = map(re.compile, wanted)
    return _Rule(own, *(tuple(map(re.compile, each)) for each in (around, never, above)))
