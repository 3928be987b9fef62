"""The bytes of a file → its tables."""

from pathlib import PurePath

from memberships.roster.delimited import read_delimited
from memberships.roster.guards import is_workbook
from memberships.roster.tables import FileFormat


def read_tables(name, data):
    """``(tables, format)``; what the file is its bytes say, whatever its name ends with."""
    if is_workbook(data):
        # Not above: openpyxl would take a tenth of the start of every process.
        from memberships.roster.xlsx import read_workbook  # noqa: PLC0415

        return read_workbook(data), FileFormat("xlsx")
    table, file_format = read_delimited(PurePath(name).stem.replace("_", " "), data)
    return [table], file_format
