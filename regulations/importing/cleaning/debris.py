"""What a page brings into its text without belonging to it: numbers, running heads, stamps."""

import re
from collections import defaultdict
from itertools import pairwise

from regulations.importing.cleaning.trailing import trailing_garbage
from regulations.importing.structure.labels import DOTTED, ROMAN, SINGLE, WORD, label_of

_PAGE_NUMBER = re.compile(
    r"[-–—=~.\s]*(?:стр(?:аница|\.)?\s*(?:№\s*)?)?\d{1,3}(?:\s*(?:из|/)\s*\d{1,3})?[-–—=~\s]*",
    re.IGNORECASE,
)
_NUMBERED_PAGE = re.compile(
    r"(?:стр(?:аница|\.)|лист)\s*\d{1,3}\b.*|.{0,80}\d\s+из\s+\d+", re.IGNORECASE
)
_PAGE_BEHIND = re.compile(
    r"\S(?:\t| {3,})\s*(?:стр(?:аница|\.)|лист)\s*\d{1,3}(?:\s+из\s+\d{1,3})?\s*$", re.IGNORECASE
)
_PICTURE = re.compile(r"\s*image\d+\.\w{3,4}\s*", re.IGNORECASE)
_RULE = re.compile(r"[\s_\-–—=*.·•~]{4,}")
_STAMP = re.compile(
    r"(?:документ\s+подписан|подписан[оа]?\s+(?:усиленн|простой\s+электронной|квалифицир|электронн)"
    r"|(?:сведения\s+о\s+)?сертификат\w*\b|серийный\s+номер|владелец\s*:"
    r"|действител(?:ен|ьн\w*)\s+(?:с|до|от)\b|срок\s+действия\s*:|кем\s+выдан|удостоверяющ\w+\s+центр"
    r"|(?:простой|усиленной)\s+(?:квалифицированной\s+)?электронной\s+подписью|s/n\s*:"
    r"|подпись\s+(?:верна|проверена)|уникальный\s+программный\s+ключ|(?:дата|время)\s+подписани)",
    re.IGNORECASE,
)
_SIGNED = re.compile(
    r"[\W_]*(?:(?i:документ\s+подписан\b)"
    r"|(?:Подписано|ПОДПИСАНО)\s+(?i:(?:\w+\s+){0,3}электронной\s+подписью))"
)
_SERIAL = re.compile(r"(?:[0-9A-F]{2}[ :]?){8,}", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:оглавление|содержание)\s*:?", re.IGNORECASE)
_LEADER = re.compile(r"(?:\.{3,}|…{2,}|\t|_{3,}|\s{3,})\s*\d{1,3}\s*$")
_CYRILLIC = re.compile("[А-Яа-яЁё]")
_STAMP_LINES = 9


def without_debris(lines, notes):
    """The lines of the text itself; all else goes to the leftovers in the order of the source."""
    taken = _page_numbers(lines)
    taken |= _running_heads(lines, taken)
    taken |= _contents(lines, taken) | _stamps(lines)
    taken |= {n for n, line in enumerate(lines) if _is_debris(line)}
    taken |= trailing_garbage(lines, taken, _is_late_stamp, notes)
    kept, blank, cut = [], 0, False
    for number, line in enumerate(lines):
        if number in taken:
            notes.leave(line.text)
            blank, cut = blank + line.blank, True
            continue
        # Around what was taken out the empty lines say nothing about paragraphs.
        kept.append((line, max(line.blank, blank), cut or line.page_break))
        blank, cut = 0, False
    return kept


def _is_debris(line):
    text = line.stripped
    is_rule = _RULE.fullmatch(text) and not line.row
    return line.aside or bool(_PICTURE.fullmatch(text)) or bool(is_rule)


def _page_numbers(lines):
    return {
        number
        for number, line in enumerate(lines)
        if not line.row
        and (
            (_PAGE_NUMBER.fullmatch(line.stripped) and not line.stripped.endswith("."))
            or (
                _NUMBERED_PAGE.fullmatch(line.stripped) and re.match(r"(?i)стр|лист", line.stripped)
            )
        )
    }


def _running_heads(lines, page_numbers):
    """Lines that come again at the edges of pages; the first may be the title itself."""
    places = defaultdict(list)
    for number, line in enumerate(lines):
        text = re.sub(r"\d+", "#", " ".join(line.text.split())).casefold().strip("-–— ")
        if number not in page_numbers and 4 <= len(text) <= 160 and not line.row:
            places[text].append(number)
    taken = {n for n, line in enumerate(lines) if _PAGE_BEHIND.search(line.text) and not line.row}
    for found in places.values():
        if len(found) > 1 and _counts_pages([lines[n] for n in found]):
            taken |= set(found)
        if len(found) < 2 or not _may_run(lines[found[0]].stripped):
            continue
        edges = [n for n in found if _at_edge(lines, n, page_numbers)]
        clear = [n for n in edges if _at_edge(lines, n, page_numbers, clear=True)]
        if len(clear) >= 2 or len(edges) >= 3:
            taken |= {n for n in edges if n != found[0] or (n in clear and n > 0)}
            # The first occurrence stays where it may be the title or a name in the head.
            if not _numbered_page(lines[found[0]]) and not _has_begun(lines[: found[0]]):
                taken.discard(found[0])
    return taken


def _counts_pages(found):
    """«… стр. 1 из 2», «… стр. 2 из 2»; also a bare number behind a gap, one more each time."""
    if not all(_may_run(line.stripped) for line in found):
        return False
    if all(_numbered_page(line) for line in found):
        return len({line.stripped for line in found}) > 1
    behind = [re.search(r"\S(?:\t| {3,}|\s[|•·]\s)\s*(\d{1,3})$", line.stripped) for line in found]
    if not all(behind):
        return False
    pages = [int(each[1]) for each in behind]
    return all(after == before + 1 for before, after in pairwise(pages))


def _numbered_page(line):
    return bool(re.search(r"(?i)\bстр(?:аница|\.)?\s*\d|\bлист\s+\d|\d\s+из\s+\d+\s*$", line.text))


def _has_begun(lines):
    """Whether the numbered text stands above already."""
    labels = (label_of(line.text)[0] for line in lines)
    return any(
        label is not None and label.kind in (DOTTED, SINGLE, ROMAN, WORD) for label in labels
    )


def _may_run(text):
    """No number of a section, no entry of a list, no middle of a sentence."""
    begins = text[:1].isupper() or not text[:1].isalpha()
    return begins and text[-1] not in ";:," and label_of(text)[0] is None


def _at_edge(lines, number, page_numbers, clear=False):
    """``clear``: beside a page number or a form feed; else empty lines are enough."""
    line = lines[number]
    after = lines[number + 1] if number + 1 < len(lines) else None
    beside = {number - 1, number + 1} & page_numbers
    if line.page_break or beside or after is None or after.page_break:
        return True
    return not clear and (line.blank > 0 or after.blank > 0)


def _contents(lines, taken):
    """A table of contents: its heading, and the lines that end in the number of a page."""
    found = {n for n, line in enumerate(lines) if not line.row and _is_entry(line.text)}
    if len(found) < 2:
        found = set()
    for number, line in enumerate(lines):
        if not _CONTENTS.fullmatch(line.stripped):
            continue
        entries = {number}
        for after in range(number + 1, len(lines)):
            ends = re.search(r"\D\s\d{1,3}$", lines[after].stripped)
            if not (ends or after in found or after in taken):
                break
            entries.add(after)
        if len(entries) > 2:
            found |= entries
    return found


def _is_entry(text):
    return bool(re.search(r"(?:\.{4,}|…{2,}|(?:\. ){4,})\s*\d{1,3}\s*$", text))


def _stamps(lines):
    """Runs of short lines of which one speaks of a signature or a certificate."""
    taken = set()
    for number, line in enumerate(lines):
        text = line.stripped
        begins = _SIGNED.match(text) or (
            _SERIAL.search(text) and not _CYRILLIC.search(_SERIAL.sub("", text).replace("с", ""))
        )
        labelled = re.match(
            r"(?i)[\W_]*(?:сертификат|владелец|серийный\s+номер|s/n|действител\w+\s*:?\s+(?:с|до)\b)"
            r"\s*[:№\d]?",
            text,
        )
        if not begins and not (labelled and _SERIAL.search(text)):
            continue
        taken |= _stamp_from(lines, number)
    return taken


def _stamp_from(lines, start):
    taken = {start}
    for number in range(start + 1, min(start + _STAMP_LINES, len(lines))):
        text = lines[number].stripped
        short = len(text) < 100 and not re.match(r"\d+\.\s?\d|\d+\.\s|[IVX]+\.", text)
        if not short:
            break
        person = re.fullmatch(r"(?:[А-ЯЁ][а-яё-]+\s*){2,4}|[А-ЯЁ \-]{5,60}", text)
        if _STAMP.search(text) or _SERIAL.search(text) or re.search(r"\d\d\.\d\d\.\d{4}", text):
            taken.update(range(start, number + 1))
        elif not (person or re.fullmatch(r"[\w\s,.«»:-]{3,60}", text)):
            break
    for number in range(start - 1, max(start - 3, -1), -1):
        if not re.match(
            r"(?i)[\W_]*(?:документ|электронн|усиленн|квалифиц)", lines[number].stripped
        ):
            break
        taken.add(number)
    return taken


def _is_late_stamp(text):
    """A line of a stamp without its beginning: «Действителен с 01.02.2025 до 01.05.2026»."""
    return bool(_STAMP.match(text)) and bool(
        _SERIAL.search(text) or re.search(r"\d\d\.\d\d\.\d{4}", text)
    )
