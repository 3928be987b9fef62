"""Rows of lists of employees."""

from memberships.roster.cells import required_name
from memberships.roster.errors import RefusedRow
from memberships.roster.rows import StaffRow
from sferum_portal.lib.text import search_form


class StaffReader:
    """Collects :attr:`rows`. Someone with two posts has two rows, and both are taken."""

    def __init__(self):
        self.rows = []
        self._seen = {}

    def take(self, cells, unit):
        name = required_name(cells)
        row = StaffRow(
            cells.line.number,
            cells.sheet,
            *name,
            post=cells.line_of("post"),
            phone=cells.phone("phone"),
            email=cells.email("email"),
            external_id=cells.line_of("external_id"),
            subject=cells.line_of("subject"),
        )
        person = search_form(f"{name} / {row.post} / {row.subject}"), row.external_id, row.phone
        if person in self._seen:
            raise RefusedRow(f"Повторяет строку {self._seen[person]}: те же имя и должность.")
        self._seen[person] = row.number
        self.rows.append(row)
