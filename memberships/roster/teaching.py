"""Rows of lists that say who teaches what where, and who leads which class or group."""

import re

from memberships.roster.cells import required_name, required_units
from memberships.roster.dictionary import WORDS, key_of
from memberships.roster.errors import RefusedRow
from memberships.roster.private import is_private
from memberships.roster.rows import TeachingRow
from memberships.roster.values.people import read_people
from memberships.roster.values.units import split_units, unit_key
from sferum_portal.lib.text import search_form

_BETWEEN_SUBJECTS = re.compile(r"[;,\n]+(?![^(]*\))")


class TeachingReader:
    """Collects :attr:`rows`: one for each unit and subject that a row of the list names."""

    def __init__(self):
        self.rows = []
        self._seen = {}

    def take(self, cells, unit):
        tasks = [*self._teaching(cells, unit), *self._leading(cells, unit)]
        fresh = {
            _key(name, subject, one): (name, subject, one)
            for name, subject, one in tasks
            if _key(name, subject, one) not in self._seen
        }
        if not fresh:
            raise RefusedRow(f"Повторяет строку {self._seen[_key(*tasks[0])]}.")
        for key, (name, subject, one) in fresh.items():
            self._seen[key] = cells.line.number
            self.rows.append(
                TeachingRow(
                    cells.line.number,
                    cells.sheet,
                    *name,
                    subject=subject,
                    unit=one,
                    unit_key=unit_key(one),
                    leads=not subject,
                )
            )
        if len(fresh) < len(tasks):
            cells.note("Часть этой строки уже была выше: повторы пропущены.")

    def _teaching(self, cells, unit):
        """``(name, subject, unit)``; an empty subject is the lead."""
        if cells.text("leader_full_name") and not (
            cells.text("full_name") or cells.text("surname")
        ):
            return
        name = required_name(cells, initials=True)
        subjects, leads = _subjects(cells)
        led = cells.text("leads")
        led_units = [] if led.casefold() in WORDS.yes else split_units(led)
        if led and not led_units:
            leads = True
        if subjects or leads or not led_units:
            units = required_units(cells, unit)
            if not subjects and not leads:
                raise RefusedRow("Нет предмета.")
            yield from ((name, subject, one) for subject in subjects for one in units)
            yield from ((name, "", one) for one in units if leads)
        yield from ((name, "", one) for one in led_units)

    def _leading(self, cells, unit):
        if text := cells.text("leader_full_name"):
            leaders = [person.name for person in read_people(text) if person.name.surname]
            if not leaders:
                raise RefusedRow("Имя руководителя не читается.")
            units = required_units(cells, unit)
            yield from ((name, "", one) for name in leaders for one in units)


def _subjects(cells):
    """``(subjects, whether the cells name the lead of a unit)``"""
    parts = _BETWEEN_SUBJECTS.split(cells.text("subject"))
    subjects = [" ".join(part.split()) for part in parts if not is_private(part)]
    roles = {key_of(part) for part in _BETWEEN_SUBJECTS.split(cells.text("post"))}
    leads = bool(WORDS.leads & (roles | set(map(key_of, subjects))))
    return [each for each in subjects if each and key_of(each) not in WORDS.leads], leads


def _key(name, subject, unit):
    return search_form(f"{name} / {subject}"), unit_key(unit)
