"""The file of rejected rows: to be put right and sent again."""

import csv
import io
import re

from memberships.roster.dictionary import REASON
from memberships.roster.tables import typed

# What spreadsheets calculate, or hand over to other programs, when they open a text file.
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
# A whole number of a phone, which no program calculates; «+1» and «-» alone are none.
_PHONE = re.compile(r"\+(?:[ ()-]{0,2}\d){10,15}")


def write_rejected(reading):
    """What `write_rows` makes of the rows that the reader itself has rejected."""
    rows = [(row.cells, row.reason) for row in reading.rejected]
    return write_rows(reading.titles, rows, reading.file_format)


def write_rows(titles, rows, file_format):
    """The bytes of a file of this format, separator and encoding; rows are ``(cells, reason)``.

    Has the columns of the sender's file but the dropped ones, and «Почему не принято», which is
    passed over when the file comes back. No cell can be taken for a formula.
    """
    lines = [[*titles, REASON], *([*cells, reason] for cells, reason in rows)]
    if file_format.extension == "xlsx":
        # Not above: openpyxl would take a tenth of the start of every process.
        from memberships.roster.xlsx_writing import write_workbook  # noqa: PLC0415

        return write_workbook([[_quoted(text) for text in line] for line in lines])
    return _text(lines, file_format)


def _text(rows, file_format):
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=file_format.separator, lineterminator="\r\n")
    writer.writerows([_as_text(text) for text in row] for row in rows)
    return target.getvalue().encode(file_format.encoding, errors="replace")


def _as_text(text):
    """With the sign of text before what would be calculated; a phone is none of that."""
    is_dangerous = _FORMULA.match(text) and not _PHONE.fullmatch(text)
    return f"'{text}" if is_dangerous else _quoted(text)


def _quoted(text):
    """A sign of text that the sender wrote gets another, of which the reader takes one away."""
    return f"'{text}" if text.startswith("'") and typed(text) != text else text
