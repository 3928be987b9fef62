"""Word by word: which words of one text are struck and which are inserted to get the other."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, STRUCK, INSERTED = "same", "struck", "inserted"
#: Signs that one typesetter writes one way and another otherwise; they are no change of words.
TWINS = str.maketrans(
    dict.fromkeys('„“”«»"', '"')
    | dict.fromkeys("–—−", "—")
    | {"\N{NON-BREAKING HYPHEN}": "-", "\N{HYPHEN}": "-"}
)
#: They show in no line: what holds or breaks it is typography alone.
UNSEEN = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff"))
TOKEN = re.compile(r"(?:\w+(?:[-‑.:/]\w+)*|[^\w\s])\s*")
# Between two changes so few letters that stay make the reader stumble, not understand.
SHORTEST_ISLAND = 4


@dataclass(frozen=True)
class Word:
    """A run of words: ``op`` is «same», «struck» (only before) or «inserted» (only after)."""

    op: str
    text: str


def normal(text):
    """The text in one typography: single plain spaces, one sort of quotation marks and dashes."""
    return " ".join(text.translate(UNSEEN).translate(TWINS).split())


def tidy(text):
    """The text as it is shown: its own signs, single plain spaces."""
    return " ".join(text.translate(UNSEEN).split())


def differences(old, new):
    """The runs that turn ``old`` into ``new``; see `apply_to`.

    Texts that differ in typography alone are one run that stays.
    """
    before, after = TOKEN.findall(tidy(old)), TOKEN.findall(tidy(new))
    matcher = SequenceMatcher(None, _keys(before), _keys(after), autojunk=False)
    runs = []
    for tag, a, b, c, d in _without_islands(matcher.get_opcodes(), before):
        if tag == "equal":
            # As the later text writes it, its spaces included.
            runs.append(Word(SAME, "".join(after[c:d])))
            continue
        runs += [Word(STRUCK, "".join(before[a:b]))] if b > a else []
        runs += [Word(INSERTED, "".join(after[c:d]))] if d > c else []
    return tuple(runs)


def apply_to(old, runs):
    """``old`` with the runs' words struck and inserted; ValueError where they are not its words."""
    left, made = normal(old).replace(" ", ""), ""
    for run in runs:
        if run.op != INSERTED:
            words = normal(run.text).replace(" ", "")
            if not left.startswith(words):
                raise ValueError(f"«{run.text}» is not what the text has there")
            left = left[len(words) :]
        if run.op != STRUCK:
            made += run.text
    if left:
        raise ValueError(f"«{left}» is left over")
    return made


def _keys(tokens):
    return [normal(token) for token in tokens]


def _without_islands(opcodes, before):
    """Opcodes in which a small run between two changes belongs to them."""
    joined = []
    for position, (tag, a, b, c, d) in enumerate(opcodes):
        inner = 0 < position < len(opcodes) - 1
        letters = sum(sign.isalnum() for sign in "".join(before[a:b]))
        stays = tag == "equal" and not (inner and letters < SHORTEST_ISLAND)
        if joined and not stays and joined[-1][0] != "equal":
            _, start, _, later, _ = joined[-1]
            joined[-1] = ("replace", start, b, later, d)
        else:
            joined.append(("equal" if stays else "replace", a, b, c, d))
    return joined
