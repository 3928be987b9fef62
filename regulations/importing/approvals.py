"""Blocks of approval among the lines of a head, also where columns lie side by side."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from regulations.importing.bodies import BODY, POST, body_of
from regulations.importing.dates import DATED, NUMBERED, bare, day_of
from regulations.importing.marks import decision, marks_in
from regulations.importing.result import APPROVES, Approval

_GAP = re.compile(r"\t+\s*| {3,}")
_PROTOCOL = re.compile(r"протокол\w*", re.IGNORECASE)
_ORDER = re.compile(r"(?:приказ\w*|распоряжени\w*|постановлени\w*)", re.IGNORECASE)
_CUTS = re.compile(
    rf"\b(?:{POST})|\b(?:{BODY})|\b(?:протокол|приказ|распоряжени)\w*|_{{3,}}", re.IGNORECASE
)
_ANNEX = re.compile(r"приложение\s*(?:№\s*\d+)?\s*(?:$|к\s+(?:приказу|распоряж))", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:П\s?О\s?Л\s?О\s?Ж\s?Е\s?Н\s?И\s?Е|П\sО\sР\sЯ\sД\sО\sК|П\sР\sА\sВ\sИ\sЛ\sА"
    r"|Р\sЕ\sГ\sЛ\sА\sМ\sЕ\sН\sТ|И\sН\sС\sТ\sР\sУ\sК\sЦ\sИ\sЯ|ПОЛОЖЕНИЕ|Положение|ПОРЯДОК|Порядок|ПРАВИЛА|Правила"
    r"|РЕГЛАМЕНТ|Регламент|ИНСТРУКЦИЯ|Инструкция|ПОЛИТИКА|Политика"
    r"|ЛОКАЛЬНЫЙ НОРМАТИВНЫЙ АКТ|Локальный нормативный акт)(?![а-яёА-ЯЁ])"
)
#: «Положение рассматривается …», «Положения …»: a sentence about the paper.
_SAYS = re.compile(
    r"\s+(?:не\s+)?[а-яё]+(?:ется|ются|ится|ятся|яет|ает|ит|ано|ено|ует)\b|\s+(?:действу|вступ)"
)
_MORE = re.compile(
    rf"[а-яё(№_«\"/]|\d|от\b|г\.|{BODY}|{POST}|протокол|приказ|распоряжени|[А-ЯЁ]\.\s?[А-ЯЁ]\."
    rf"|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.|подпись|председател|М\.?П\.?|МБ|МА|МК|МО|ГБ|ГА|ЧОУ|СОШ|Муниц|Госуд",
    re.IGNORECASE,
)
_NOT_A_BLOCK = re.compile(r"(?i)г\.\s?[А-ЯЁ][а-яё-]+(?:,?\s*\d{4}.*)?$|\d{4}\s*(?:г\.?|год)?$")
_NEAR = 6


@dataclass
class Block:
    """The pieces of one block, in the order in which they were read."""

    kind: str
    start: int
    pieces: list[str] = field(default_factory=list)
    mixed: bool = False

    @property
    def text(self):
        return "\n".join(self.pieces)

    @property
    def words(self):
        """What stands below the mark."""
        return "\n".join(self.pieces[1:])

    @property
    def is_complete(self):
        below = self.words
        return bool(DATED.search(below) and re.search(r"№\s*\w", below))


def begins_title(text):
    found = _TITLE.match(text.strip().lstrip('«"'))
    return bool(found) and not _SAYS.match(text.strip().lstrip('«"')[found.end() :])


def blocks_of(lines):
    """``(blocks, other lines)`` of a head; a block's every piece stands in it word for word."""
    run = _Run()
    for line in lines:
        run.take(line)
    return run.blocks, run.rest


class _Run:
    def __init__(self):
        self.blocks, self.rest, self.open, self.last = [], [], [], None

    def take(self, line):
        text = line.text.replace("\u00a0", " ")
        if marks := marks_in(text):
            self._begin(text, marks)
        elif self.open and not self._ends(line, text):
            self._continue(text)
        elif not self.open and _ANNEX.match(text.strip()):
            self._annex(text)
        else:
            self.open = []
            self.rest.append(line)

    def _annex(self, text):
        self.open = [Block(APPROVES, 0, ["", text.strip()])]
        self.blocks += self.open
        self.last = self.open[0]

    def _begin(self, text, marks):
        before = text[: marks[0].start()]
        if before.strip() and self.open:
            self._continue(before)
            before = ""
        new = []
        for number, mark in enumerate(marks):
            end = marks[number + 1].start() if number + 1 < len(marks) else len(text)
            pieces = [f"{before}{mark.group()}".strip()]
            before = ""
            if rest := text[mark.end() : end].strip():
                pieces.append(rest)
            new.append(Block(decision(mark["words"]), mark.start(), pieces))
        waiting = [block for block in self.open if len(block.pieces) == 1]
        beside = [block for block in self.open if block.start < new[0].start - 15]
        kept = waiting if len(waiting) == len(self.open) else beside
        self.open = kept + new
        self.blocks += new
        self.last = new[-1]

    def _ends(self, line, text):
        stripped = text.strip()
        if begins_title(stripped) and not re.search(r"(?i)протокол|приказ", stripped):
            return True
        if _NOT_A_BLOCK.match(stripped) and all(block.is_complete for block in self.open):
            return True
        done = all(block.is_complete for block in self.open)
        return done and (line.blank > 1 or not _MORE.match(stripped))

    def _continue(self, text):
        if len(self.open) == 1:
            self._give(self.open[0], text)
            return
        cells = _cells(text)
        starts = [block.start for block in self.open]
        is_cut = len(cells) == 1 and cells[0][0] < 10
        if is_cut:
            cells = _cut(text)
        far = max(starts) - min(starts) >= 15
        if len(cells) == len(self.open):
            for block, (_, cell) in zip(self.open, cells, strict=True):
                block.mixed = block.mixed or is_cut
                self._give(block, cell)
        elif far and ((len(cells) > 1 and _GAP.search(text.strip())) or cells[0][0] >= 15):
            for place, cell in cells:
                self._give(min(self.open, key=lambda block: abs(block.start - place)), cell)
        else:
            for _, cell in cells:
                block = self._by_content(cell)
                block.mixed = True
                self._give(block, cell)

    def _by_content(self, cell):
        approving = [block for block in self.open if block.kind == APPROVES]
        others = [block for block in self.open if block.kind != APPROVES]
        if _ORDER.match(cell) or re.match(POST, cell, re.IGNORECASE):
            return (approving or self.open)[0]
        if _PROTOCOL.match(cell):
            lacking = [block for block in others if not _PROTOCOL.search(block.words)]
            return (lacking or others or self.open)[0]
        if re.match(BODY, cell, re.IGNORECASE):
            lacking = [block for block in others if not re.search(BODY, block.words, re.IGNORECASE)]
            return (lacking or others or self.open)[0]
        if re.match(r"_{3,}|/?[А-ЯЁ]\.\s?[А-ЯЁ]\.", cell) and approving:
            return approving[0]
        return self.last if self.last in self.open else self.open[-1]

    def _give(self, block, text):
        if text.strip():
            block.pieces.append(text.strip())
            self.last = block


def _cells(text):
    """``(place, cell)``: what wide gaps keep apart."""
    cells, start = [], 0
    for gap in _GAP.finditer(text):
        cells.append((start, text[start : gap.start()]))
        start = gap.end()
    cells.append((start, text[start:]))
    return [(place, cell) for place, cell in cells if cell.strip()]


def _cut(text):
    """Where columns have flowed into one line: cut before what begins an entry of a block."""
    places = [found.start() for found in _CUTS.finditer(text)]
    # «Председатель управляющего совета», «протокол педагогического совета» are one entry.
    cuts = [0]
    for place in places:
        before = text[cuts[-1] : place].strip()
        if place and before and not _belongs(before, text[place:]):
            cuts.append(place)
    second = [found.start() for found in re.finditer(r"\bот\s(?=[\s«\"_]*\d)", text)]
    cuts += [place for place in second[1:] if all(abs(place - cut) > _NEAR for cut in cuts)]
    cuts = sorted(set(cuts)) + [len(text)]
    return [(a, text[a:b]) for a, b in pairwise(cuts) if text[a:b].strip()]


def _belongs(before, after):
    if re.fullmatch(
        r"(?i)(?:и\.?\s?о\.?|на\s+заседании|решени\w+|протокол\w*|приказ\w*"
        r"|председател\w+|заместител\w+|с|на|от)",
        before,
    ):
        return True
    return after.startswith("_") and not re.search(r"\d{4}|№|^_", before)


def parsed(block):
    """The :class:`Approval` that a block says."""
    words = block.words
    protocol, order = _number_after(_PROTOCOL, words), _number_after(_ORDER, words)
    return Approval(
        kind=block.kind,
        body=body_of(words),
        protocol=protocol,
        order=order,
        date=_date_of(words),
        text=block.text.strip(),
    )


def _number_after(what, words):
    """The number that follows «протокол» or «приказ», not one of the body before it."""
    for found in what.finditer(words):
        after = words[found.end() :]
        stop = re.search(r"(?i)протокол|приказ|распоряжени|_{3,}\s*/|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.", after)
        after = after[: stop.start()] if stop else after
        numbers = list(NUMBERED.finditer(after))
        # The number of a school stands before the date: «приказ директора СОШ № 5 от … № 12».
        day = DATED.search(after)
        if len(numbers) > 1 and day:
            late = [n for n in numbers if n.start() >= day.end() - 1]
            numbers = late or numbers
        own = [n for n in numbers if not _is_of_organization(after[: n.start()])]
        if own:
            return bare(own[0]["number"])
    return None


def _is_of_organization(before):
    return bool(re.search(r"(?i)(?:школ\w*|СОШ|сад\w*|лице\w+|гимнази\w+|ДОУ|ОУ)\W*$", before))


def _date_of(words):
    """The date of the protocol or order; that of a signature only where there is no other."""
    for what in (_PROTOCOL, _ORDER):
        for found in what.finditer(words):
            for each in DATED.finditer(words, found.end()):
                if day := day_of(each):
                    return day
    for each in DATED.finditer(words):
        if day := day_of(each):
            return day
    return None
