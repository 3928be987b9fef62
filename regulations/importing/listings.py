"""Lists without marks: below a colon, each entry ends with a semicolon."""

import re

from regulations.importing.labels import label_of

ABBREVIATION = re.compile(r"(?:\b(?:г|гг|им|ст|п|пп|ч|т|стр|ул|д|см|др|руб|тел|эл|обл|[А-ЯЁ])\.)$")
_DEFINITION = re.compile(r".{3,160}?\s[–—-]\s")
_LONGEST_ENTRY = 8


def end_of_listing(lines, start):
    """The end of the list without marks that begins at ``start``; ``start`` where none does.

    What breaks lines inside an entry then says nothing: only a semicolon ends it, a stop the list.
    """
    closed = begun = start
    for number in range(start, len(lines)):
        line, _, _ = lines[number]
        text = line.stripped
        if label_of(text)[0] or line.row or line.heading or number - begun >= _LONGEST_ENTRY:
            break
        if text.endswith(";"):
            closed = begun = number + 1
        elif text.endswith((".", ":")) and not ABBREVIATION.search(text):
            return number + 1 if closed > start and text.endswith(".") else closed
    return closed


def is_entry(clause, text):
    """An entry without a mark, below a paragraph without a number."""
    items = clause.items
    closes = bool(items) and not items[-1].mark and items[-1].text.endswith(";")
    return text[:1].islower() or text.endswith(";") or closes


def goes_on(clause, text):
    """Whether a paragraph without a mark is an entry of the list of its clause."""
    before = clause.items[-1].text if clause.items else ";"
    if clause.items and clause.items[-1].paragraph:
        return False
    unmarked = not clause.items or not clause.items[-1].mark
    listing = before.endswith((";", ",")) and (unmarked or text[:1].islower())
    return listing or (unmarked and bool(_DEFINITION.match(text)))
