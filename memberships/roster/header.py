"""The row of titles, which stands below the name of the school, a date and other lines."""

from typing import NamedTuple

from memberships.roster.columns import Columns, understand
from memberships.roster.dictionary import key_of
from memberships.roster.private import is_private_title, may_be_private
from memberships.roster.tables import text_of
from memberships.roster.titles import numbered
from memberships.roster.values.units import unit_in_title

_DEEPEST = 40
_LONGEST_TITLE = 100


class Header(NamedTuple):
    columns: Columns
    number: int  # of its last row, as the sheet shows it
    lines: int  # so many lines of the table are above the data
    unit: str  # named above the table or by the sheet's title; "" where there is a column for it

    @property
    def score(self):
        return len(set(self.columns.fields.values()))


def find_header(table, *, kind=None, mapping=None):
    """The :class:`Header` in which most columns are recognised, or None."""
    best, most = None, 0
    for place, line in enumerate(table.lines[:_DEEPEST]):
        for depth, titles in _candidates(table, place):
            columns = understand(titles, kind=kind, mapping=mapping)
            header = Header(columns, line.number, place + depth, "")
            if columns.is_header and header.score > most:
                number = table.lines[place + depth - 1].number
                best, most = header._replace(number=number), header.score
    return best and _with_unit(table, best, kind, mapping)


def likeliest_titles(table):
    """The titles of the row that looks most like one of titles, () where none does.

    Nothing private is among them: the row may be one of data after all.
    """
    best = ()
    for line in table.lines[:_DEEPEST]:
        texts = [_one_line(text_of(cell)) for cell in line.cells]
        titles = [text for text in texts if _may_be_title(text)]
        # As many columns as possible; of equal rows the upper one.
        if len(titles) > max(len(best), 1):
            best = numbered(titles)
    return tuple(best)


def _may_be_title(text):
    is_word = any(letter.isalpha() for letter in text) and len(text) <= _LONGEST_TITLE
    return is_word and not (is_private_title(text) or may_be_private(text) or "@" in text)


def _with_unit(table, header, kind, mapping):
    """A list of one class has no column for it: the class stands in the heading."""
    columns = header.columns
    if columns.has_unit or columns.kind not in ("learners", ""):
        return header
    lines = table.lines[: header.lines]
    headings = (text_of(cell) for line in reversed(lines) for cell in line.cells)
    units = (unit_in_title(text) for text in [table.title, *headings] if text)
    unit = next(filter(None, units), "")
    if unit and not columns.kind:
        columns = understand(columns.titles, kind=kind or "learners", mapping=mapping)
    return header._replace(columns=columns, unit=unit)


def _candidates(table, place):
    """``(number of rows, titles)``: the row alone, and over the next one."""
    upper = table.lines[place]
    titles = [text_of(cell) for cell in upper.cells]
    if not any(titles):
        return
    yield 1, numbered([_one_line(title) for title in titles])
    if place + 1 < len(table.lines):
        lower = [text_of(cell) for cell in table.lines[place + 1].cells]
        # Dashes below the titles are no titles.
        lower = [text if key_of(text) else "" for text in lower]
        if any(lower):
            yield 2, numbered(_joined(table, upper, titles, lower))


def _joined(table, upper, titles, lower):
    width = max(len(titles), len(lower))
    titles = titles + [""] * (width - len(titles))
    lower = lower + [""] * (width - len(lower))
    over = _spread(table, upper, titles)
    return [
        _one_line(below if not above or above == below else f"{above} / {below}" if below else own)
        for own, above, below in zip(titles, over, lower, strict=True)
    ]


def _spread(table, upper, titles):
    """The upper titles over all columns that they stand above, by merging or by being left out."""
    over = list(titles)
    merged = [each for each in table.merged if each[0] == upper.number and each[3] > each[1]]
    if merged:
        for _, first, _, last in merged:
            over[first : last + 1] = [over[first]] * len(over[first : last + 1])
        return over
    for place in range(1, len(over)):
        over[place] = over[place] or over[place - 1]
    return over


def _one_line(title):
    return " ".join(title.split())
