"""Headings by their looks alone: short lines without numbers, or with those of a list."""

from regulations.importing.structure.headings import is_lone
from regulations.importing.structure.labels import ANNEX, DOTTED, PAREN, ROMAN, SINGLE, WORD

_LONG = 60


def lone_headings(paragraphs):
    """The places of such lines; none below the first number of the text."""
    end = next((n for n in range(len(paragraphs)) if _is_numbered(paragraphs, n)), len(paragraphs))
    return {n for n in range(end) if _stands_alone(paragraphs, n)}


def bracketed_headings(paragraphs):
    """The places of «1) Общие положения», «2) Чаты», … each right above a clause «1.» or «1.1»."""
    found = [n for n in range(len(paragraphs) - 1) if _is_bracketed(*paragraphs[n : n + 2])]
    values = [paragraphs[n].label.parts[0] for n in found]
    counts = len(found) > 1 and values == list(range(1, len(found) + 1))
    # Where a clause stands above the first of them, they are clauses or entries too.
    first = next((n for n in range(len(paragraphs)) if _is_numbered(paragraphs, n)), -1)
    return set(found) if counts and found[0] < first else set()


def _is_bracketed(each, below):
    if each.label is None or each.label.kind != PAREN or each.row:
        return False
    clause = below.label is not None and below.label.kind in (SINGLE, DOTTED)
    return clause and is_lone(each.text.rstrip(".")) and each.gap != 0


def _is_numbered(paragraphs, number):
    label = paragraphs[number].label
    if label is None or label.kind not in (ANNEX, WORD, ROMAN, DOTTED, SINGLE):
        return False
    above = paragraphs[number - 1] if number else None
    # «Состав: 1. … 2. …» is a list.
    return label.kind != SINGLE or above is None or not _lists(above)


def _lists(above):
    return above.text.endswith(":") or (above.label is not None and above.label.kind == SINGLE)


def _stands_alone(paragraphs, number):
    each = paragraphs[number]
    if each.label is not None or each.row or number + 1 >= len(paragraphs):
        return False
    above = paragraphs[number - 1] if number else None
    below = paragraphs[number + 1]
    if above is not None and (above.row or above.text.endswith((":", ",", ";"))):
        return False
    closed = above is None or above.ends
    return is_lone(each.text) and (closed or each.gap > 0) and _is_text(below, each.gap > 0)


def _is_text(below, sure):
    if below.row or not below.text:
        return False
    if below.label is not None:
        return below.label.is_item
    begins = below.text[:1].isupper() or below.text[:1] in '«"'
    return begins and (below.ends or (sure and len(below.text) > _LONG))
