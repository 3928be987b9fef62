"""The order to which a regulation is annexed, where a file holds both: the order comes first."""

import re
from dataclasses import dataclass

from regulations.importing.heads.approvals import parsed
from regulations.importing.heads.blocks import Block, begins_title
from regulations.importing.heads.bodies import POST, body_of
from regulations.importing.heads.marks import marks_in
from regulations.importing.result import APPROVES, Approval
from regulations.importing.structure.headings import is_capitals
from regulations.importing.structure.labels import ANNEX, DOTTED, label_of


def _spaced(word):
    return r"\s?".join(word)


_NAMES = [_spaced(name) for name in ("ПРИКАЗ", "РАСПОРЯЖЕНИЕ", "ПОСТАНОВЛЕНИЕ")]
#: «П Р И К А З», «ПРИКАЗ № 5 от …», «Приказ по школе»; not «Приказ Министерства …».
_BEGINS = re.compile(
    rf"(?:{'|'.join(_NAMES)}|Приказ|Распоряжение|Постановление)(?P<rest>\s*"
    r"(?:$|[№N«\"_\d]|от\b|по\s+[а-яё«]).*)"
)
_COMMANDS = re.compile(
    rf"(?:{'|'.join(map(_spaced, ('приказываю', 'обязываю', 'постановляю', 'распоряжаюсь')))})"
    r"\b|\b(?:утвердить|ввести\s+в\s+действие)\b",
    re.IGNORECASE,
)
_GROUNDS = re.compile(r"(?:Об?|В|Во|На|С|Со|По)\s+[а-яё]")
_SIGNED = re.compile(rf"(?:{POST})", re.IGNORECASE)
_DEEPEST, _LONGEST, _LONGEST_HEAD, _NUMBERED = 25, 150, 25, 6
_LONGEST_MARK = 120
TOLD = "Перед документом стоит приказ, которым он утверждён: в текст приказ не вошёл."
_OTHER = "Номер в грифе не тот, что в приказе, который стоит перед документом."


@dataclass(frozen=True)
class Enclosing:
    """``end`` is the first line behind the order, ``row`` the decision that it is."""

    end: int
    row: Approval


def enclosing_order(lines):
    """The `Enclosing` of entries ``(line, …)``; None where they do not begin with an order."""
    texts = [line.stripped for line, *_ in lines[: _DEEPEST + _LONGEST + _LONGEST_HEAD]]
    start = next((n for n, text in enumerate(texts[:_DEEPEST]) if _BEGINS.fullmatch(text)), None)
    if start is None:
        return None
    command = next((n for n in range(start + 1, len(texts)) if _COMMANDS.search(texts[n])), None)
    # «Приказ № 5 от …» may stand in a head too, and «утвердить» in the text below it.
    if command is None or any(map(_is_of_regulation, texts[:command])):
        return None
    end = _end_of_order(texts, command + 1)
    return Enclosing(end, _decision(texts[start:end])) if end else None


def _is_of_regulation(text):
    label = label_of(text)[0]
    return begins_title(text) or (label is not None and label.kind == DOTTED)


def _end_of_order(texts, first):
    places = range(first, min(first + _LONGEST, len(texts)))
    opens = (n for n in places if _opens_annex(texts[n]) and _heads_title(texts[n:]))
    alone = (n for n in places if begins_title(texts[n]) and is_capitals(texts[n].split()[0]))
    return next(opens, None) or next(alone, None)


def _opens_annex(text):
    label, rest = label_of(text)
    if label and label.kind == ANNEX:
        return len(text) < _LONGEST_MARK and not rest.endswith(".")
    marks = marks_in(text)
    return bool(marks) and marks[0]["words"].isupper()


def _heads_title(texts):
    """Whether a title stands below, and no clause of the order between."""
    for text in texts[1:_LONGEST_HEAD]:
        if begins_title(text):
            return True
        label = label_of(text)[0]
        if label and label.kind != ANNEX:
            return False
    return False


def _decision(texts):
    """Number and date stand right below «ПРИКАЗ», the post in the signature."""
    head = [_BEGINS.fullmatch(texts[0])["rest"].strip()]
    for text in texts[1:_NUMBERED]:
        if _GROUNDS.match(text) or _COMMANDS.search(text):
            break
        head.append(text)
    posts = [body_of(text) for text in texts if _SIGNED.match(text)]
    told = "\n".join([texts[0], *head[1:]])
    row = parsed(Block(APPROVES, 0, ["", "\n".join(["приказ", *filter(None, head)])]))
    return Approval(APPROVES, posts[-1] if posts else "", None, row.order, row.date, told)


def with_enclosing(approvals, row, notes):
    """The approvals of an annex, the order's number and date where they have none.

    The order's text stays among the leftovers: an approval that only it tells of has no own.
    """
    decided = next(
        (each for each in approvals if each.kind == APPROVES and not each.protocol), None
    )
    if decided is None:
        if row.order or row.date:
            row.clause = ""
            approvals.append(row)
        return
    if decided.order and row.order and decided.order != row.order:
        notes.doubt("гриф", f"{decided.text}\n{row.text}", _OTHER)
        return
    decided.order = decided.order or row.order
    decided.date = decided.date or row.date
    decided.body = decided.body or row.body
