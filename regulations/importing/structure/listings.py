"""Lists without marks: below a colon, each entry ends with a semicolon."""

import re

from regulations.importing.structure.labels import PAREN, SINGLE, label_of

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


def is_numbered_entry(clause, value, sections):
    """«1.» inside a clause «2.3»: an entry of its list."""
    if clause is None:
        return False
    number = clause.number or ""
    if "." in number:
        return not _continues_count(clause, value, sections)
    if number.isdigit() and value == int(number) + 1 and not in_numbered_list(clause):
        return False
    opens = clause.text.endswith(":") and value == 1 and not clause.items
    return opens or in_numbered_list(clause, value)


def _continues_count(clause, value, sections):
    """«5.» below «4.1.» where «4.» is a clause too: the sections are counted through."""
    whole = int(clause.number.split(".")[0])
    counted = any(c.number == str(whole) for s in sections for c in s.clauses)
    return counted and value == whole + 1 and not in_numbered_list(clause, value)


def in_numbered_list(clause, value=None):
    """Whether the list of the clause is numbered, and goes on with this number."""
    marks = [item.mark.rstrip(".") for item in clause.items[-1:]]
    if not marks or not marks[-1].isdigit():
        return False
    if [item.text[-1:] for item in clause.items[-2:]] == [";", "."]:
        return False
    return value is None or int(marks[-1]) + 1 == value


def follows_whole(clause, value, last):
    """Whether «3)» is a clause after the clause «2)» or «2.»."""
    if clause is None or clause.number is None or "." in clause.number:
        return False
    if last == (PAREN, value - 1):
        in_list = clause.items and clause.items[-1].mark.endswith(")")
        return not in_list or clause.items[-1].mark.strip("().") != str(value - 1)
    return last == (SINGLE, value - 1) and not clause.items and not clause.text.endswith(":")


def is_open(clause):
    """Whether a list stands below the clause that may go on: no stop has closed it."""
    if clause is None or not clause.text.endswith(":"):
        return False
    closed = clause.items and clause.items[-1].text.endswith(".")
    return not closed or in_numbered_list(clause)
