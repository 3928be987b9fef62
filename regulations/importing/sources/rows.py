"""Tables without drawn lines: neighbours whose cells wide gaps or tabulators keep apart."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from regulations.importing.heads.bodies import POST
from regulations.importing.heads.marks import marks_in
from regulations.importing.places import names, parts
from regulations.importing.result import Section
from regulations.importing.structure.labels import DOTTED, ROMAN, SINGLE, WORD, label_of

EMPTY = "—"
TABLE = "Похоже на таблицу: сверьте строки и столбцы."
_GAP = re.compile(r"\s*\t\s*| {3,}")
_NUMBERS = (DOTTED, SINGLE, WORD, ROMAN)
_CONTENTS = re.compile(r"(?:оглавление|содержание)\s*:?", re.IGNORECASE)
_NAME = re.compile(r"(?:[А-ЯЁ]\.\s?){1,2}[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s+(?:[А-ЯЁ]\.\s?){1,2}")
_SIGNS = re.compile(rf"{POST}|председател|секретар|заместител|зам\.|юрис|бухгалт", re.IGNORECASE)
#: A block of approval has no more lines than this, a table of contents no more than that.
_BLOCK, _LIST = 15, 60
_NEAR = 3
_WIDEST = 60


@dataclass
class _Row:
    place: int
    line: object
    mark: str
    cells: list[str]
    starts: list[int]
    tabs: bool


def joined_cells(cells):
    """A row of a table as one line."""
    return " | ".join(cell or EMPTY for cell in cells)


def is_signature(cells):
    """«Директор», «», «И. И. Белова»: a signature that a table holds in its place."""
    full = [cell for cell in cells if cell]
    return len(full) > 1 and bool(_SIGNS.match(full[0]) and _NAME.fullmatch(full[-1].strip(" _/")))


def with_rows(lines):
    """The lines, those of such a table with « | » between their cells; ``spaced`` says so."""
    result = list(lines)
    for run in _runs(lines):
        if len(run) > 1 and _is_table(run, lines):
            for row in run:
                text = f"{row.mark} {joined_cells(row.cells)}".strip()
                looks = {"row": not row.mark, "spaced": True}
                result[row.place] = replace(row.line, text=text, **looks)
    return result


def doubt_tables(imported, lines):
    """A doubt at each place that has taken such rows."""
    wanted = {_bare(line.text) for line in lines if line.spaced}
    if not wanted:
        return
    called = names(imported.sections)
    for at, part in enumerate(parts(imported.sections)):
        if isinstance(part, Section):
            continue
        texts = (part.text, *(item.text for item in part.items))
        found = next((text for text in texts if _bare(text) in wanted), None)
        if found is not None:
            imported.notes.doubt(called[id(part)], found, TABLE, at)


def _bare(text):
    return " ".join(label_of(text)[1].split()) if " | " in text else None


def _runs(lines):
    """Neighbours with as many cells, below the head and outside the blocks of approval."""
    numbered = [_is_numbered(line) for line in lines]
    begun = not any(numbered)
    marked, run = -_BLOCK - 1, []
    for number, line in enumerate(lines):
        begun = begun or numbered[number]
        if numbered[number]:
            marked = -_BLOCK - 1
        elif marks_in(line.text):
            marked = number
        row = _row(number, line) if begun and number - marked > _BLOCK else None
        if run and row is not None:
            row = _fitted(run[0], row)
        if run and (row is None or not _goes_on(run[-1], row)):
            yield run
            run = []
        if row is not None:
            run.append(row)
    if run:
        yield run


def _is_numbered(line):
    label, _ = label_of(line.text)
    return label is not None and label.kind in _NUMBERS


def _row(place, line):
    text = line.stripped
    if line.row or line.aside or line.heading or not _GAP.search(text):
        return None
    rest = label_of(text)[1]
    mark = text[: len(text) - len(rest)]
    gaps = list(_GAP.finditer(rest))
    if not gaps:
        return None
    tabs = all("\t" in gap[0] for gap in gaps)
    # Each tabulator is a column, so that an empty cell keeps its place.
    cells = re.split(r" *\t *", rest) if tabs else _GAP.split(rest)
    return _Row(
        place, line, mark.strip(), [cell.strip() for cell in cells],
        [line.indent + len(mark) + place for place in (0, *(gap.end() for gap in gaps))], tabs,
    )  # fmt: skip


def _fitted(first, row):
    """The row with its empty cells, where the others stand in the columns of the first one."""
    missing = len(first.cells) - len(row.cells)
    if missing <= 0 or first.tabs != row.tabs or bool(first.mark) != bool(row.mark):
        return row
    if row.tabs:
        # Those at the end of a line are cut off with it.
        return replace(row, cells=[*row.cells, *[""] * missing])
    cells = {}
    for start, cell in zip(row.starts, row.cells, strict=True):
        near = min(range(len(first.starts)), key=lambda n: abs(first.starts[n] - start))
        if abs(first.starts[near] - start) > _NEAR or near in cells:
            return row
        cells[near] = cell
    filled = [cells.get(n, "") for n in range(len(first.cells))]
    return replace(row, cells=filled, starts=first.starts)


def _goes_on(before, row):
    alike = len(before.cells) == len(row.cells) and before.tabs == row.tabs
    return alike and bool(before.mark) == bool(row.mark) and row.line.blank < 2


def _is_table(run, lines):
    texts = [row.line.text for row in run]
    if any("___" in text or marks_in(text) for text in texts):
        return False
    if all(is_signature(row.cells) for row in run) or _is_contents(run, lines):
        return False
    columns = [[row.cells[n] for row in run] for n in range(len(run[0].cells))]
    if any(not any(column) for column in columns):
        return False
    return run[0].tabs or _is_aligned(run) or _is_short(run)


def _is_contents(run, lines):
    """«1. Общие положения      3»: its last column counts pages."""
    last = [row.cells[-1] for row in run]
    if len(run[0].cells) != 2 or not all(re.fullmatch(r"\d{1,3}", cell) for cell in last):
        return False
    above = lines[max(run[0].place - _LIST, 0) : run[0].place]
    headed = any(_CONTENTS.fullmatch(line.stripped) for line in above)
    counts = all(int(one) <= int(two) for one, two in pairwise(last))
    return counts and (headed or bool(run[0].mark))


def _is_aligned(run):
    return all(
        max(starts) - min(starts) <= _NEAR
        for starts in zip(*(row.starts for row in run), strict=True)
    )


def _is_short(run):
    """Not the torn words of a justified paragraph: cells are short and begin as such."""
    cells = [cell for row in run for cell in row.cells]
    begin = sum(not cell[:1].islower() for cell in cells)
    return max(map(len, cells)) <= _WIDEST and begin >= 0.7 * len(cells)
