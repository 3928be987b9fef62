"""From lines to paragraphs: what belongs together is joined, hyphens of line ends included."""

import re
from dataclasses import dataclass, field

from regulations.importing.cleaning.hyphens import is_broken
from regulations.importing.structure.headings import LONGEST, is_capitals, may_be_heading
from regulations.importing.structure.labels import (
    ANNEX,
    BULLET,
    DOTTED,
    LETTER,
    PAREN,
    ROMAN,
    SINGLE,
    WORD,
    Label,
    label_of,
)  # fmt: skip
from regulations.importing.structure.listings import ABBREVIATION, end_of_listing

_TERMINAL = re.compile(r"[.;:!?…][»\"”)\]]*$")
_REFERENCE = re.compile(
    r"(?:\bп{1,2}\.|\bпп?|\bпункт\w*|\bподпункт\w*|\bраздел\w*|\bглав\w*|\bстать\w*|\bст\.|\bч\.|"
    r"\bчаст\w+|№|\bприложени\w*|\bверси\w+|\bот)\s*$",
    re.IGNORECASE,
)
_SHORT = 50
#: As much of a paragraph as says how it ends.
_END = 60
_QUOTED = 300
_HANGING = r"\s(?:и|или|в|на|с|по|о|об|для|к|при|из|от|до|за|под|не|более|менее)"
_HANGS = re.compile(f"{_HANGING}$")
_OPEN_END = re.compile(rf"(?:{_HANGING}|,|«[^»]*|\([^)]*)$")
_COUNTRY = re.compile(r"(?:Российской\s+Федерации|РФ|России)\b")
_YEAR_END = re.compile(r"\b(?:19|20)\d\d\s?г\.$")
_INVISIBLE = re.compile(r"[\u200b-\u200d\ufeff\u2060]|\u00ad(?!$)")


@dataclass
class Paragraph:
    """``label`` is None for a paragraph without a number or mark; ``text`` is what follows it."""

    label: Label | None
    text: str
    heading: bool = False
    row: bool = False
    centered: bool = False
    gap: int = 0
    tail: str = field(default="", repr=False)  # its last line, as long as it stands on the page

    @property
    def ends(self):
        end = self.text[-_END:]
        return bool(_TERMINAL.search(end)) and not ABBREVIATION.search(end)


class Joiner:
    """Reads the lines ``(line, blank, cut)`` of a body one after another."""

    def __init__(self, lines, notes, hyphens):
        self.lines, self.notes, self.hyphens = lines, notes, hyphens
        self.paragraphs = []
        texts = [line.stripped for line, _, _ in lines]
        lengths = sorted(len(text) for text in texts) or [0]
        self.width = lengths[int(len(lengths) * 0.95)]
        self.wrapped = 30 <= self.width < 200 and _is_wrapped(texts, self.width)
        blanks = [blank for _, blank, cut in lines[1:] if not cut]
        double = blanks and sum(blank >= 1 for blank in blanks) / len(blanks) > 0.6
        self.base = 1 if double and self.wrapped else 0
        self.last, self.indent = None, 0

    def join(self):
        listed = 0
        for number, (line, blank, cut) in enumerate(self.lines):
            gap = -1 if cut else max(blank - self.base, 0)
            if number >= listed and self._opens_list():
                listed = end_of_listing(self.lines, number)
            self._take(line, gap, listed=number < listed)
        return self.paragraphs

    def _opens_list(self):
        last = self.paragraphs[-1] if self.paragraphs else None
        return last and last.text.endswith(":") and not (last.label and last.label.is_item)

    def _take(self, line, gap, *, listed=False):
        text = self._without_invisible(line.text.rstrip())
        label, rest = label_of(text)
        before = self.paragraphs[-1] if self.paragraphs else None
        if label and before and not self._is_label(label, rest, before, gap):
            label, rest = None, text.strip()
        if line.row and rest.startswith("|"):
            # The first cell of a table: a number of its rows, or «—» for an empty one.
            label, rest = None, text.strip()
        rest = " ".join(rest.split())
        if before is None or line.row or before.row or label:
            joins = False
        elif listed:
            joins = before.text[-1:] not in (";", ":") and not self._stands_alone(before, line)
        else:
            joins = self._joins(before, line, rest, gap)
        if joins:
            self._append(before, rest)
        else:
            self.paragraphs.append(
                Paragraph(label, rest, line.heading, line.row, line.centered, gap)
            )
        if label and label.kind == DOTTED:
            self.last = label.parts
        self.paragraphs[-1].tail = line.stripped
        self.indent = line.indent

    def _without_invisible(self, text):
        """Without signs that print as nothing; a soft hyphen at the end waits for its word."""
        self.notes.mark("".join(_INVISIBLE.findall(text)))
        return _INVISIBLE.sub("", text)

    def _append(self, before, rest):
        before.text = self.hyphens.joined(before.text, rest) if before.text else rest

    # --- Is it a number, or the end of a reference? ---------------------------------------------

    def _is_label(self, label, rest, before, gap):
        if label.kind == BULLET:
            # A dash may stand at the beginning of a broken line: «платформа \n – это …».
            dash = label.mark in "-–—−"
            unfinished = not before.ends and gap <= 0 and before.text
            return not (dash and unfinished and self._is_full(before) and _is_middle(before, rest))
        if label.kind == LETTER and label.mark.endswith(".") and before.text[-1:].isdigit():
            return False
        if label.kind in (LETTER, PAREN):
            return not (_REFERENCE.search(before.text[-_END:]) and not before.ends)
        if _REFERENCE.search(before.text[-_END:]) and gap <= 0 and not _heads(before, rest):
            return False
        if label.kind == ANNEX:
            return self._is_annex(label, rest, before)
        if label.kind == DOTTED and self._expected(label.parts):
            return True
        if before.ends or gap > 0 or not before.text:
            small = rest[:1].islower()
            return not (small and not before.ends and not self._expected(label.parts))
        if label.kind == SINGLE:
            return not self._is_full(before) or may_be_heading(rest) or rest == ""
        return not (self._is_full(before) or rest[:1].islower()) or label.kind in (ROMAN, WORD)

    @staticmethod
    def _is_annex(label, rest, before):
        """A heading of its own, not «Приложение устанавливается на …»."""
        if label.number != "Приложение":
            return not rest or before.ends or bool(re.match(r"к\s|[А-ЯЁ«(]", rest))
        return not rest or bool(
            re.match(r"к\s+(?:[Пп]оложени|[Пп]орядк|приказ|настоящ)|[А-ЯЁ]{3}", rest)
        )

    def _expected(self, parts):
        if len(parts) < 2:
            return False
        if self.last is None:
            return parts[-1] == 1
        last = self.last
        deeper = parts == (*last, 1)
        same = any(
            parts == (*last[:n], last[n] + step)
            for n in range(1, len(last)) for step in (1, 2)
        )  # fmt: skip
        return deeper or same or (parts[0] == last[0] + 1 and set(parts[1:]) == {1})

    # --- Does the line go on? -------------------------------------------------------------------

    def _is_full(self, before):
        return self.wrapped and len(before.tail) >= 0.7 * self.width

    def _joins(self, before, line, rest, gap):
        if before.text == "" and before.label:
            return before.label.kind != ANNEX
        if line.heading != before.heading:
            return False
        if before.heading:
            return rest[:1].islower() or not self._is_new_heading(before, rest, gap)
        small = rest[:1].islower() or (rest[:1] in '(«"№' and not before.ends) or rest[:1].isdigit()
        hyphen = is_broken(before.text)
        if gap > 0:
            goes_on = rest[:1].islower() or rest[:1] == "(" or hyphen
            return not before.ends and goes_on and not self._lists(before, rest)
        if not before.ends:
            return self._joins_unfinished(before, rest, small or hyphen)
        return self._joins_finished(before, line, rest, gap)

    @staticmethod
    def _is_new_heading(before, rest, gap):
        return gap > 0 or not (is_capitals(before.text) and is_capitals(rest))

    def _lists(self, before, rest):
        """Entries of a list without marks begin with small letters too."""
        broken = not self.wrapped or self._breaks_early(before, rest)
        broken = broken and not _HANGS.search(before.text[-_END:])
        return broken and before.label is None and not before.text[:1].isupper()

    def _breaks_early(self, before, rest):
        """The next word had room on the line: whoever broke it there meant to."""
        word = rest.split(maxsplit=1)[0] if rest else ""
        fits = len(before.tail) + 1 + len(word) < 0.75 * self.width
        return fits and not is_broken(before.text) and not _OPEN_END.search(before.text[-_QUOTED:])

    def _joins_unfinished(self, before, rest, small):
        if self._is_heading(before):
            if is_capitals(before.text):
                return is_capitals(rest) or rest[:1].islower()
            ends_open = _OPEN_END.search(before.text[-_QUOTED:])
            return rest[:1].islower() or bool(ends_open) or self._goes_on(before, rest)
        if _COUNTRY.match(rest):
            return True
        if small:
            return not self._lists(before, rest)
        if is_capitals(rest) and may_be_heading(rest) and not is_capitals(before.text):
            words = len(rest.split())
            if words > 1 and not self._is_full(before):
                return False
        return self._is_full(before) or (
            bool(ABBREVIATION.search(before.text[-_END:]))
            and not _YEAR_END.search(before.text[-_END:])
        )

    def _goes_on(self, before, rest):
        full = self.wrapped and len(before.tail) >= 0.85 * self.width
        return full and len(rest) < 0.7 * self.width and not rest.endswith(".")

    def _joins_finished(self, before, line, rest, gap):
        is_item = before.label is not None and before.label.is_item
        if before.text.endswith(":"):
            return is_item and gap <= 0 and self._is_full(before) and not rest.endswith(":")
        if is_capitals(rest) and not is_capitals(before.text) and may_be_heading(rest):
            return False
        if before.text[-1] == ";" and ((before.label and before.label.is_item) or gap < 0):
            return False
        indented = line.indent > self.indent + 1
        full = self.wrapped and len(before.tail) >= 0.88 * self.width
        if gap < 0:
            return full and rest[:1].islower()
        return full and not indented and not is_item

    def _stands_alone(self, before, line):
        """The entry above it has lost its semicolon."""
        return (
            self._lists(before, line.stripped)
            and len(before.tail) < _SHORT
            and line.indent >= self.indent
        )

    @staticmethod
    def _is_heading(before):
        kinds = (SINGLE, ROMAN, WORD, ANNEX)
        if re.search(r"№\s?\d", before.text[:LONGEST]):
            return False
        return (
            before.label is not None and before.label.kind in kinds and may_be_heading(before.text)
        ) or (before.label is None and is_capitals(before.text))


def _heads(before, rest):
    """«I. Общая часть» above «1. Чаты» is no reference to a part 1."""
    outer = before.label is not None and before.label.kind in (WORD, ROMAN)
    return outer and may_be_heading(before.text) and rest[:1].isupper()


def _is_middle(before, rest):
    """«платформа» + «– это …», «чат» + «- группы»: no entry of a list begins so."""
    return not before.text.endswith((",", ";")) and (
        rest[:1].islower() and not (before.label and before.label.is_item)
        and not re.search(r":\s*$", before.text[-_END:])
    )  # fmt: skip


def _is_wrapped(texts, width):
    """Whether lines end where the page did: most of the long ones stop in mid-sentence."""
    long = [text for text in texts if len(text) >= 0.8 * width]
    return len(long) >= 3 and sum(not _TERMINAL.search(text) for text in long) >= 0.4 * len(long)
