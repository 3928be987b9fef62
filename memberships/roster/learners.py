"""Rows of lists of learners."""

from dataclasses import replace

from memberships.roster.cells import required_name, required_unit
from memberships.roster.errors import RefusedRow
from memberships.roster.parents import read_parents
from memberships.roster.rows import LearnerRow
from memberships.roster.values.dates import read_date
from memberships.roster.values.names import remark_of
from memberships.roster.values.units import unit_key
from sferum_portal.lib.text import search_form

_MOST_NAMESAKES = 50


class LearnerReader:
    """Collects :attr:`rows`; knows by earlier ones what is a repetition."""

    def __init__(self):
        self.rows = []
        self._places = {}  # {(person, unit): places in rows}
        self._numbers = {}  # {(person, date of birth): number of the first row}

    def take(self, cells, unit):
        """``unit`` is the one that a heading names, for lists without a column for it."""
        name = required_name(cells)
        unit = required_unit(cells, unit)
        row = LearnerRow(
            cells.line.number,
            cells.sheet,
            *name,
            birth_date=_birth_date(cells),
            unit=unit,
            unit_key=unit_key(unit),
            email=cells.email("email"),
            phone=cells.phone("phone"),
            external_id=cells.line_of("external_id"),
            parents=read_parents(cells),
        )
        if remark_of(cells.text("full_name") or cells.text("surname")):
            cells.note("Пометка в скобках рядом с именем не прочитана.")
        self._add(row, cells)

    def _add(self, row, cells):
        person = search_form(f"{row.surname} {row.given_name} {row.patronymic}")
        namesakes = self._places.setdefault((person, row.unit_key), [])
        # More of one name in one unit are no list of people any more.
        for place in namesakes[:_MOST_NAMESAKES]:
            earlier = self.rows[place]
            if not _may_be_one(earlier, row):
                continue
            is_last = place == len(self.rows) - 1
            if is_last and (cells.is_continued("full_name") or cells.is_continued("surname")):
                # One name, merged over two rows: each row has one of the parents.
                self.rows[place] = _with_parents_of(earlier, row)
                return
            raise RefusedRow(
                f"Повторяет строку {earlier.number}: те же имя и подразделение. "
                "Если это другой человек, укажите даты рождения обоих."
            )
        if row.birth_date:
            first = self._numbers.setdefault((person, row.birth_date), row.number)
            if first != row.number:
                cells.note(f"Похоже, тот же человек с другим подразделением есть в строке {first}.")
        namesakes.append(len(self.rows))
        self.rows.append(row)


def _birth_date(cells):
    if not cells.text("birth_date"):
        return None
    if found := read_date(cells.value("birth_date")):
        return found
    raise RefusedRow("Дата рождения не читается или невозможна. Напишите её так: 12.05.2015.")


def _may_be_one(earlier, row):
    pairs = [(earlier.birth_date, row.birth_date), (earlier.external_id, row.external_id)]
    return all(not (one and other) or one == other for one, other in pairs)


def _with_parents_of(earlier, row):
    known = {(parent.surname, parent.given_name, parent.patronymic) for parent in earlier.parents}
    added = [
        parent
        for parent in row.parents
        if (parent.surname, parent.given_name, parent.patronymic) not in known
    ]
    return replace(earlier, parents=(*earlier.parents, *added))
