"""Where «1.» numbers sections and clauses alike: which of the numbers are sections.

Each number may be a section, a clause or an entry of a list. Of all ways to read the whole text
that one is taken which breaks the fewest rules; the weights below say how bad each breach is.
"""

from dataclasses import dataclass, replace

from regulations.importing.structure.headings import (
    is_capitals,
    is_known,
    is_titled,
    may_be_heading,
)
from regulations.importing.structure.labels import ANNEX, SINGLE

#: Readings that differ by no more are both possible: a person has to look.
NEAR = 0.5
_BREAK = 3  # a clause that does not follow the one before
_JUMP = 2  # a section that does not follow, though it looks like one
_EMPTY = 2  # a section right below the heading of another
_CLOSED = 2  # an entry below a list that a full stop has closed
_LOWER = 1  # a clause that begins with a small letter
_UNSTOPPED = 1  # a clause, a sentence though it is, that ends without a stop
_UNTOLD = 1  # an entry below a line without a colon
_ENTRY = 0.25  # of two numbers that fit, the clause's is taken
_TITLE_AS_CLAUSE, _KNOWN_AS_CLAUSE = 1.5, 3
#: So many readings are kept at once, and so many that have come to the same count.
_MOST, _ALIKE = 30, 2
#: No regulation has more: what has is not worth the time.
_LONGEST = 4000


@dataclass(frozen=True)
class _Reading:
    """``section``, ``clause``, ``entry`` are the last numbers; ``heads`` the headings, last first.

    ``unnumbered`` is 1 below a heading without a number: it may have been counted, or not.
    """

    through: bool
    cost: float = 0
    section: int = 0
    clause: int = 0
    entry: int = 0
    unnumbered: int = 0
    closed: bool = False
    heads: tuple | None = None

    @property
    def count(self):
        return (
            *(self.through, self.section, self.clause, self.entry),
            *(self.unnumbered, self.closed),
        )

    def headings(self):
        found, rest = set(), self.heads
        while rest:
            number, rest = rest
            found.add(number)
        return found


def counted_headings(paragraphs):
    """``(headings, unsure)``: places of paragraphs; None where no number stands twice."""
    end = next((n for n, p in enumerate(paragraphs) if _is(p, ANNEX)), len(paragraphs))
    values = [each.label.parts for each in paragraphs[:end] if _is(each, SINGLE)]
    if len(values) == len(set(values)) or len(values) > _LONGEST:
        return None
    readings = [_Reading(through=False), _Reading(through=True)]
    for number, each in enumerate(paragraphs[:end]):
        if _is(each, SINGLE):
            above = paragraphs[number - 1] if number else None
            steps = (step for r in readings for step in _steps(r, number, each, above))
            readings = _best(steps)
        elif each.label is None and not each.row and _is_title(each):
            readings = [_below_unnumbered(reading) for reading in readings]
    best = min(readings, key=lambda reading: reading.cost)
    headings, unsure = best.headings(), set()
    for other in readings:
        if other.cost <= best.cost + NEAR:
            unsure |= headings ^ other.headings()
    # «3. Ночью в чате тишина.» among headings without stops may be a clause, its number wrong.
    if sum(paragraphs[number].text.endswith(".") for number in headings) <= len(headings) / 2:
        unsure |= {number for number in headings if _is_stopped(paragraphs[number])}
    return headings, unsure


def _is(each, kind):
    return each.label is not None and each.label.kind == kind and not each.row


def _is_title(each):
    return is_capitals(each.text) or is_known(each.text) or each.heading


def _is_stopped(each):
    return each.text.endswith(".") and not _is_title(each)


def _best(readings):
    kept, alike = [], {}
    for reading in sorted(readings, key=lambda reading: reading.cost):
        if alike.get(reading.count, 0) < _ALIKE:
            alike[reading.count] = alike.get(reading.count, 0) + 1
            kept.append(reading)
        if len(kept) == _MOST:
            break
    return kept


def _below_unnumbered(reading):
    clause = reading.clause if reading.through else 0
    return replace(reading, clause=clause, entry=0, closed=False, unnumbered=1)


def _steps(reading, number, each, above):
    value, text = each.label.parts[0], each.text
    if (cost := _cost_of_heading(reading, number, each)) is not None:
        yield replace(
            reading,
            cost=reading.cost + cost,
            section=value,
            clause=reading.clause if reading.through else 0,
            entry=0,
            unnumbered=0,
            closed=False,
            heads=(number, reading.heads),
        )
    broken = 0 if value == reading.clause + 1 else _BREAK
    cost = reading.cost + broken + _cost_of_clause(each)
    yield replace(reading, cost=cost, clause=value, entry=0, closed=False)
    if (cost := _cost_of_entry(reading, each, above)) is not None:
        closed = text.endswith(".") and above is not None and above.text.endswith(";")
        yield replace(reading, cost=reading.cost + cost, entry=value, closed=closed)


def _cost_of_heading(reading, number, each):
    value, text = each.label.parts[0], each.text
    if may_be_heading(text) or _is_title(each):
        cost = 1 if _is_stopped(each) else 0
    elif is_titled(text):
        cost = 1
    else:
        return None
    if reading.heads and reading.heads[0] == number - 1:
        cost += _EMPTY
    if value == reading.section + 1:
        return cost
    # The first section may have lost its number, or its whole heading.
    if value == reading.section + 2 and (
        reading.unnumbered or (reading.heads is None and reading.clause)
    ):
        return cost if reading.unnumbered else cost + 1
    return cost + _JUMP if _is_title(each) else None


def _cost_of_clause(each):
    if _is_title(each):
        return _KNOWN_AS_CLAUSE
    if each.text[:1].islower():
        return _LOWER
    if may_be_heading(each.text) and each.text[-1] != ".":
        return _TITLE_AS_CLAUSE
    return _UNSTOPPED if is_titled(each.text) else 0


def _cost_of_entry(reading, each, above):
    value, text = each.label.parts[0], each.text
    if reading.entry and value == reading.entry + 1:
        return _ENTRY + (_CLOSED if reading.closed else 0)
    if value != 1 or above is None or not reading.clause:
        return None
    if above.text.endswith(":"):
        return _ENTRY
    return _UNTOLD if text[:1].islower() and above.text[-1:].isalpha() else None
