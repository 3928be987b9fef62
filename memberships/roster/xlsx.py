"""Workbooks of Excel, read sheet by sheet with the parts of openpyxl's reader.

The parts and not ``load_workbook(read_only=True)``: that has no merged cells, believes in the size
that a sheet states of itself, translates every shared formula, opens pictures, and fails on
properties that are of no use here. openpyxl is pinned; the tests of this package notice a change.
"""

import io
import warnings
import zipfile
from collections import defaultdict

from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml import DEFUSEDXML, LXML
from openpyxl.xml.constants import SHEET_MAIN_NS

from memberships.roster.errors import UnreadableFileError
from memberships.roster.guards import BROKEN, check_amount, check_archive, open_archive
from memberships.roster.tables import MAX_COLUMNS, Fault, Limit, Line, Table, trimmed, typed

if LXML or not DEFUSEDXML:
    raise ImportError(
        "openpyxl does not use defusedxml: unset OPENPYXL_DEFUSEDXML, "
        "and import memberships.roster before it"
    )

_MERGED_TAG = f"{{{SHEET_MAIN_NS}}}mergeCell"
_LAST_ROW = 2**20
# No list of people comes near; an invented file could ask for billions.
_MAX_MERGED_CELLS = 500_000


def read_workbook(data):
    """The sheets of a workbook as tables; the empty ones too, hidden ones are marked."""
    try:
        return _read(_checked(data))
    except UnreadableFileError:
        raise
    # A broken workbook makes zipfile, zlib, expat and openpyxl raise whatever they happen to.
    except Exception as error:
        raise UnreadableFileError(BROKEN) from error


def _checked(data):
    with open_archive(io.BytesIO(data)) as archive:
        check_archive(archive)
        check_amount(archive)
        names = {info: _usual_name(info.filename) for info in archive.infolist()}
        if all(info.filename == name for info, name in names.items()):
            return io.BytesIO(data)
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as renamed:
            for info, name in names.items():
                renamed.writestr(name, archive.read(info))
        return copy


def _usual_name(name):
    """1C and some .NET programs write names of parts that openpyxl does not find."""
    name = name.replace("\\", "/")
    return "xl/sharedStrings.xml" if name.lower() == "xl/sharedstrings.xml" else name


def _read(source):
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that are of no use here.
        warnings.simplefilter("ignore")
        reader = ExcelReader(source, read_only=True, keep_links=False)
        with reader.archive:
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            # Only the styles tell a date from a number.
            apply_stylesheet(reader.archive, reader.wb)
            limit = Limit()
            return [
                _read_sheet(reader, entry, relation.target, limit)
                for entry, relation in reader.parser.find_sheets()
                if "chartsheet" not in relation.Type and relation.target in reader.valid_files
            ]


def _read_sheet(reader, entry, path, limit):
    lines = []
    with reader.archive.open(path) as source:
        parser = _SheetParser(reader, source)
        for number, cells in parser.rows():
            if number > _LAST_ROW:
                raise UnreadableFileError(BROKEN)
            if cells := trimmed(cells):
                limit.count()
                lines.append(Line(number, cells))
    merged = tuple(parser.merged)
    return Table(
        title=entry.name,
        lines=_continued(lines, merged),
        merged=merged,
        hidden=entry.state != "visible",
    )


class _SheetParser(WorkSheetParser):
    """Only rows and merged cells; all else in a sheet is thrown away as it comes."""

    def __init__(self, reader, source):
        super().__init__(
            source,
            reader.shared_strings,
            epoch=reader.wb.epoch,
            date_formats=reader.wb._date_formats,
            timedelta_formats=reader.wb._timedelta_formats,
        )
        self.merged = []

    def rows(self):
        """``(row number, values)``"""
        open_elements = []
        for event, element in iterparse(self.source, events=("start", "end")):
            if event == "start":
                open_elements.append(element)
                continue
            open_elements.pop()
            if element.tag == ROW_TAG:
                number, cells = self.parse_row(element)
                yield number, _values(cells)
            elif element.tag == _MERGED_TAG:
                self._note_merged(element.get("ref"))
            is_in_row = len(open_elements) > 2 and open_elements[2].tag == ROW_TAG
            if open_elements and not is_in_row:
                # Not even empty shells stay: a sheet may have millions.
                open_elements[-1].clear()

    def _note_merged(self, ref):
        left, top, right, bottom = range_boundaries(ref)
        self.merged.append((top, left - 1, bottom, right - 1))

    def parse_row(self, row):
        # Cells that have only a style are most of some sheets.
        for cell in [cell for cell in row if not len(cell) and cell.get("r")]:
            row.remove(cell)
        return super().parse_row(row)

    def parse_formula(self, element):
        return None


def _values(cells):
    values = []
    for cell in cells:
        place = cell["column"] - 1
        if place >= MAX_COLUMNS:
            break
        values += [None] * (place - len(values))
        values.append(_value(cell["value"], cell["data_type"]))
    return values


def _value(value, data_type):
    if data_type == "f":
        return Fault.FORMULA
    if data_type == "e":
        return Fault.ERROR
    return typed(value) if isinstance(value, str) else value


def _continued(lines, merged):
    """Cells merged downwards have their value in every row: a class beside all its pupils.

    Merged across, a cell stays one: a heading over a table is no value of each column.
    """
    added = defaultdict(dict)
    budget = _MAX_MERGED_CELLS
    of_number = {line.number: line for line in lines}
    for top, column, bottom, _ in merged:
        cells = of_number[top].cells if top in of_number else ()
        value = cells[column] if column < len(cells) else None
        below = range(top + 1, min(bottom, lines[-1].number) + 1) if lines else ()
        budget -= len(below)
        if value is None or budget < 0:
            continue
        for number in below:
            if number in of_number:
                added[number][column] = value
    return [_with_cells(line, added.get(line.number)) for line in lines]


def _with_cells(line, added):
    if not added:
        return line
    cells = list(line.cells) + [None] * (max(added) + 1 - len(line.cells))
    for column, value in added.items():
        cells[column] = value
    return Line(line.number, tuple(cells), frozenset(added))
