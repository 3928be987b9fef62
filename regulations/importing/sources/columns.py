"""Columns that lie side by side: which piece of a line stands in which of them."""

import re
from itertools import pairwise

from regulations.importing.heads.bodies import BODY, POST

GAP = re.compile(r"\t+\s*| {3,}")
_CUTS = re.compile(
    rf"\b(?:{POST})|\b(?:{BODY})|\b(?:протокол|приказ|распоряжени)\w*|_{{3,}}", re.IGNORECASE
)
_TABBED = 60
_NEAR = 6
#: Columns that begin so far from each other are told apart by their places.
FAR = 15


def with_places(text):
    """The line with what its tabulators keep apart at the places of columns."""
    text = text.replace("\u00a0", " ")
    if "\t" not in text:
        return text
    placed = ""
    for number, piece in enumerate(re.split(r"\t+", text)):
        placed = f"{placed.ljust(number * _TABBED)}{'   ' if number else ''}{piece}"
    return placed


def cells_of(text, starts=()):
    """``(place, cell)``: what wide gaps keep apart, and narrow ones where a column begins."""
    cells, start = [], 0
    gaps = [found.span() for found in GAP.finditer(text)]
    for place in starts:
        near = text[max(place - _NEAR, 0) : place + _NEAR]
        if found := re.search(r"(?<=\S) {2}(?=\S)", near):
            at = max(place - _NEAR, 0) + found.start()
            gaps.append((at, at + 2))
    for begins, ends in sorted(gaps):
        cells.append((start, text[start:begins]))
        start = ends
    cells.append((start, text[start:]))
    return [(place, cell) for place, cell in cells if cell.strip()]


def cut(text):
    """Where columns have flowed into one line: cut before what begins an entry of a block."""
    places = [found.start() for found in _CUTS.finditer(text)]
    # «Председатель управляющего совета», «протокол педагогического совета» are one entry.
    cuts = [0]
    for place in places:
        before = text[cuts[-1] : place].strip()
        if place and before and not _belongs(before, text[place:]):
            cuts.append(place)
    second = [found.start() for found in re.finditer(r"\bот\s(?=[\s«\"_]*\d)", text)]
    cuts += [place for place in second[1:] if all(abs(place - cut) > _NEAR for cut in cuts)]
    cuts = sorted(set(cuts)) + [len(text)]
    return [(a, text[a:b]) for a, b in pairwise(cuts) if text[a:b].strip()]


def _belongs(before, after):
    if re.fullmatch(
        r"(?i)(?:и\.?\s?о\.?|на\s+заседании|решени\w+|протокол\w*|приказ\w*"
        r"|председател\w+|заместител\w+|с|на|от)",
        before,
    ):
        return True
    return after.startswith("_") and not re.search(r"\d{4}|№|^_", before)


def goes_on_at(start, text):
    """Whether something begins in the column at ``start``, behind a gap or with the line."""
    places = [found.end() for found in re.finditer(r"(?:^| ) +(?=\S)", text)]
    return any(abs(place - start) <= _NEAR for place in places)
