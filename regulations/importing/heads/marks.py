"""The words by which blocks of approval are known."""

import re

from regulations.importing.heads.bodies import BODY

#: What a block says → how it decides; where two fit, the first.
DECISIONS = [
    (r"рассмотрен[оаы]?\s+и\s+(?:рекомендован[оаы]?\s+к\s+)?(?:принят\w*|утверждению)", "adopts"),
    (r"рассмотрен[оаы]?\s+и\s+согласован[оаы]?", "agrees"),
    (r"рассмотрен[оаы]?\s+и\s+одобрен[оаы]?", "adopts"),
    (r"(?:принят[оаы]?\s+)?с\s+уч[её]том\s+(?:мотивированн\w+\s+)?мнени[яй]", "agrees"),
    (r"учтено\s+(?:мотивированное\s+)?мнение|мнение\s+учтено", "agrees"),
    (r"(?:мотивированное\s+)?мнение", "agrees"),
    (r"согласован[оаы]?\s+и\s+принят[оаы]?", "adopts"),
    (r"принят[оаы]?\s+и\s+согласован[оаы]?", "adopts"),
    (r"утверждаю", "approves"),
    (r"утвержд[её]н[оаы]?(?:\s+и\s+введ[её]н[оаы]?\s+в\s+действие)?", "approves"),
    (r"введ[её]н[оаы]?\s+в\s+действие", "approves"),
    (r"согласован[оаы]?", "agrees"),
    (r"одобрен[оаы]?", "adopts"),
    (r"принят[оаы]?", "adopts"),
    (r"рассмотрен[оаы]?|обсужден[оаы]?|заслушан[оаы]?", "considers"),
]
_OPENING, _CLOSING = '«"“', '»"”'
_DECISIONS = [(re.compile(pattern, re.IGNORECASE), kind) for pattern, kind in DECISIONS]
#: «Мнение совета родителей учтено»: an opinion of which this is not said decides nothing.
_OPINION = rf"(?<=мнение)(?=\s+(?:(?:{BODY})|[^.;\n]{{3,60}}?\s+учтено(?!\w)))"
_ANY = "|".join(
    f"(?:{pattern}){_OPINION if pattern.endswith(')?мнение') else ''}" for pattern, _ in DECISIONS
)
MARK = re.compile(rf"(?<![\w«\"“])[«\"“]?(?P<words>{_ANY})(?![\w-])[»\"”]?[ \t]*:?", re.IGNORECASE)


def decision(words):
    """«СОГЛАСОВАНО» → "agrees"."""
    text = words.strip('«»"“” :\t')
    return next(kind for pattern, kind in _DECISIONS if pattern.fullmatch(text))


def marks_in(text):
    """The marks of a line: with a capital at its beginning or in a further column, in capitals
    anywhere."""
    marks, end = [], 0
    for found in MARK.finditer(text):
        # «Согласовано: Утверждаю:» are two columns; «Рассмотрено и утверждено» is one mark.
        alone = not text[end : found.start()].strip()
        further = bool(marks) and _begins_column(text, found)
        if found["words"].isupper() or ((alone or further) and found["words"][:1].isupper()):
            marks.append(found)
            end = found.end()
    return marks


def _begins_column(text, found):
    """«Рассмотрено на заседании      Утверждаю», «… на заседании «Утверждаю»»."""
    whole = found.group().strip(" \t:")
    quoted = whole[0] in _OPENING and whole[-1] in _CLOSING
    return quoted or bool(
        re.search(r"(?:\t| {3})$", text[max(found.start() - 3, 0) : found.start()])
    )


def begins_with_mark(text):
    """Whether a cell of a table begins a block of approval."""
    found = marks_in(text)
    return bool(found) and not text[: found[0].start()].strip()
