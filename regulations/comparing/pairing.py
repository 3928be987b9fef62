"""Which piece of one version is which of the other."""

import re

from rapidfuzz import fuzz

from regulations.comparing.pieces import CLAUSE, SECTION, SUBCLAUSE

#: A key that ends in a number tells the place in a list, not which clause it is.
PLACE_KEY = re.compile(r"(^|[_-])\d+$")
# Of a hundred; short texts are alike by chance.
ALIKE, ALIKE_SHORT, SHORT = 62, 80, 25


def pairs_of(old, new):
    """``{place in new: place in old}`` of two lists of `Piece`s."""
    pairs = {}
    _pair_keys(old, new, pairs)
    _pair_equal(old, new, pairs)
    _pair_levels(old, new, pairs)
    _pair_alike(old, new, pairs)
    return pairs


def _left(old, new, pairs, level):
    """What no earlier step has paired, as two lists of places."""
    taken = set(pairs.values())
    return (
        [i for i, piece in enumerate(old) if piece.level == level and i not in taken],
        [j for j, piece in enumerate(new) if piece.level == level and j not in pairs],
    )


def _pair_keys(old, new, pairs):
    def known(piece):
        return (piece.level == SECTION, piece.key)

    places = {known(piece): i for i, piece in enumerate(old) if not PLACE_KEY.search(piece.key)}
    for j, piece in enumerate(new):
        i = places.pop(known(piece), None)
        if i is not None and old[i].level == piece.level:
            pairs[j] = i


def _pair_equal(old, new, pairs):
    for level in (SECTION, CLAUSE, SUBCLAUSE):
        before, after = _left(old, new, pairs, level)
        by_text = {}
        for i in before:
            by_text.setdefault(old[i].normal, []).append(i)
        for j in after:
            if same := by_text.get(new[j].normal):
                # Of several equal ones that which stays with its section.
                same.sort(key=lambda i: (is_elsewhere(old[i], new[j], pairs), abs(i - j)))
                pairs[j] = same.pop(0)


def _pair_levels(old, new, pairs):
    """A clause that went under another one, or came out of it: the same key, or the same words."""

    def left(pieces, taken):
        found = enumerate(pieces)
        return [(at, each) for at, each in found if at not in taken and each.level != SECTION]

    before, after = left(old, set(pairs.values())), left(new, pairs)
    for j, piece in after:
        for i, former in before:
            same_key = former.key == piece.key and not PLACE_KEY.search(piece.key)
            if former.level != piece.level and (same_key or former.normal == piece.normal):
                pairs[j] = i
                before.remove((i, former))
                break


def _pair_alike(old, new, pairs):
    """The most alike first: each clause is one clause of the other version at most."""
    for level in (SECTION, CLAUSE, SUBCLAUSE):
        before, after = _left(old, new, pairs, level)
        found = []
        for j in after:
            for i in before:
                least = ALIKE_SHORT if min(len(old[i].text), len(new[j].text)) < SHORT else ALIKE
                alike = fuzz.ratio(old[i].normal.casefold(), new[j].normal.casefold())
                if alike >= least:
                    found.append((-alike, is_elsewhere(old[i], new[j], pairs), abs(i - j), i, j))
        taken = set()
        for *_, i, j in sorted(found):
            if i not in taken and j not in pairs:
                pairs[j] = i
                taken.add(i)


def is_elsewhere(before, after, pairs):
    """Whether the parents of a pair are no pair."""
    return before.parent is not None and pairs.get(after.parent) != before.parent
