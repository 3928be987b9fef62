"""Texts with separators: CSV as Excel, 1C and electronic journals save it."""

import csv
import io
import itertools
from collections import Counter

from charset_normalizer import from_bytes

from memberships.roster.errors import UnreadableFileError
from memberships.roster.tables import FileFormat, Limit, Line, Table, trimmed, typed
from memberships.roster.titles import meaning_of

_SEPARATORS = (";", "\t", ",")
_SAMPLE = 50
# A quoted cell may have line breaks, but a cell of this many lines is a forgotten quote.
_LONGEST_CELL = 12
_MESS = 0.4
_END = "end of the text"


def read_delimited(title, data):
    """``(table, format)`` of a text in UTF-8, UTF-16 with its mark, or Windows-1251."""
    text, encoding = _decode(data)
    separator = None
    first, _, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own way to name the separator.
        separator, text, skipped = first.strip()[-1], rest, 1
    separator = separator or _separator_of(text)
    limit, lines = Limit(), []
    for number, cells in enumerate(_records(text, separator), start=1 + skipped):
        if cells := trimmed([typed(cell) for cell in cells]):
            limit.count()
            lines.append(Line(number, cells))
    return Table(title, lines), FileFormat("csv", separator, encoding)


def _decode(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf-16"), "utf-16"
    if data.startswith(b"\xef\xbb\xbf"):
        return _strictly(data, "utf-8-sig"), "utf-8-sig"
    if b"\0" in data:
        raise UnreadableFileError(
            "Это не таблица: файл не читается как текст. Сохраните её в формате XLSX или CSV."
        )
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # Nearly any bytes can be called Windows-1251; the detector says whether they read as a text. A
    # short table is more of a mess than the prose it expects.
    if from_bytes(data, cp_isolation=["cp1251"], threshold=_MESS).best() is None:
        raise _unknown_encoding()
    return _strictly(data, "cp1251"), "cp1251"


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unknown_encoding() from error


def _unknown_encoding():
    return UnreadableFileError(
        "Не удалось определить кодировку файла. Сохраните его в Excel в формате XLSX "
        "или «CSV UTF-8»."
    )


def _separator_of(text):
    """The sign by which most titles of columns are known, or else rows have equal lengths.

    Lengths alone would mislead: addresses may have more commas than the list has columns.
    """

    def fitness(separator):
        rows = list(itertools.islice(_reader(text, separator), _SAMPLE))
        known = max(len([*filter(meaning_of, set(cells))]) for cells in rows)
        widths = Counter(len(cells) - 1 for cells in rows if len(cells) > 1)
        return known, max((rows * width for width, rows in widths.items()), default=0)

    try:
        return max(_SEPARATORS, key=fitness)
    except csv.Error as error:
        raise _broken_quotes() from error


def _records(text, separator):
    reader = _reader(text, separator)
    before, record, ended = 0, 0, False
    try:
        for record, cells in enumerate(reader, start=1):
            if cells == [_END]:
                ended = True
                break
            if reader.line_num - before > _LONGEST_CELL:
                raise _broken_quotes(record)
            before = reader.line_num
            yield cells
    except csv.Error as error:
        raise _broken_quotes(record + 1) from error
    if not ended:
        # The line that we put behind the text has become part of a cell.
        raise _broken_quotes(record)


def _reader(text, separator):
    lines = io.StringIO(text, newline="")
    return csv.reader(itertools.chain(lines, ["\n", _END]), delimiter=separator)


def _broken_quotes(record=None):
    where = f"В строке {record} открыта" if record else "В файле открыта"
    return UnreadableFileError(
        f"{where} кавычка, которая нигде не закрыта, поэтому дальше строки сливаются. "
        "Исправьте её или сохраните таблицу в формате XLSX."
    )
