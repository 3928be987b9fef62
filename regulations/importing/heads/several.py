"""Several decisions under one mark: «… педагогического совета, протокол № 1, и совета …»."""

import re
from dataclasses import replace
from itertools import pairwise

from regulations.importing.heads.bodies import bodies_in
from regulations.importing.meaning.dates import DATED, NUMBERED
from regulations.importing.result import APPROVES

_PROTOCOL = re.compile(r"протокол\w*", re.IGNORECASE)
#: What leads to a body or a protocol and belongs to it.
_LEAD = re.compile(
    r"(?:\b(?:и|а\s+также|на|с|со|от|по|решени\w+|заседани\w+|председател\w+)\s+|\()*$",
    re.IGNORECASE,
)


def apart(block):
    """The block, or a block for each of its decisions, every one with a body and a protocol.

    The first keeps the mark; no sign is lost between them.
    """
    words = block.words
    protocols = _protocols(words)
    places = _places(words, protocols) if len(protocols) > 1 else []
    if not places:
        return [block]
    bounds = [0, *(place - len(_LEAD.search(words[:place])[0]) for place in places), len(words)]
    # Two councils that approve one paper: rather one has approved and the other was heard.
    block = replace(block, mixed=block.mixed or block.kind == APPROVES)
    first, *others = [words[start:end].strip().split("\n") for start, end in pairwise(bounds)]
    return [
        replace(block, pieces=[block.pieces[0], *first]),
        *(replace(block, pieces=["", *lines], of_annex=False) for lines in others),
    ]


def is_of_several(words):
    """Whether more than one protocol or collegial body is named in the words of a block."""
    return len(_PROTOCOL.findall(words)) > 1 or len({name for _, name in bodies_in(words)}) > 1


def _protocols(words):
    """Where protocols stand that have a number or a date."""
    found = [each.span() for each in _PROTOCOL.finditer(words)]
    ends = [*(start for start, _ in found), len(words)][1:]
    return [
        start
        for (start, end), stop in zip(found, ends, strict=True)
        if DATED.search(words, end, stop) or NUMBERED.search(words, end, stop)
    ]


def _places(words, protocols):
    """Where the second and further decisions begin; none where the words do not tell."""
    bodies = bodies_in(words)
    if len(bodies) != len(protocols) or len({name for _, name in bodies}) < len(bodies):
        return []
    starts = [start for start, _ in bodies]
    pairs = list(zip(starts, protocols, strict=True))
    if all(max(one) < min(two) for one, two in pairwise(pairs)):
        return [min(pair) for pair in pairs[1:]]
    return []
