"""Looks at a file before anything reads it: what it is, and whether it is safe to open."""

import re
import zipfile
from dataclasses import replace

from regulations.importing.sources.errors import UnreadableFileError

MAX_BYTES = 10 * 2**20
#: A regulation has some forty thousand characters; a law of five hundred pages has two million.
MAX_CHARACTERS = 300_000
MAX_LINES = 20_000
#: A word of a regulation, an address of a page, a line for a signature: none is so long.
MAX_WORD = 400
#: A whole regulation may stand in one line, a book may not.
MAX_LINE = 60_000
MAX_UNPACKED = 100 * 2**20
MAX_PART = 30 * 2**20
MAX_RATIO = 250
MAX_MEMBERS = 5_000

_SAVE_AS = "Сохраните текст в формате DOCX или TXT и загрузите его снова."
EMPTY = "Файл пуст: в нём нет ни одного слова."
TOO_BIG = (
    f"Файл больше {MAX_BYTES // 2**20} МБ. Уберите из него картинки или сохраните один текст (TXT)."
)
TOO_LONG = "Текст слишком длинный для положения. Оставьте в файле само положение и загрузите снова."
NO_SPACES = (
    f"В тексте есть строка, где больше {MAX_WORD} знаков подряд стоят без пробелов: это не текст "
    "положения. Уберите её и загрузите текст снова."
)
NO_LINES = (
    f"В тексте есть строка длиннее {MAX_LINE} знаков. Разделите текст на абзацы и загрузите снова."
)
PROTECTED = "Файл защищён паролем. Снимите защиту в Word и загрузите файл снова."
BROKEN = (
    "Файл повреждён: текст из него не читается. "
    "Откройте его в Word, сохраните заново в формате DOCX и загрузите снова."
)
BOMB = (
    "Файл распаковывается в слишком большой объём, поэтому его не стали открывать. "
    "Скопируйте текст в новый документ и загрузите его."
)
_PDF = (
    "Это документ PDF. Выделите в нём текст, скопируйте и вставьте в поле на этой странице. "
    "Если текст не выделяется, это скан: сначала его нужно распознать."
)
_DOC = "Это документ старого формата (DOC). Откройте его в Word и сохраните в формате DOCX."

_SIGNATURES = [
    (b"%PDF", _PDF),
    (b"\xff\xd8\xff", f"Это фотография (JPEG), а не текст. {_SAVE_AS}"),
    (b"\x89PNG", f"Это картинка (PNG), а не текст. {_SAVE_AS}"),
    (b"GIF8", f"Это картинка (GIF), а не текст. {_SAVE_AS}"),
    (b"II*\x00", f"Это картинка (TIFF), а не текст. {_SAVE_AS}"),
    (b"MM\x00*", f"Это картинка (TIFF), а не текст. {_SAVE_AS}"),
    (b"{\\rtf", f"Это документ RTF. {_SAVE_AS}"),
    (b"Rar!", f"Это архив RAR, а не текст. {_SAVE_AS}"),
    (b"7z\xbc\xaf", f"Это архив 7-Zip, а не текст. {_SAVE_AS}"),
    (b"\x1f\x8b", f"Это архив GZIP, а не текст. {_SAVE_AS}"),
]
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_WIDE = re.compile(r"[^\S\n]{101,}")
_NARROWER = " " * 100
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|\?xml)\b", re.IGNORECASE)


def is_document(data):
    """True for a packed document, False for a text; anything else is refused with its name."""
    if len(data) > MAX_BYTES:
        raise UnreadableFileError(TOO_BIG)
    if not data.strip():
        raise UnreadableFileError(EMPTY)
    if data.startswith(_ZIP):
        return True
    if data.startswith(_OLE):
        raise UnreadableFileError(_what_ole_is(data))
    for signature, refusal in _SIGNATURES:
        if data.startswith(signature):
            raise UnreadableFileError(refusal)
    if _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")[:200]):
        raise UnreadableFileError(f"Это веб-страница или XML, а не простой текст. {_SAVE_AS}")
    return False


def _what_ole_is(data):
    """Word before 2007 and every protected document share one container."""
    if any(name.encode("utf-16-le") in data for name in ("EncryptedPackage", "EncryptionInfo")):
        return PROTECTED
    if "WordDocument".encode("utf-16-le") in data:
        return _DOC
    return f"Это не текст, а файл другой программы. {_SAVE_AS}"


def open_document(stream):
    """The archive of a .docx, once its list of members has been looked through.

    Python's zipfile gives out no more bytes of a member than that list declares.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFileError(BROKEN) from error
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableFileError(PROTECTED)
    _check_kind({member.filename.lower().replace("\\", "/") for member in members})
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or any(map(_is_bomb, members)):
        raise UnreadableFileError(BOMB)
    return archive


def _is_bomb(member):
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    ratio = member.file_size / max(member.compress_size, 1)
    too_big = is_xml and member.file_size > MAX_PART
    return too_big or (member.file_size > 2**20 and ratio > MAX_RATIO)


def _check_kind(names):
    if "word/document.xml" in names:
        return
    if any(name.startswith("xl/") for name in names):
        raise UnreadableFileError(f"Это таблица Excel, а не текст. {_SAVE_AS}")
    if any(name.startswith("ppt/") for name in names):
        raise UnreadableFileError(f"Это презентация, а не текст. {_SAVE_AS}")
    if {"mimetype", "content.xml"} <= names:
        raise UnreadableFileError(f"Это документ OpenDocument (ODT). {_SAVE_AS}")
    if any(name.startswith("word/") for name in names):
        raise UnreadableFileError(BROKEN)
    raise UnreadableFileError(f"Это архив ZIP, а не текст. {_SAVE_AS}")


def with_bounds(source):
    """The source, where it is a text and no longer than one can be; UnreadableFileError else.

    Rules look for words and gaps, so that neither may be endless; what is wider than any gap
    between columns is cut to that width.
    """
    if not any(sign.isalpha() for line in source.lines for sign in line.text):
        raise UnreadableFileError(EMPTY)
    size = sum(len(line.text) for line in source.lines)
    if size > MAX_CHARACTERS or len(source.lines) > MAX_LINES:
        raise UnreadableFileError(TOO_LONG)
    if any(len(word) > MAX_WORD for line in source.lines for word in line.text.split()):
        raise UnreadableFileError(NO_SPACES)
    lines = tuple(replace(line, text=_WIDE.sub(_NARROWER, line.text)) for line in source.lines)
    if any(len(line.text) > MAX_LINE for line in lines):
        raise UnreadableFileError(NO_LINES)
    return replace(source, lines=lines)
