"""What all kinds of file are turned into: tables of lines that know their row in the file."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import NamedTuple

from memberships.roster.errors import UnreadableFileError
from memberships.roster.values.letters import clean

MAX_ROWS = 50_000
# Titles, signatures and notes are lines as well.
MAX_LINES = MAX_ROWS + 200
MAX_COLUMNS = 150
# No cell of a list is so long; what is longer is cut, so that no pattern runs over a whole book.
LONGEST_TEXT = 2_000


_ERROR = re.compile(
    r"#(?:N/A|Н/Д|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|DIV/0!|ДЕЛ/0!|NAME\?|ИМЯ\?|NUM!|ЧИСЛО!|NULL!|ПУСТО!)"
)


class Fault(Enum):
    """Stands in the place of a value that cannot be known."""

    FORMULA = "формула"
    ERROR = "ошибка Excel"


class Line(NamedTuple):
    """One row with anything in it."""

    number: int  # as the sheet shows it
    cells: tuple
    continued: frozenset = frozenset()  # columns whose cell is merged with the one above


class FileFormat(NamedTuple):
    extension: str  # "xlsx" or "csv"
    separator: str = ""
    encoding: str = ""


@dataclass(slots=True, eq=False)
class Table:
    title: str
    lines: list[Line]
    # (first row, first column, last row, last column); rows as in the sheet, columns from 0
    merged: tuple = ()
    hidden: bool = False


class Limit:
    """Counts the lines of a whole file and refuses a file that has too many."""

    def __init__(self):
        self.lines = 0

    def count(self):
        self.lines += 1
        if self.lines > MAX_LINES:
            raise too_many_rows()


def too_many_rows():
    limit = f"{MAX_ROWS:,}".replace(",", " ")
    return UnreadableFileError(
        f"В файле больше {limit} строк. Разделите его: например, по параллелям или корпусам."
    )


def trimmed(cells):
    """The cells up to the last one that holds anything; () for an empty row."""
    end = len(cells)
    while end and (cells[end - 1] is None or cells[end - 1] == ""):
        end -= 1
    return tuple(cells[:end])


def text_of(value):
    """A cell as the sender sees it: one text for the rules and for the file of rejected rows."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value[:LONGEST_TEXT])
    if isinstance(value, Fault):
        return f"={value.value}"
    if isinstance(value, bool):
        return "да" if value else "нет"
    if isinstance(value, float) and value.is_integer():
        return f"{value:.0f}"
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def typed(text):
    """A cell that is text in the file: what begins like a formula is one.

    A sign of text before it, which we and Excel put there so that nothing is calculated, is gone.
    """
    if text[:1].isalnum():
        return text
    text = clean(text[:LONGEST_TEXT])
    if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@", "'", "\t", "\r"):
        text = text[1:]
    if text[:1] == "#" and _ERROR.fullmatch(text):
        return Fault.ERROR
    if text[:1] != "=" or len(text) == 1:
        return text
    return Fault.ERROR if text[1:] == Fault.ERROR.value else Fault.FORMULA
