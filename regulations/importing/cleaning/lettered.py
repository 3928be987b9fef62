"""Sections that are counted in letters: «А. Общие положения» above «А.1. …», or «Б. …» after it."""

import re
from dataclasses import replace
from itertools import pairwise

from regulations.importing.structure.headings import may_be_heading
from regulations.importing.structure.labels import CAPITALS, DOTTED, label_of

_LETTER = re.compile(r"\s*(?P<letter>[А-Я])\s?\.\s+(?P<rest>[А-ЯЁ«].*)")
#: «А. П. Носова», «А. Носова ________»
_PERSON = re.compile(r"[А-ЯЁ]\.|.*_{3}")
_BELOW = 4


def with_letters(lines, notes):
    """The entries ``(line, …)`` of a text; «А.» becomes «Раздел А.» as a correction."""
    found = {n: _LETTER.fullmatch(line.text) for n, (line, *_) in enumerate(lines) if not line.row}
    found = {n: each for n, each in found.items() if each and _may_head(each)}
    heads = {n for n, each in found.items() if _heads_clause(lines, n, each["letter"])}
    if _counts(found):
        heads |= set(found)
    result = list(lines)
    for number in heads:
        (line, *rest), mark = lines[number], f"{found[number]['letter']}."
        text = line.text.replace(found[number]["letter"], f"Раздел {found[number]['letter']}", 1)
        notes.corrections[mark, f"Раздел {mark}"] += 1
        result[number] = (replace(line, text=text), *rest)
    return result


def _may_head(found):
    rest = found["rest"]
    return found["letter"] in CAPITALS and may_be_heading(rest) and not _PERSON.match(rest)


def _heads_clause(lines, number, letter):
    for line, *_ in lines[number + 1 : number + 1 + _BELOW]:
        label, _ = label_of(line.text)
        if label:
            return label.kind == DOTTED and label.number == f"{letter}.1"
    return False


def _counts(found):
    """«А.», «Б.», … in their order, each with a text below it."""
    letters = "".join(each["letter"] for each in found.values())
    places = list(found)
    apart = all(after - before > 1 for before, after in pairwise(places))
    return len(letters) > 1 and CAPITALS.startswith(letters) and apart
