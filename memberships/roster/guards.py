"""Looks at a file before anything reads it: what it is, and whether it is safe to open."""

import re
import zipfile

from memberships.roster.errors import UnreadableFileError
from memberships.roster.tables import MAX_LINES, too_many_rows

MAX_BYTES = 10 * 2**20
MAX_UNPACKED = 100 * 2**20
# A sheet of equal rows is packed about 20 times, a bomb 1000 times.
MAX_RATIO = 250
MAX_MEMBERS = 5_000
# Everything but sheets and their texts: styles, relations, properties; openpyxl is slow with them.
MAX_PART = 5 * 2**20
# Tags in the table of texts; each text has four.
MAX_TEXT_TAGS = 4_000_000

_SAVE_AS = "Сохраните таблицу в формате XLSX или CSV и загрузите её снова."
PROTECTED = "Файл защищён паролем. Снимите защиту в Excel и загрузите файл снова."
BROKEN = (
    "Файл повреждён: таблица из него не читается. "
    "Откройте его в Excel, сохраните заново в формате XLSX и загрузите снова."
)
_BOMB = (
    "Файл распаковывается в слишком большой объём, поэтому его не стали открывать. "
    "Скопируйте список в новую книгу Excel и загрузите её."
)

_SIGNATURES = [
    (b"%PDF", "документ PDF"),
    (b"\xff\xd8\xff", "фотография (JPEG)"),
    (b"\x89PNG", "картинка (PNG)"),
    (b"GIF8", "картинка (GIF)"),
    (b"II*\x00", "картинка (TIFF)"),
    (b"MM\x00*", "картинка (TIFF)"),
    (b"{\\rtf", "документ RTF"),
    (b"Rar!", "архив RAR"),
    (b"7z\xbc\xaf", "архив 7-Zip"),
    (b"\x1f\x8b", "архив GZIP"),
]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)

_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_TEXTS = "xl/sharedstrings.xml"
_CHUNK = 2**20


def is_workbook(data):
    """True for a packed workbook, False for a text; anything else is refused with its name."""
    if not data.strip():
        raise UnreadableFileError("Файл пуст: в нём нет ни одной строки.")
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            f"Файл больше {MAX_BYTES // 2**20} МБ. Уберите из него картинки и лишние листы."
        )
    if data.startswith(_ZIP):
        return True
    if data.startswith(_OLE):
        raise UnreadableFileError(_what_ole_is(data))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(f"Это {what}, а не таблица. {_SAVE_AS}")
    start = data.removeprefix(b"\xef\xbb\xbf")[:200]
    if _MARKUP.match(start):
        raise UnreadableFileError(
            "Это веб-страница (HTML) под именем таблицы. Откройте файл в Excel и выберите "
            "«Сохранить как… → Книга Excel (XLSX)»."
        )
    if _XML.match(start):
        raise UnreadableFileError(f"Это документ XML, а не таблица. {_SAVE_AS}")
    return False


def _what_ole_is(data):
    """Word, Excel before 2007 and every protected workbook share one container."""

    def has(stream):
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or has("EncryptionInfo"):
        return PROTECTED
    if has("WordDocument"):
        return f"Это документ Word (DOC), а не таблица. {_SAVE_AS}"
    if has("Workbook") or has("Book"):
        return (
            "Это книга старого формата (XLS). Откройте её в Excel и выберите "
            "«Сохранить как… → Книга Excel (XLSX)»."
        )
    return f"Это не таблица, а файл другой программы. {_SAVE_AS}"


def check_archive(archive):
    """Refuses what is no workbook, is protected, or would grow beyond measure.

    Reads no more than the list of members: Python's zipfile then gives out no more bytes of a
    member than that list declares, so that a lie there ends in a wrong checksum, not in memory.
    """
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError(PROTECTED)
    _check_kind(set(map(_name_of, members)))
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UnreadableFileError(_BOMB)
    for member in members:
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > 2**20 and ratio > MAX_RATIO:
            raise UnreadableFileError(_BOMB)
        name = _name_of(member)
        is_parsed_whole = name.endswith(".rels") or (name.count("/") < 2 and name != _TEXTS)
        if is_parsed_whole and member.file_size > MAX_PART:
            raise UnreadableFileError(_BOMB)


def _name_of(member):
    return member.filename.lower().replace("\\", "/")


def _check_kind(names):
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise UnreadableFileError(f"Это двоичная книга Excel (XLSB). {_SAVE_AS}")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFileError(f"Это документ Word (DOCX), а не таблица. {_SAVE_AS}")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFileError(f"Это презентация, а не таблица. {_SAVE_AS}")
    if {"mimetype", "content.xml"} <= names:
        raise UnreadableFileError(f"Это документ OpenDocument (ODS). {_SAVE_AS}")
    raise UnreadableFileError(f"Это архив ZIP, а не таблица. {_SAVE_AS}")


def check_amount(archive):
    """Refuses too many rows before any XML is read: looking for tags is fifty times faster."""
    rows = 0
    for member in archive.infolist():
        if _SHEET.fullmatch(_name_of(member)):
            rows += _count_filled_rows(archive, member)
        elif _name_of(member) == _TEXTS and _count_tags(archive, member) > MAX_TEXT_TAGS:
            raise UnreadableFileError(_BOMB)
        if rows > MAX_LINES:
            raise too_many_rows()


def _count_filled_rows(archive, member):
    rows, filled, rest = 0, False, b""
    for chunk in _chunks(archive, member):
        *whole, rest = _ROW_END.split(rest + chunk)
        for part in whole:
            rows += bool(filled or _VALUE.search(part))
            filled = False
        filled = filled or bool(_VALUE.search(rest))
        # Enough for a tag that the next chunk completes.
        rest = rest[-32:]
        if rows > MAX_LINES:
            break
    return rows


def _count_tags(archive, member):
    return sum(chunk.count(b"<") for chunk in _chunks(archive, member))


def _chunks(archive, member):
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def open_archive(source):
    try:
        return zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError(BROKEN) from error
