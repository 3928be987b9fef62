"""What follows the last clause: signatures, sheets of acquaintance, late blocks of approval."""

import re

from regulations.importing.heads.approvals import parsed_blocks
from regulations.importing.heads.blocks import blocks_of
from regulations.importing.heads.bodies import POST
from regulations.importing.heads.marks import marks_in
from regulations.importing.meaning.dates import DATED
from regulations.importing.structure.labels import ANNEX, label_of

_SIGNATURE = re.compile(
    rf"(?i)(?:{POST})\b.{{0,80}}(?:_{{3,}}|\s{{3,}}|/|[А-ЯЁ]\.\s?[А-ЯЁ]\.).*|_{{3,}}.*"
    r"|(?:составил|разработал|исполнитель|исполнил|ответственн\w+\s+исполнитель|согласующ)\w*\s*[:_].*"
    r"|(?:с\s+(?:настоящ\w+\s+)?(?:положением|порядком|регламентом|правилами|инструкцией)\s+)?ознакомлен[аы]?\b\s*[:(_]?.*|лист\s+(?:ознакомления|согласования).*"
    r"|с\s+(?:настоящим\s+)?положением\s+ознакомлен.*"
    r"|дата\s*[:_].*|подпись\s*[:_].*|М\.\s?П\.?|прошито.*|пронумеровано.*"
    r"|(?-i:[А-ЯЁ])[а-яё\s«»-]{3,80}(?:\t|\s{3})[\s_]*"
    r"(?-i:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)"
)
_SIGNED_ROW = re.compile(
    rf"(?i:{POST})[^|]{{0,80}}\|[\s_|]*"
    r"(?:(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s(?:[А-ЯЁ]\.\s?){1,2})"
)
_NEAR_END = 40
_LONGEST_BLOCK = 6
_PAPER = re.compile(r"(?:протокол|приказ|распоряжени)\w*", re.IGNORECASE)


def take_tail(lines, notes):
    """``(lines of the text, approvals)``: what closes the paper goes to leftovers or approvals."""
    first = max(len(lines) - _NEAR_END, 0)
    if any(_is_annex(line) for line, _, _ in lines):
        # The forms of an annex have lines for signatures of their own.
        return lines, []
    for number in range(first, len(lines)):
        line = lines[number][0]
        if _closes(line, lines[number:]):
            return lines[:number], _read([each for each, _, _ in lines[number:]], notes)
    return lines, []


def _closes(line, rest):
    text = line.stripped
    if line.row:
        return bool(_SIGNED_ROW.fullmatch(text))
    if label_of(text)[0] and label_of(text)[0].kind != ANNEX:
        return False
    if any(_continues(each) for each, _, _ in rest[1:]):
        return False
    found = marks_in(text)
    mark = bool(found) and found[0].start() == 0 and found[0]["words"].isupper()
    return mark or _is_late_mark(text, found, rest) or bool(_SIGNATURE.fullmatch(text))


def _is_late_mark(text, found, rest):
    """«Принято с учётом мнения» alone in its line, with a dated protocol below it."""
    below = "\n".join(line.stripped for line, _, _ in rest[1:_LONGEST_BLOCK])
    alone = bool(found) and found[0].group().strip() == text
    return alone and bool(_PAPER.search(below) and DATED.search(below))


def _is_annex(line):
    label, rest = label_of(line.text)
    return label is not None and label.kind == ANNEX and len(rest) < 120 and not rest.endswith(".")


def _continues(line):
    """A numbered clause or an annex: the text is not at its end."""
    label, rest = label_of(line.text)
    if label is None:
        return False
    return label.kind == ANNEX or (not label.is_item and len(rest) > 15)


def _read(lines, notes):
    blocks, rest = blocks_of(lines)
    approvals = []
    for block, row in parsed_blocks(blocks):
        if row.protocol or row.order or row.date:
            approvals.append(row)
            notes.doubt("гриф", row.text, "Гриф стоит в конце документа.")
        else:
            notes.leave(block.text)
    for line in rest:
        notes.leave(line.text)
    return approvals
