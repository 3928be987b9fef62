"""Reads rosters as schools really send them: workbooks and texts of every shape.

Knows nothing of the database: bytes go in, rows and reasons come out.
"""

import os

# Where lxml is installed openpyxl would take it instead of defusedxml, which refuses entities.
os.environ["OPENPYXL_LXML"] = "False"

from memberships.roster.dictionary import KINDS
from memberships.roster.errors import UnreadableFileError
from memberships.roster.reading import Reading, read_roster
from memberships.roster.rejected import write_rejected, write_rows
from memberships.roster.rows import LearnerRow, Note, ParentRow, Rejected, StaffRow, TeachingRow
from memberships.roster.tables import FileFormat
from memberships.roster.values.units import unit_key, unit_name

__all__ = [
    "KINDS",
    "FileFormat",
    "LearnerRow",
    "Note",
    "ParentRow",
    "Reading",
    "Rejected",
    "StaffRow",
    "TeachingRow",
    "UnreadableFileError",
    "read_roster",
    "unit_key",
    "unit_name",
    "write_rejected",
    "write_rows",
]
