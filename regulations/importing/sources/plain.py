"""Texts: their encoding, and their lines."""

import re
from dataclasses import replace

from charset_normalizer import from_bytes

from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.rows import with_rows
from regulations.importing.sources.source import Line, Source

_UNKNOWN = (
    "Не удалось определить кодировку файла. Сохраните его как «Обычный текст» в кодировке UTF-8."
)
_NOT_TEXT = "Это не текст. Сохраните положение в формате DOCX или TXT и загрузите его снова."
_MESS = 0.4
#: UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_SMALL_CYRILLIC = re.compile("[а-яё]")
_LINE_END = re.compile(r"\r\n|[\n\r\v\x85\u2028\u2029]")
#: Neither letters nor layout: what a text of ours cannot have.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read_text(data):
    """The :class:`Source` of a text in UTF-8, UTF-16, UTF-32 or a Russian code page."""
    text, encoding = _decode(data)
    return text_source(text, encoding)


def text_source(text, encoding="utf-8"):
    lines, blank = [], 0
    for number, page in enumerate(text.split("\f")):
        break_above = number > 0
        for raw in _LINE_END.split(page):
            if not raw.strip(" \t\u00a0\ufeff\u200b"):
                blank += 1
                continue
            lines.append(Line(raw.rstrip(), blank, page_break=break_above))
            blank, break_above = 0, False
    return Source(tuple(with_rows(list(_with_drawn_rows(lines)))), "text", encoding)


def _with_drawn_rows(lines):
    """«Чат | Кто ведёт»: neighbours with as many bars are rows of a table."""
    bars = [len(re.findall(r"(?<=\S)\s+\|\s+(?=\S)", line.text)) for line in lines]
    for number, line in enumerate(lines):
        beside = {*bars[max(number - 1, 0) : number], *bars[number + 1 : number + 2]}
        yield replace(line, row=True) if bars[number] and bars[number] in beside else line


def _decode(data):
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    if b"\0" in data:
        return _unmarked_utf16(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    return _code_page(data)


def _unmarked_utf16(data):
    """Where the zero bytes stand tells the order of the bytes."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text) and len(_CYRILLIC.findall(text)) > len(text) / 4:
            return text, encoding
    raise UnreadableFileError(_NOT_TEXT)


def _code_page(data):
    """Nearly any bytes can be called Windows-1251; the text with most small letters is Russian."""

    def fitness(encoding):
        text = data.decode(encoding, "replace")
        return len(_SMALL_CYRILLIC.findall(text)) - 5 * text.count("\ufffd")

    encoding = max(("cp1251", "koi8-r", "cp866"), key=fitness)
    if _CONTROL.search(data.decode(encoding, "replace")):
        raise UnreadableFileError(_NOT_TEXT)
    if from_bytes(data, cp_isolation=[encoding], threshold=_MESS).best() is None:
        raise UnreadableFileError(_UNKNOWN)
    return _strictly(data, encoding), encoding


def _strictly(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(_UNKNOWN) from error
