"""Headings without numbers: short lines that stand alone above paragraphs without numbers."""

from regulations.importing.headings import is_lone
from regulations.importing.labels import ANNEX, DOTTED, ROMAN, SINGLE, WORD

_LONG = 60


def lone_headings(paragraphs):
    """The places of such lines; none below the first number of the text."""
    end = next((n for n in range(len(paragraphs)) if _is_numbered(paragraphs, n)), len(paragraphs))
    return {n for n in range(end) if _stands_alone(paragraphs, n)}


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
