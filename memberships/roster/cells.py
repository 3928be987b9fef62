"""One row, asked by field."""

from memberships.roster.dictionary import ATTRIBUTE_LABELS, WORDS
from memberships.roster.errors import RefusedRow
from memberships.roster.private import is_private
from memberships.roster.rows import Note
from memberships.roster.tables import Fault
from memberships.roster.values.contacts import read_email, read_phone
from memberships.roster.values.names import Name, name_part, read_name
from memberships.roster.values.units import looks_like_date, split_units, unit_key, unit_name

# What the portal's own fields hold.
_LONGEST_PART, _LONGEST_UNIT, _LONGEST_TEXT = 100, 100, 200
_FAULTS = {
    Fault.FORMULA: "формула, а не значение: скопируйте колонку и вставьте «как значения»",
    Fault.ERROR: "ошибка Excel вместо значения",
}


class Cells:
    """The cells of one row by field; collects notes on the way."""

    def __init__(self, line, sheet, columns, texts):
        """``texts`` are those of all cells of the line."""
        self.line, self.sheet, self.columns = line, sheet, columns
        self.notes = []
        self._texts = texts

    def __bool__(self):
        """Whether there is anything in the columns that are read."""
        return any(self._texts[place] for place in self._places(self.columns.fields))

    def _places(self, places):
        return (place for place in places if place < len(self._texts))

    def refuse_faults(self):
        for place in self._places(self.columns.fields):
            value = self.line.cells[place]
            if isinstance(value, Fault):
                title = self.columns.titles[place]
                raise RefusedRow(f"В колонке «{title}» {_FAULTS[value]}.")

    def value(self, name):
        """What the cell holds, which may be a number or a date."""
        return next(
            (self.line.cells[place] for place in self._places(self.columns.places(name))), None
        )

    def texts(self, name):
        """The texts of all columns that hold this field; dashes and «нет» count as nothing."""
        texts = [self._texts[place] for place in self._places(self.columns.places(name))]
        return [text for text in texts if text and text.casefold() not in WORDS.blank]

    def text(self, name):
        return next(iter(self.texts(name)), "")

    def line_of(self, name):
        """A text in one line that is kept as it is; never one that only looks like its field."""
        text = " ".join(self.text(name).split())
        if is_private(text):
            self.note(f"{ATTRIBUTE_LABELS[name]}: похоже на данные документа, значение пропущено.")
            return ""
        if len(text) > _LONGEST_TEXT:
            self.note(f"{ATTRIBUTE_LABELS[name]}: слишком длинный текст, значение пропущено.")
            return ""
        return text

    def name(self, prefix=""):
        """The :class:`Name` from one column or from three."""
        whole = self.text(f"{prefix}full_name")
        surname = self.text(f"{prefix}surname")
        if not whole and not self.columns.places(f"{prefix}given_name"):
            # A column «Фамилия» beside no «Имя» holds the full names.
            whole, surname = surname, ""
        if whole:
            return read_name(whole)
        parts = surname, self.text(f"{prefix}given_name"), self.text(f"{prefix}patronymic")
        return Name(*map(name_part, parts))

    def phone(self, name):
        return self._or_note(name, read_phone, "номер телефона не прочитан и пропущен")

    def email(self, name):
        return self._or_note(name, read_email, "адрес электронной почты не прочитан и пропущен")

    def _or_note(self, name, read, sentence):
        if not self.text(name):
            return None
        found = read(self.value(name))
        if found is None:
            title = self.columns.titles[self.columns.places(name)[0]]
            self.note(f"Колонка «{title}»: {sentence}.")
        return found

    def is_continued(self, name):
        """Whether the cell of this field is merged with the one above."""
        return not self.line.continued.isdisjoint(self.columns.places(name))

    def note(self, text):
        self.notes.append(Note(text[:1].upper() + text[1:], self.line.number, self.sheet))


def required_name(cells, *, initials=False):
    """The full name of the row's person; without it the row cannot be taken."""
    name = cells.name()
    if not name.surname and not name.given_name:
        raise RefusedRow("Нет фамилии и имени.")
    if not name.surname:
        raise RefusedRow("Нет фамилии: есть только имя и отчество.")
    if not name.given_name:
        raise RefusedRow("Нет имени: есть только фамилия.")
    if max(map(len, name)) > _LONGEST_PART:
        raise RefusedRow("Имя слишком длинное: похоже, в ячейке не один человек.")
    if name.is_initials and not initials:
        raise RefusedRow("Вместо имени инициалы: напишите имя и отчество полностью.")
    return name


def required_unit(cells, inherited=""):
    """The name of the row's unit; ``inherited`` is the one that a heading names."""
    unit = unit_name(_unit_text(cells)) or inherited
    _check_unit(unit)
    return unit


def required_units(cells, inherited=""):
    """The names of all units of the row."""
    units = split_units(_unit_text(cells)) or [inherited]
    for unit in units:
        _check_unit(unit)
    return units


def _unit_text(cells):
    unit, grade, letter = map(cells.text, ("unit", "grade", "letter"))
    if looks_like_date(unit):
        raise RefusedRow(
            "Excel превратил название подразделения в дату. "
            "Сделайте колонку текстовой и впишите его заново."
        )
    number = unit or grade
    return f"{number}{letter}" if letter and number.isdecimal() else number


def _check_unit(unit):
    if not unit_key(unit):
        raise RefusedRow("Не указано подразделение.")
    if len(unit) > _LONGEST_UNIT:
        raise RefusedRow("Название подразделения слишком длинное.")
