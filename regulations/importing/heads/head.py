"""The head of a regulation: where it ends, its title, its approvals, the rest."""

import re

from regulations.importing.heads.approvals import parsed_blocks
from regulations.importing.heads.blocks import begins_title, blocks_of
from regulations.importing.heads.bodies import nominative
from regulations.importing.heads.enclosing import TOLD, enclosing_order, with_enclosing
from regulations.importing.heads.marks import marks_in
from regulations.importing.heads.preamble import Preamble
from regulations.importing.heads.title import take_title
from regulations.importing.structure.headings import is_known, may_be_heading
from regulations.importing.structure.labels import (
    ANNEX,
    BULLET,
    DOTTED,
    ROMAN,
    SINGLE,
    WORD,
    label_of,
)

_DEEPEST = 90
_SENTENCE_END = re.compile(r"[а-яё»)\d\"][.;:]$")


class Head:
    """``title``, ``approvals`` and ``preamble`` (lines of text) of the lines above section one."""

    def __init__(self, lines, notes, hyphens):
        self.notes = notes
        order = enclosing_order(lines)
        start = self._leave_order(order, lines)
        self.end = start + _end_of_head(lines[start:])
        head = [line for line, _, _ in lines[start : self.end]]
        blocks, rest = blocks_of(head)
        pairs = parsed_blocks(blocks)
        self.approvals = _with_orders(pairs, notes)
        if order:
            with_enclosing(self.approvals, order.row, notes)
        self.title, above, below = take_title(rest, notes, hyphens)
        self.is_found = bool(self.title or self.approvals)
        entries = {id(entry[0]): entry for entry in lines}
        after = [line for line, _, _ in lines[self.end : self.end + 1]]
        chosen = Preamble(above, below, after, notes, is_found=self.is_found).lines
        self.preamble = [entries[id(line)] for line in chosen]
        kept = {id(row) for row in self.approvals}
        for block, row in pairs:
            if id(row) in kept:
                self._doubt(block, row)

    def _leave_order(self, order, lines):
        """The first line of the annex; all above it is no part of the regulation."""
        if order is None:
            return 0
        for line, _, _ in lines[: order.end]:
            self.notes.leave(line.text)
        self.notes.doubt("не вошло", order.row.text, TOLD)
        return order.end

    def _doubt(self, block, row):
        where = "гриф"
        if not row.body:
            self.notes.doubt(where, row.text, "Не найдено, чьё это решение.")
        if not row.date:
            self.notes.doubt(where, row.text, "Не найдена дата.")
        if not (row.protocol or row.order):
            self.notes.doubt(where, row.text, "Не найден номер протокола или приказа.")
        if block.mixed:
            self.notes.doubt(where, row.text, "Грифы стояли рядом: проверьте, что чьё.")


def _end_of_head(lines):
    """The first line of the text itself."""
    titled = marked = False
    before = ""
    for number, (line, _, _) in enumerate(lines[:_DEEPEST]):
        text = line.stripped
        marked = marked or bool(marks_in(text))
        if not titled and not marked and _SENTENCE_END.search(text) and len(before + text) > 100:
            return 0
        before = text
        if begins_title(text) and not titled:
            titled = True
            continue
        label, rest = label_of(text)
        if label and _begins_text(label, rest, lines, number, titled):
            return number
        if is_known(text) or (line.row and titled):
            return number
        if titled and line.heading and not begins_title(text) and number and may_be_heading(text):
            return number
    return min(len(lines), _DEEPEST) if titled or _has_marks(lines) else 0


def _has_marks(lines):
    return any(marks_in(line.text) for line, _, _ in lines[:_DEEPEST])


def _begins_text(label, rest, lines, number, titled):
    if label.kind == ANNEX:
        return False
    if label.kind in (DOTTED, WORD):
        return label.parts[-1] <= 3 or titled
    if label.kind in (SINGLE, ROMAN):
        after = lines[number + 1][0].stripped if number + 1 < len(lines) else ""
        return label.parts[0] <= 2 and bool(
            rest[:1].isupper() or (not rest and after[:1].isupper())
        )
    return (label.kind == BULLET and (titled or number < 3)) or (label.is_item and titled)


def _with_orders(pairs, notes):
    """The approvals; an annex's «к приказу …» fills in the head's block or stands for it."""
    rows, annexes = [], []
    for block, row in pairs:
        (annexes if block.of_annex else rows).append(row)
    head = [row for row in rows if row.kind == "approves"]
    for annex in annexes:
        if head and (head[0].order or not annex.order):
            notes.leave(annex.text)
        elif head:
            head[0].order, head[0].date = annex.order, annex.date or head[0].date
            head[0].text = f"{head[0].text}\n{annex.text}"
        elif not (annex.order or annex.date):
            notes.leave(annex.text)
        else:
            body = re.sub(r"(?i)^приложение\s*(?:№\s*\d+)?\s*к?\s*", "", annex.body)
            annex.body = nominative(body)
            rows.append(annex)
    return rows
