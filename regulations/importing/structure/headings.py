"""Which lines look like the heading of a section."""

import re

from regulations.importing.cleaning.letters import is_predicate

_KNOWN = re.compile(
    r"(?:общ(?:ие|ее)\s+положени\w|заключительн\w+\s+положени\w|права\s+(?:и\s+обязанности\s+)?\w+"
    r"|термины(?:\s+и\s+определения)?|основные\s+(?:термины|понятия|положения|цели|задачи).{0,60}"
    r"|цели\s+и\s+задачи.{0,60}|организация\s+работы.{0,100}|ответственность(?:\s+\w+){0,5}"
    r"|порядок\s+\w+(?:\s+\w+){0,10}|функции\s+\w+(?:\s+\w+){0,6}|информационная\s+безопасность"
    r"|обязанности\s+\w+(?:\s+\w+){0,6}|срок(?:и)?\s+действия.{0,60})\s*\.?",
    re.IGNORECASE,
)
_ENDING = re.compile(r"[;:,]$|\.$")
_VERB = re.compile(
    r"\b(?:является|являются|осуществля[ею]т\w*|определя[ею]т\w*|устанавлива[ею]т\w*|обязан[аоы]?"
    r"|может|могут|должн[аоы]|вправе|име[ею]т|разработан[оаы]?|назнача[ею]тся|созда[ёе]т\w*|вступает"
    r"|использу[ею]т\w*|принимает\w*|утверждает\w*|размеща[ею]т\w*|обеспечива[ею]т\w*)\b"
)
_WORD, _QUOTED = re.compile("[А-Яа-яЁё]{2,}"), re.compile("«[^»]*»")
LONGEST = 220
_ENOUGH = 400
_LINE = 120
_LONE, _LONE_WORDS = 80, 10


def is_capitals(text):
    letters = [sign for sign in text[:_ENOUGH] if sign.isalpha()]
    return len(letters) > 3 and sum(sign.isupper() for sign in letters) / len(letters) > 0.8


def is_known(text):
    """A heading that regulations have so often that it needs no number."""
    known = text[:1].isupper() and _KNOWN.fullmatch(" ".join(text.split()))
    return bool(known) and not says(text)


def says(text):
    """Whether somebody does or is something: «Порядок определяет …» is no «Порядок работы»."""
    return any(is_predicate(word) for word in _WORD.findall(_QUOTED.sub(" ", text[:_ENOUGH])))


def is_sentence(text):
    """A full one, closed by its stop: no heading, unless it is numbered as one."""
    return text.endswith((".", "!", ".»")) and says(text)


def is_titled(text):
    """A line that ends without a sign, a sentence though it may be: «Кто может войти в чат»."""
    return bool(text) and text[0].isupper() and len(text) <= _LINE and text[-1].isalpha()


def is_lone(text):
    """What may be a heading though it has no number: short, and no sentence, entry or name."""
    short = 2 < len(text) <= _LONE and len(text.split()) <= _LONE_WORDS
    open_end = text[-1:].isalpha() or text[-1:] in "»)?"
    return short and open_end and text[0].isupper() and may_be_heading(text)


def may_be_heading(text):
    """Short, and no sentence: what may stand behind the number of a section."""
    text = text.strip()
    if not text or len(text) > LONGEST:
        return False
    if is_capitals(text):
        return text[-1] not in ";,"
    if not text[0].isupper() and text[0] not in '«"':
        return False
    if is_known(text):
        return True
    if text[-1] == "." and (len(text) > 90 or re.search(r"\.\s+[А-ЯЁ]", text)):
        return False
    return text[-1] not in ";:," and not _VERB.search(text)
