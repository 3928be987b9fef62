"""What a list says, row by row. ``number`` is the row as the sheet ``sheet`` shows it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ParentRow:
    """A parent of the learner of the same row; ``relation`` is "" where the list does not say."""

    surname: str
    given_name: str
    patronymic: str
    phone: str | None = None
    email: str | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class LearnerRow:
    number: int
    sheet: str
    surname: str
    given_name: str
    patronymic: str
    birth_date: date | None
    unit: str
    unit_key: str
    email: str | None
    phone: str | None
    external_id: str
    parents: tuple[ParentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffRow:
    number: int
    sheet: str
    surname: str
    given_name: str
    patronymic: str
    post: str
    phone: str | None
    email: str | None
    external_id: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TeachingRow:
    """One teacher, one unit, and either one subject or the lead of the unit.

    The name may be «Иванова» «А.» «П.»: lists of lessons are written so, and the people are known.
    """

    number: int
    sheet: str
    surname: str
    given_name: str
    patronymic: str
    subject: str
    unit: str
    unit_key: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not taken; ``cells`` stand under :attr:`Reading.titles`."""

    number: int
    sheet: str
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """What the sender should know though nothing is rejected; without a row it is about the file.

    Never quotes a cell: notes are shown and kept longer than the file.
    """

    text: str
    number: int | None = None
    sheet: str = ""
