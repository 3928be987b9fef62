"""The one way in: the bytes of a file → :class:`Reading`."""

from dataclasses import dataclass, field

from memberships.roster.cells import Cells
from memberships.roster.columns import without_private
from memberships.roster.dictionary import KINDS
from memberships.roster.errors import RefusedRow, UnreadableFileError
from memberships.roster.learners import LearnerReader
from memberships.roster.private import is_private
from memberships.roster.rows import Note, Rejected
from memberships.roster.sheets import chosen_sheets
from memberships.roster.staff import StaffReader
from memberships.roster.tables import MAX_ROWS, FileFormat, text_of, too_many_rows
from memberships.roster.teaching import TeachingReader
from memberships.roster.values.units import unit_in_title
from memberships.roster.workbook import read_tables

_READERS = {"learners": LearnerReader, "staff": StaffReader, "teaching": TeachingReader}
_KINDS = {
    "learners": "список семей",
    "staff": "список сотрудников",
    "teaching": "список нагрузки и руководства",
}
_STEP = 250
#: The column that the file of rejected rows gets where a heading, and no column, names the unit.
UNIT_TITLE = "Подразделение"


@dataclass(frozen=True)
class Reading:
    """What a file says, and what of it could not be taken.

    ``sheet`` and ``header_row`` are of the first sheet where several are read as one list.

    Holds nothing of the ``dropped`` columns but their titles, and of the ``unknown`` ones only what
    stands in rejected rows, which go back to the sender.
    """

    kind: str
    sheet: str
    header_row: int
    mapping: dict  # {title: field}
    unknown: tuple[str, ...]
    dropped: tuple[str, ...]
    rows: tuple
    rejected: tuple[Rejected, ...]
    notes: tuple[Note, ...]
    titles: tuple[str, ...]  # over the cells of rejected rows
    file_format: FileFormat
    #: What every line would show in the file of rejected rows: ``{(sheet, number): cells}``.
    #: The portal may refuse a row that was read well. Kept of refused rows only.
    cells: dict = field(default_factory=dict, repr=False, compare=False)


def read_roster(name, data, *, kind=None, mapping=None, progress=None):
    """The :class:`Reading` of a file; :class:`UnreadableFileError` where it is no list at all.

    ``kind`` is guessed from the columns where it is not given. ``mapping`` (``{title: field}``,
    None to pass a column over) overrides what the titles say, ``progress(done, total)`` is called
    now and then, and at the end. A row that cannot be taken stops none of the others.
    """
    _check_arguments(kind, mapping)
    tables, file_format = read_tables(name, data)
    sheets, notes = chosen_sheets(tables, kind=kind, mapping=mapping)
    if sum(len(table.lines) - header.lines for table, header in sheets) > MAX_ROWS:
        raise too_many_rows()
    header = sheets[0][1]
    lines = [line for table, header in sheets for line in table.lines[header.lines :]]
    columns = without_private(header.columns, lines, mapping)
    run = _Run(columns, progress or (lambda done, total: None), len(lines))
    for table, header in sheets:
        run.read(table, header)
    run.progress(len(lines), len(lines))
    if not run.reader.rows and not run.rejected:
        raise UnreadableFileError("Под строкой с названиями колонок нет ни одной строки списка.")
    return Reading(
        kind=columns.kind,
        sheet=sheets[0][0].title,
        header_row=sheets[0][1].number,
        mapping=columns.mapping,
        unknown=columns.titles_at(columns.unknown),
        dropped=columns.titles_at(columns.dropped),
        rows=tuple(run.reader.rows),
        rejected=tuple(run.rejected),
        notes=(*notes, *_notes_on(columns, sheets), *run.notes),
        titles=run.titles,
        file_format=file_format,
        cells=run.cells,
    )


def _check_arguments(kind, mapping):
    known = {None}.union(*(each.labels for each in KINDS.values()))
    if wrong := set((mapping or {}).values()) - known:
        raise ValueError(f"no such fields: {sorted(wrong)}")
    if kind is not None and kind not in KINDS:
        raise ValueError(f"no such kind: {kind}")


def _notes_on(columns, sheets):
    if columns.looks_like not in ("", columns.kind):
        yield Note(f"По колонкам это похоже на {_KINDS[columns.looks_like]}.")
    for title in columns.titles_at(columns.unclear):
        yield Note(f"Неясно, чья это колонка: «{title}». Она не прочитана, укажите поле вручную.")
    if columns.kind == "staff" or columns.has_unit:
        return
    units = list(dict.fromkeys(header.unit for _, header in sheets if header.unit))
    if units:
        yield Note(f"Подразделения взяты из заголовка: {', '.join(units)}.")
    else:
        yield Note("Не нашлась колонка с подразделением. Укажите её вручную, если она есть.")


class _Run:
    """Goes through the lines once and sorts them into taken and rejected."""

    def __init__(self, columns, progress, total):
        self.columns, self.progress, self.total = columns, progress, total
        self.reader = _READERS[columns.kind]()
        self.rejected, self.notes, self.cells = [], [], {}
        self._done = 0
        self._kept = columns.kept
        # Where headings name the unit, a rejected row has to bring it along.
        self._adds_unit = columns.kind != "staff" and not columns.has_unit

    @property
    def titles(self):
        added = (UNIT_TITLE,) if self._adds_unit else ()
        return self.columns.titles_at(self._kept) + added

    def read(self, table, header):
        unit = header.unit
        first, *_ = [*table.lines[header.lines :], None]
        above = [text_of(cell) for cell in table.lines[header.lines - 1].cells]
        for line in table.lines[header.lines :]:
            if self._done % _STEP == 0:
                self.progress(self._done, self.total)
            self._done += 1
            texts = [text_of(cell) for cell in line.cells]
            if texts == above or (line is first and _numbers_columns(texts)):
                continue
            if heading := _heading(line, texts):
                # Beside a column for the unit, such a row is only an empty one of a form.
                unit = heading if self._adds_unit else unit
                continue
            self._take(line, table.title, unit, texts)

    def _take(self, line, sheet, unit, texts):
        cells = Cells(line, sheet, self.columns, texts)
        if not cells:
            return
        shown = [texts[place] if place < len(texts) else "" for place in self._kept]
        shown = ["" if is_private(text) else text for text in shown]
        shown += [unit] if self._adds_unit else []
        self.cells[sheet, line.number] = tuple(shown)
        try:
            cells.refuse_faults()
            self.reader.take(cells, unit)
        except RefusedRow as refusal:
            self.rejected.append(Rejected(line.number, sheet, str(refusal), tuple(shown)))
        else:
            self.notes += cells.notes


def _numbers_columns(texts):
    """The row «1, 2, 3…» that official forms have below the titles."""
    numbers = [text for text in texts if text]
    return len(numbers) > 1 and numbers == [str(each) for each in range(1, len(numbers) + 1)]


def _heading(line, texts):
    """The unit that a row names which has nothing else: «5А класс» over its pupils."""
    own = [text for place, text in enumerate(texts) if text and place not in line.continued]
    return unit_in_title(own[0]) if len(own) == 1 else ""
