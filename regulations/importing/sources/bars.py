"""Blocks of approval in a table that is drawn with bars: read column by column, as from a .docx."""

import re
from dataclasses import replace

from regulations.importing.heads.marks import begins_with_mark

_PAPER = re.compile(r"протокол|приказ|распоряжени|20\d\d|20_", re.IGNORECASE)
_BAR = re.compile(r"[|¦│║┃├┤┼╠╣╬]")
#: «|---|---|», «+------+------+», «├───┼───┤»
_DRAWN = re.compile(r"[\s|¦+:=_─-╿–—-]+")


def without_bars(lines, notes):
    """The lines, those of such a table as a line for each cell; its bars are marks."""
    result, number = [], 0
    while number < len(lines):
        end = _end_of_table(lines, number)
        if end > number and _approves(lines[number:end]):
            result += _by_columns(lines[number:end], notes)
            number = end
        else:
            result += lines[number : max(end, number + 1)]
            number = max(end, number + 1)
    return result


def _end_of_table(lines, start):
    end = start
    while end < len(lines) and (_BAR.search(lines[end].text) or _is_rule(lines[end].text)):
        end += 1
    return end


def _is_rule(text):
    return bool(_DRAWN.fullmatch(text)) and len(text.strip()) > 3


def _approves(lines):
    """Not a table of the text, in which «Согласовано» may head a column."""
    names_paper = any(_PAPER.search(line.text) for line in lines)
    return names_paper and any(
        begins_with_mark(cell) for line in lines for cell in _cells(line.text)
    )


def _by_columns(lines, notes):
    rows = []
    for line in lines:
        if _is_rule(line.text):
            notes.mark(line.text)
            continue
        cells = _cells(line.text)
        rules = [cell for cell in cells if _is_rule(cell)]
        notes.mark("".join([*_BAR.findall(line.text), *rules]))
        rows.append((line, ["" if cell in rules else cell for cell in cells]))
    columns = range(max(len(cells) for _, cells in rows))
    for column in columns:
        for line, cells in rows:
            if column < len(cells) and cells[column].strip():
                yield replace(line, text=cells[column].strip(), row=False, blank=0)


def _cells(text):
    return _BAR.split(text)
