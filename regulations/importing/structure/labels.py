"""What a line begins with: the number of a section or clause, the mark of an entry of a list."""

import re
from dataclasses import dataclass

from regulations.importing.sources.numbering import formatted

ANNEX, WORD, ROMAN, DOTTED, SINGLE, PAREN, LETTER, BULLET = (
    "annex", "word", "roman", "dotted", "single", "paren", "letter", "bullet",
)  # fmt: skip

_ORDINALS = (
    "перв", "втор", "трет", "четв[её]рт", "пят", "шест", "седьм", "восьм", "девят", "десят",
    "одиннадцат", "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат",
    "семнадцат", "восемнадцат", "девятнадцат", "двадцат",
)  # fmt: skip
_ORDINAL = rf"(?i:(?:{'|'.join(_ORDINALS)})(?:ый|ой|ий|ая|ое|ья|ье))(?![\w])"
#: Sections counted in letters leave out «Ё», «Й» and those that no word begins with.
CAPITALS = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ"
_PATTERNS = [
    (ANNEX, re.compile(r"(?:П\s?РИЛОЖЕНИЕ|Приложение)\s*(?:№\s*)?(?P<n>\d{1,2}|[А-Я](?![а-яё]))?"
                       r"(?=\s|$|[.:])[.:]?")),
    (WORD, re.compile(r"(?:Раздел|РАЗДЕЛ|Глава|ГЛАВА|Часть|ЧАСТЬ|Статья|СТАТЬЯ)\s+(?:№\s*)?"
                      rf"(?:(?P<n>\d{{1,2}}|[IVXLХІ]+)(?![\w])\s?[.:)–—-]?|(?P<w>{_ORDINAL})"
                      r"(?:\s?[.:–—-]|(?=\s*$|\s+[А-ЯЁ«]))|(?P<c>[А-Я])(?:\s?[.:)]|(?=\s*$)))"
                      r"|§\s?(?P<p>\d{1,2})\s?[.:)]?")),
    (DOTTED, re.compile(
        r"(?P<n>(?:\d{1,2}|[lЗ](?=\.\d))(?:\.\s?\d{1,3}|\.[lOОЗ](?=[.)\s])){1,4}"
        r"|(?:\d{1,2}|[IVX]{1,4})\s?\.\s?\d{1,2}(?=[.)\s]|[А-ЯЁA-Z«(–—-]|$)"
        r"|\d{1,2},\d{1,2}(?=\.\s?[А-ЯЁ])|[АБВГДЕЖИКЛМН](?:\.\d{1,2}){1,4}(?=\.?\s+[А-ЯЁ«]))"
        r"(?P<end>\s?\.?\)|\s?\.|)(?=\s|[А-ЯЁA-Zа-яё«(–—-]|$)")),
    (ROMAN, re.compile(r"(?P<n>[IVXLХІ]{1,6}|П{1,3}|Ш)\s?[.)](?=\s|[А-ЯЁ«]|$)")),
    (PAREN, re.compile(r"\(?(?P<n>\d{1,2})\s?\.?\)(?=\s|[А-ЯЁа-яё«]|$)")),
    (SINGLE, re.compile(r"(?P<n>\d{1,2})(?:\s?\.(?!\s?\d)(?=\s|[А-ЯЁа-яё«]|$)"
                        r"|(?=\s+[А-ЯЁ]{4,}(?:\s|$)))")),
    (LETTER, re.compile(r"\(?(?P<r>[ivx]{1,5})\s?\)(?=\s|\w|«|$)")),
    (LETTER, re.compile(r"\(?(?P<n>[а-яёa-z])\s?\)(?=\s|\w|«|$)|(?P<o>[а-з])\.(?=\s+[а-яё]{3})")),
    (BULLET, re.compile(r"(?P<n>[-–—−‑•·∙●○◦▪▫■□◆◇►▶➢➤➔→✓✔☑❖♦*\uf0b7\uf0a7\uf02d\uf0d8\uf0fc])"
                        r"(?=\s|[А-ЯЁа-яё«A-Z(]|$)|(?P<o>[oо])\s{2,}|(?P<g>[+¬>])\s+(?=[а-яё])")),
]  # fmt: skip
_DATE = re.compile(r"\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?(?:\d{4}|\d\d\s?г)")
_FIRST = {"l": "1", "З": "3", "О": "0", "O": "0"}
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


@dataclass(frozen=True)
class Label:
    """``number`` as it is to be shown, ``parts`` its value, ``mark`` all that stood there."""

    kind: str
    number: str
    parts: tuple[int, ...]
    mark: str

    @property
    def is_item(self):
        return self.kind in (LETTER, BULLET, PAREN)


def label_of(text):
    """``(label, rest)`` of a line; ``(None, text)`` where it has none."""
    text = text.strip()
    if _DATE.match(text):
        return None, text
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        label = _label(kind, found)
        rest = text[found.end() :].strip()
        if label is None:
            continue
        if kind == BULLET:
            # «· 2.3. Педагог …»: a clause that somebody has made an entry of a list.
            inner, inner_rest = label_of(rest)
            if inner and inner.kind == DOTTED:
                return Label(DOTTED, inner.number, inner.parts, f"{label.mark} {inner.mark}"), (
                    inner_rest
                )
        return label, rest
    return None, text


def _label(kind, found):
    groups = found.groupdict()
    number = groups.get("n") or groups.get("p") or groups.get("o") or groups.get("g") or ""
    mark = found.group().strip()
    if kind == ANNEX:
        return Label(kind, f"Приложение № {number}" if number else "Приложение", (), mark)
    if kind == WORD:
        return _worded(groups, number, mark)
    if kind == ROMAN:
        value = roman_value(number)
        return Label(kind, _roman_of(number), (value,), mark) if value else None
    if kind == DOTTED:
        return _dotted(number, mark)
    if small := groups.get("r"):
        value = roman_value(small.upper())
        return (
            Label(kind, small, (value,), mark) if formatted(value, "lowerRoman") == small else None
        )
    parts = (int(number),) if number.isdigit() else ()
    return Label(kind, number, parts, mark)


def _worded(groups, number, mark):
    """«Раздел 1», «Глава II», «§ 3», «Раздел первый», «Часть А»."""
    if word := groups.get("w"):
        value = next(n for n, each in enumerate(_ORDINALS, 1) if re.match(each, word.lower()))
        return Label(WORD, str(value), (value,), mark)
    if letter := groups.get("c"):
        return Label(WORD, letter, (letter_value(letter),), mark) if letter_value(letter) else None
    value = int(number) if number.isdigit() else roman_value(number)
    return Label(WORD, number, (value,), mark)


def letter_value(text):
    """«Б» → 2; 0 for what counts nothing."""
    return CAPITALS.find(text) + 1 if len(text) == 1 else 0


def _dotted(number, mark):
    pieces = [piece.strip() for piece in re.split(r"[.,]", number)]
    if (value := letter_value(pieces[0])) and pieces[0] not in _FIRST:
        return Label(DOTTED, ".".join(pieces), (value, *map(int, pieces[1:])), mark)
    if roman_value(pieces[0]):
        pieces[0] = str(roman_value(pieces[0]))
    pieces = ["".join(_FIRST.get(sign, sign) for sign in piece) for piece in pieces]
    if not all(piece.isdigit() for piece in pieces) or int(pieces[0]) == 0:
        return None
    return Label(DOTTED, ".".join(pieces), tuple(int(piece) for piece in pieces), mark)


def roman_value(text):
    text = _roman_of(text)
    if not text or set(text) - set(_ROMAN_DIGITS):
        return 0
    values = [_ROMAN_DIGITS[sign] for sign in text]
    total = 0
    for value, after in zip(values, [*values[1:], 0], strict=True):
        total += -value if value < after else value
    return total


def _roman_of(text):
    """Recognised «П» stands for II, «Ш» for III, «Х» for X."""
    return text.replace("Х", "X").replace("І", "I").replace("Ш", "III").replace("П", "II")
