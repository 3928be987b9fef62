"""The file of rejected rows: to be put right and sent again."""

import csv
import io
import re

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from memberships.roster.dictionary import REASON
from memberships.roster.tables import typed

_SHEET = "Не принято"
_WIDTH = 24
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
        return _workbook(lines)
    return _text(lines, file_format)


def _workbook(rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "A2"
    for place in range(len(rows[0])):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    for number, row in enumerate(rows):
        sheet.append([_text_cell(sheet, _quoted(text), bold=number == 0) for text in row])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _text_cell(sheet, text, *, bold):
    cell = WriteOnlyCell(sheet, text)
    # Otherwise openpyxl makes a formula of what begins with «=»; with the format it stays a text
    # when somebody edits the cell.
    cell.data_type = "s"
    cell.number_format = "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


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
