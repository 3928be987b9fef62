"""Clause by clause: which clause of one version is which of the other.

Clauses of the library are known by their keys. Where a text was imported, or a list was written
from facts, the texts themselves decide: equal ones first, then the most alike.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from regulations.comparing.pairing import is_elsewhere, pairs_of
from regulations.comparing.pieces import SECTION, Piece, flatten
from regulations.comparing.words import SAME, differences

# Part of a clause that became a clause of its own stands in the former word by word.
TAKEN_OUT, SHORTEST_TAKEN = 90, 15


@dataclass(frozen=True)
class Row:
    """One clause in both versions, or in one of them."""

    old: Piece | None
    new: Piece | None
    moved: bool = False
    #: Of a new clause: the former one of which it was a part; of a gone one: where it went.
    part_of: Piece | None = None

    @cached_property
    def words(self):
        """The runs of `words.differences`; a clause that is new or gone is one run."""
        return differences(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def is_new(self):
        return self.old is None

    @property
    def is_gone(self):
        return self.new is None

    @property
    def piece(self):
        return self.new or self.old

    @property
    def is_changed(self):
        return bool(self.old and self.new) and any(word.op != SAME for word in self.words)

    @property
    def is_renumbered(self):
        return bool(self.old and self.new) and self.old.printed != self.new.printed

    @property
    def is_same(self):
        """Word for word in its place; its number may have shifted with those before it."""
        return bool(self.old and self.new) and not self.moved and not self.is_changed

    @property
    def change(self):
        """«new», «gone», «changed», «moved» or «same»: what a reader is told first."""
        if self.is_new or self.is_gone:
            return "new" if self.is_new else "gone"
        if self.is_changed:
            return "changed"
        return "moved" if self.moved else "same"


@dataclass(frozen=True)
class Comparison:
    """``rows`` in the order of the later version, what is gone at its former place."""

    rows: tuple[Row, ...]
    counts: dict = field(compare=False, default_factory=dict)

    @property
    def is_equal(self):
        return all(row.is_same for row in self.rows)


def compare(old_sections, new_sections):
    """A `Comparison` of two versions, given as `library.Section`s or anything of that form."""
    old, new = flatten(old_sections), flatten(new_sections)
    pairs = pairs_of(old, new)
    moved = _moved(old, new, pairs)
    sources = _parts(old, new, pairs)
    rows = _rows(old, new, pairs, moved, sources)
    counts = {}
    for row in rows:
        counts[row.change] = counts.get(row.change, 0) + 1
        if row.moved and row.change != "moved":
            counts["moved"] = counts.get("moved", 0) + 1
    return Comparison(tuple(rows), counts)


def _moved(old, new, pairs):
    """Places in ``new`` of what stands in another section or in another order than before."""
    moved, families = set(), {}
    for j, i in sorted(pairs.items()):
        if is_elsewhere(old[i], new[j], pairs):
            moved.add(j)
        else:
            families.setdefault((new[j].parent, new[j].level), []).append((j, i))
    for pairs_here in families.values():
        staying = _longest_in_order([i for _, i in pairs_here])
        moved |= {j for n, (j, _) in enumerate(pairs_here) if n not in staying}
    return moved


def _longest_in_order(numbers):
    """Places of a longest rising row of numbers: what stays while the others move."""
    tails, ends, before = [], [], {}
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        tails[at : at + 1], ends[at : at + 1] = [number], [place]
        before[place] = ends[at - 1] if at else None
    staying, place = set(), ends[-1] if ends else None
    while place is not None:
        staying.add(place)
        place = before[place]
    return staying


def _parts(old, new, pairs):
    """Where new clauses were split from, and what gone ones were joined to."""
    sources = {}
    gone = set(range(len(old))) - set(pairs.values())
    for j, piece in enumerate(new):
        if j not in pairs and piece.level != SECTION:
            sources["new", j] = _whole(piece, old)
    for i in gone:
        if old[i].level != SECTION:
            sources["old", i] = _whole(old[i], new)
    return {place: whole for place, whole in sources.items() if whole}


def _whole(part, pieces):
    """The longer piece that has the text of ``part`` in it, None where there is none."""
    if len(part.normal) < SHORTEST_TAKEN:
        return None
    text = part.normal.rstrip(".;:").casefold()
    whole = [
        (fuzz.partial_ratio(text, piece.normal.casefold(), score_cutoff=TAKEN_OUT), piece)
        for piece in pieces
        if piece.level != SECTION and len(piece.normal) > len(part.normal)
    ]
    score, piece = max(whole, key=lambda pair: pair[0], default=(0, None))
    return piece if score else None


def _rows(old, new, pairs, moved, sources):
    rows = [
        Row(old[pairs[j]] if j in pairs else None, piece, j in moved, sources.get(("new", j)))
        for j, piece in enumerate(new)
    ]
    after = {i: row for row, i in ((rows[j], i) for j, i in pairs.items())}
    previous = None
    for i, piece in enumerate(old):
        if i in after:
            previous = after[i]
            continue
        row = Row(piece, None, part_of=sources.get(("old", i)))
        rows.insert(_index(rows, previous) + 1 if previous else 0, row)
        previous = row
    return rows


def _index(rows, row):
    return next(n for n, each in enumerate(rows) if each is row)
