"""Blocks of approval among the lines of a head, also where columns lie side by side."""

import re
from dataclasses import dataclass, field

from regulations.importing.heads.approvals import ORDER, PROTOCOL
from regulations.importing.heads.bodies import BODY, PATRONYMIC, POST
from regulations.importing.heads.marks import decision, marks_in
from regulations.importing.heads.several import apart
from regulations.importing.meaning.dates import DATED
from regulations.importing.result import APPROVES
from regulations.importing.sources.columns import FAR, GAP, cells_of, cut, goes_on_at, with_places

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
#: What a line of a block begins with, once the block has said all that it has to say.
_MORE = re.compile(
    rf"(?:[а-яё(№_«\"/\d]|[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ][а-яё-]+\s+(?:[А-ЯЁ]\.|{PATRONYMIC})"
    r"|М\.?\s?П\.?(?![а-яё])|(?:М[БАКДО]|Г[БАКП]|Ч)[А-ЯЁ]|СОШ|ОУ\b)"
    rf"|(?i:от\b|г\.|{BODY}|{POST}|протокол|приказ|распоряжени|постановлени|решени[ея]м?\b"
    r"|на\s+заседани|подпись|муниципальн|государственн|частн\w+\s+(?:обще|дошк|проф|учр))"
)
_WORD, _CLOSED = re.compile(r"[\s«(][а-яё]+\b"), re.compile(r"[а-яё»)\"]{2}[.:;]$")
_OF_A_PAPER = re.compile(r"(?i)протокол|приказ|распоряж|постановл|№|_{2,}|подпись")
_NOT_A_BLOCK = re.compile(r"(?i)г\.\s?[А-ЯЁ][а-яё-]+(?:,?\s*\d{4}.*)?$|\d{4}\s*(?:г\.?|год)?$")
#: A line that is no line of a block.
_LONGEST = 2000
_OF_ORDER = re.compile(rf"{ORDER.pattern}(?=\W*(?:№|от\b|\d))", re.IGNORECASE)


@dataclass
class Block:
    """The pieces of one block, in the order in which they were read."""

    kind: str
    start: int
    pieces: list[str] = field(default_factory=list)
    mixed: bool = False
    of_annex: bool = False

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
    run = _Run([with_places(line.text) for line in lines])
    for number, line in enumerate(lines):
        run.take(number, line)
    _give_orders_back(run.blocks)
    return [part for block in run.blocks for part in apart(block)], run.rest


class _Run:
    def __init__(self, texts):
        self.texts = texts
        self.blocks, self.rest, self.open, self.last = [], [], [], None
        self.in_columns = self.titled = False

    def take(self, number, line):
        text = self.texts[number]
        if len(text) > _LONGEST:
            self.open = []
            self.rest.append(line)
        elif marks := marks_in(text):
            self._begin(number, marks)
        elif self.open and not self._ends(line, text):
            self._continue(text)
        elif not self.open and _ANNEX.match(text.strip()):
            self._annex(text)
        else:
            self.open = []
            self.titled = self.titled or begins_title(text)
            self.rest.append(line)

    def _annex(self, text):
        self.open = [Block(APPROVES, 0, ["", text.strip()], of_annex=True)]
        self.blocks += self.open
        self.last = self.open[0]

    def _begin(self, number, marks):
        text = self.texts[number]
        before = text[: marks[0].start()]
        if before.strip() and self.open:
            self._continue(before)
            before = ""
        new, ends = [], []
        for place, mark in enumerate(marks):
            end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
            new.append(Block(decision(mark["words"]), mark.start(), [f"{before}{mark[0]}".strip()]))
            ends.append((mark.end(), end))
            before = ""
        waiting = [block for block in self.open if len(block.pieces) == 1]
        left = [block for block in self.open if block.start < new[0].start - FAR]
        right = self._beside(new[-1], number)
        kept = waiting if len(waiting) == len(self.open) else left
        self.in_columns = bool(right)
        for block, each in zip(new, ends, strict=True):
            self._give_rest(block, text, each, right)
        self.open = [*kept, *new, *(block for block in right if block not in kept)]
        self.blocks += new
        self.last = new[-1]

    def _beside(self, new, number):
        """The blocks further right that go on beside the new one, or below its first lines."""
        texts = [self.texts[number]]
        for text in self.texts[number + 1 :]:
            if marks_in(text) or begins_title(text):
                break
            texts.append(text)
        return [
            block
            for block in self.open
            if block.start > new.start + FAR
            and any(goes_on_at(block.start, text) for text in texts)
        ]

    def _give_rest(self, block, text, ends, right):
        """What stands behind a mark is its own, but for what stands in the columns beside."""
        begins = block.start + len(text[block.start : ends[0]].rstrip())
        rest = text[ends[0] : ends[1]]
        for at, cell in cells_of(rest) if right else [(0, rest)]:
            place = ends[0] + at
            nearest = min([block, *right], key=lambda each: abs(each.start - place))
            self._give(nearest if place >= begins + 3 else block, cell)

    def _ends(self, line, text):
        stripped = text.strip()
        if begins_title(stripped) and not re.search(r"(?i)протокол|приказ", stripped):
            return True
        if _NOT_A_BLOCK.match(stripped) and all(block.is_complete for block in self.open):
            return True
        return self._is_beyond(stripped, line.blank)

    def _is_beyond(self, text, blank):
        """Whether the blocks are over above the line: all is said, or the text itself begins."""
        said = all(block.is_complete for block in self.open)
        more = _MORE.match(text)
        if _is_sentence(text) and (said or self.titled or not more):
            return True
        if said:
            return blank > 1 or (not more and (blank > 0 or self.titled))
        return self.titled and blank > 0 and not more

    def _continue(self, text):
        if len(self.open) == 1:
            self._give(self.open[0], text)
            return
        starts = [block.start for block in self.open]
        far = max(starts) - min(starts) >= FAR
        cells = cells_of(text, starts if far else ())
        is_cut = len(cells) == 1 and cells[0][0] < 10 and not self.in_columns
        if is_cut:
            cells = cut(text)
        if len(cells) == len(self.open) and not self.in_columns:
            for block, (_, cell) in zip(self.open, cells, strict=True):
                block.mixed = block.mixed or is_cut
                self._give(block, cell)
        elif self.in_columns or (
            far and ((len(cells) > 1 and GAP.search(text.strip())) or cells[0][0] >= FAR)
        ):
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
        if ORDER.match(cell) or re.match(POST, cell, re.IGNORECASE):
            return (approving or self.open)[0]
        if PROTOCOL.match(cell):
            lacking = [block for block in others if not PROTOCOL.search(block.words)]
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


def _is_sentence(text):
    """A sentence of the text itself: with a capital, words of its own and a stop, of no paper."""
    begins = text[:1].isupper() or text[:1] in '«"'
    closed = begins and _CLOSED.search(text) and len(_WORD.findall(text)) >= 3
    return closed and not (_OF_A_PAPER.search(text) or DATED.search(text))


def _give_orders_back(blocks):
    """An order in a council's block belongs to the approving one that has neither number nor date.

    Columns without gaps between them flow together so.
    """
    approving = [block for block in blocks if block.kind == APPROVES]
    if len(approving) != 1 or DATED.search(approving[0].words):
        return
    for block in blocks:
        for number, piece in enumerate(block.pieces[1:], start=1):
            found = _OF_ORDER.search(piece)
            if block is approving[0] or not found or not PROTOCOL.search(block.words):
                continue
            block.pieces[number] = piece[: found.start()].strip()
            approving[0].pieces.append(piece[found.start() :].strip())
            block.mixed = approving[0].mixed = True
            return
