"""A workbook of Excel from rows of texts."""

import io

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_SHEET = "Не принято"
_WIDTH = 24


def write_workbook(rows):
    """The bytes of a workbook of one sheet, all its cells texts; the first row are the titles."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET)
    sheet.freeze_panes = "A2"
    for place in range(len(rows[0])):
        sheet.column_dimensions[get_column_letter(place + 1)].width = _WIDTH
    for number, row in enumerate(rows):
        sheet.append([_text_cell(sheet, text, bold=number == 0) for text in row])
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
