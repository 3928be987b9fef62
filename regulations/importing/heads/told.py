"""Approvals told in a sentence: «Положение принято на педагогическом совете, протокол от …»."""

import re
from dataclasses import replace

from regulations.importing.heads.approvals import parsed
from regulations.importing.heads.blocks import Block
from regulations.importing.heads.bodies import BODY, POST
from regulations.importing.heads.marks import MARK, decision
from regulations.importing.places import names, parts
from regulations.importing.result import Section
from regulations.importing.structure.listings import ABBREVIATION

_SAID = re.compile(
    r"(?P<this>настоящ\w{2,3}\s+)?(?P<act>положение|порядок|правила|регламент|инструкция|политика"
    r"|локальный\s+(?:нормативный\s+)?акт)\b[^.;:№]{0,160}?(?=\b(?:рассмотрен|принят|согласован"
    r"|одобрен|обсужден|утвержд[её]н|введ[её]н)[оаы]?\b)",
    re.IGNORECASE,
)
#: Decisions that follow one another; between them only what tells of the first stands.
_NEXT = re.compile(r"[\s,;]*\bи?\s*$")
_OWN = re.compile(
    rf"(?:{BODY}|{POST}|М[БАКД]|Г[БАКП]|КГ|Ч?ОУ|ЧУ|СОШ|ДОУ|школ|гимнази|лице|колледж|техникум|детск|учрежд)",
    re.IGNORECASE,
)
_BASIS = re.compile(r"\s*(?:на\s+основании|в\s+соответствии|во\s+исполнение)", re.IGNORECASE)
_STOP = re.compile(r"[.;]\s+(?=[А-ЯЁ])")


def told_approvals(imported):
    """The decisions that clauses tell of with their protocols or orders, beyond those of blocks."""
    known = {(row.kind, row.protocol, row.order, row.date) for row in imported.approvals}
    found = []
    called = names(imported.sections)
    for at, clause in enumerate(parts(imported.sections)):
        if isinstance(clause, Section):
            continue
        for text in (clause.text, *(item.text for item in clause.items)):
            for row in _told(" ".join(text.split()), imported.title.lower()):
                told = (row.kind, row.protocol, row.order, row.date)
                if told not in known:
                    known.add(told)
                    found.append(replace(row, clause=clause.number or ""))
                    where = called[id(clause)] if clause.number else "гриф"
                    why = "Решение названо в тексте: проверьте, чьё оно."
                    imported.notes.doubt(where, row.text, why, at)
    return found


def _told(text, title):
    said = next((each for each in _SAID.finditer(text) if _is_of_this(text, each, title)), None)
    if said is None:
        return
    sentence = text[said.end() :]
    ends = [each.start() for each in _STOP.finditer(sentence) if not _is_short(sentence, each)]
    sentence = sentence[: ends[0] + 1] if ends else sentence
    marks = list(MARK.finditer(sentence))
    for number, mark in enumerate(marks):
        end = marks[number + 1].start() if number + 1 < len(marks) else len(sentence)
        words = _NEXT.sub("", sentence[mark.end() : end]).strip(" ,;.")
        row = parsed(Block(decision(mark["words"]), 0, [mark["words"], words]))
        if (row.protocol or row.order) and _OWN.match(row.body) and not _BASIS.match(words):
            yield replace(row, text=f"{mark['words']} {words}")


def _is_of_this(text, said, title):
    """The subject of a sentence, and no other act of the kind."""
    before = text[: said.start()]
    begins = not before.strip() or re.search(r"[.;]\s+$", before)
    return begins and bool(said["this"] or title.startswith(said["act"].lower()))


def _is_short(sentence, stop):
    return sentence[stop.start()] == "." and bool(ABBREVIATION.search(sentence[: stop.start() + 1]))
