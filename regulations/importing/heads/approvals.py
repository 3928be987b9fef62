"""What a block of approval says: whose decision it is, by which protocol or order."""

import re
from dataclasses import replace

from regulations.importing.heads.bodies import body_of, is_quoted
from regulations.importing.heads.several import is_of_several
from regulations.importing.meaning.dates import DATED, NUMBERED, bare, day_of
from regulations.importing.result import APPROVES, Approval

PROTOCOL = re.compile(r"протокол\w*", re.IGNORECASE)
ORDER = re.compile(r"(?:приказ\w*|распоряжени\w*|постановлени\w*)", re.IGNORECASE)

#: A block of approval has a dozen lines.
_LONGEST = 2000
_LONGEST_BODY = 120
#: Where the number of a paper is sought no further: the next paper, and the name of a person.
_NEXT = re.compile(
    r"(?i:протокол|приказ|распоряжени)|_{3,}\s*/"
    r"|(?<!им\. )(?<!им\.)(?<!имени )\b[А-ЯЁ]\.\s?[А-ЯЁ]\."
)


def parsed(block):
    """The :class:`Approval` that a block says."""
    words = block.words[:_LONGEST]
    protocol, order = _number_after(PROTOCOL, words), _number_after(ORDER, words)
    return Approval(
        kind=block.kind,
        body=body_of(words),
        protocol=protocol,
        order=order,
        date=_date_of(words),
        text=block.text.strip(),
    )


def doubt_decisions(imported):
    """Doubts about blocks that have taken in more than one decision, or even the text."""
    for row in imported.approvals:
        if row.clause is not None:
            continue
        if len(row.body) > _LONGEST_BODY:
            imported.notes.doubt("гриф", row.text, "В гриф попал текст документа.")
        if is_of_several(row.text):
            imported.notes.doubt("гриф", row.text, "В грифе не одно решение: проверьте, что чьё.")
    if not imported.sections:
        imported.notes.doubt("текст", "", "Не найдено ни одного раздела и пункта.")


def parsed_blocks(blocks):
    """``(block, Approval)`` for each decision.

    «Введено в действие приказом …» below «УТВЕРЖДАЮ» is one decision with it, where it names no
    body of its own and the other no other order.
    """
    rows = [parsed(block) for block in blocks]
    whole = {n for n, row in enumerate(rows) if _approves_by_order(row) and row.body}
    folded = set()
    for number, (block, row) in enumerate(zip(blocks, rows, strict=True)):
        if row.body or not row.order or not _approves_by_order(row) or block.of_annex:
            continue
        fits = [n for n in whole if rows[n].order in (None, row.order) and not blocks[n].of_annex]
        if fits:
            near = min(fits, key=lambda n: (abs(blocks[n].start - block.start), abs(n - number)))
            blocks[near].pieces += block.pieces
            rows[near] = replace(parsed(blocks[near]), body=rows[near].body)
            folded.add(number)
    pairs = zip(blocks, rows, strict=True)
    return [pair for number, pair in enumerate(pairs) if number not in folded]


def _approves_by_order(row):
    return row.kind == APPROVES and not row.protocol


def _number_after(what, words):
    """The number that follows «протокол» or «приказ», not one of the body before it."""
    for found in what.finditer(words):
        after = words[found.end() :]
        stop = _NEXT.search(after)
        after = after[: stop.start()] if stop else after
        own = [n for n in NUMBERED.finditer(after) if not _is_of_organization(after, n)]
        # The number of a school stands before the date: «приказ директора СОШ № 5 от … № 12».
        day = DATED.search(after)
        late = [n for n in own if day and n.start() >= day.end() - 1]
        if own and re.fullmatch(r"\W*", after[: own[0].start()]):
            return bare(own[0]["number"])
        if own:
            # «приказом МБОУ «Школа № 8» № 15»
            return bare((late[0] if late else own[-1])["number"])
    return None


def _is_of_organization(text, number):
    before = text[: number.start()]
    named = re.search(r"(?i)(?:школ\w*|СОШ|сад\w*|лице\w+|гимнази\w+|ДОУ|ОУ)\W*$", before)
    return bool(named) or is_quoted(text, number)


def _date_of(words):
    """The date of the protocol or order; that of a signature only where there is no other."""
    for what in (PROTOCOL, ORDER):
        for found in what.finditer(words):
            for each in DATED.finditer(words, found.end()):
                if day := day_of(each):
                    return day
    for each in DATED.finditer(words):
        if day := day_of(each):
            return day
    return None
