"""Two people changed one text: what each of them did, word by word, and both put together."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s\w]|\w+")


@dataclass(frozen=True)
class Piece:
    """``kind``: "same", "gone" or "new"."""

    kind: str
    text: str


def difference(old, new):
    """The pieces that lead from the old text to the new one."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    pieces = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(before[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(after[c:d])))
    return pieces


def merged(base, theirs, mine):
    """Both changes in one text; None where they touch the same words."""
    words = WORDS.findall(base)
    changes = sorted(_changes(words, theirs) + _changes(words, mine))
    result, reached = [], 0
    for number, (start, end, put) in enumerate(changes):
        if number and changes[number - 1] == (start, end, put):
            continue  # both did the same
        if start < reached or (number and changes[number - 1][:2] == (start, end)):
            return None
        result += words[reached:start] + list(put)
        reached = end
    return "".join(result + words[reached:])


def _changes(words, text):
    changed = WORDS.findall(text)
    matcher = SequenceMatcher(None, words, changed, autojunk=False)
    return [
        (a, b, tuple(changed[c:d])) for what, a, b, c, d in matcher.get_opcodes() if what != "equal"
    ]
