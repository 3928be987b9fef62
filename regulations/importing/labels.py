"""What a line begins with: the number of a section or clause, the mark of an entry of a list."""

import re
from dataclasses import dataclass

ANNEX, WORD, ROMAN, DOTTED, SINGLE, PAREN, LETTER, BULLET = (
    "annex", "word", "roman", "dotted", "single", "paren", "letter", "bullet",
)  # fmt: skip

_PATTERNS = [
    (ANNEX, re.compile(r"(?:П\s?РИЛОЖЕНИЕ|Приложение)\s*(?:№\s*)?(?P<n>\d{1,2}|[А-Я](?![а-яё]))?"
                       r"(?=\s|$|[.:])[.:]?")),
    (WORD, re.compile(r"(?:Раздел|РАЗДЕЛ|Глава|ГЛАВА|Часть|ЧАСТЬ|Статья|СТАТЬЯ)\s+(?:№\s*)?"
                      r"(?P<n>\d{1,2}|[IVXLХІ]+)(?![\w])\s?[.:)–—-]?|§\s?(?P<p>\d{1,2})\s?[.:)]?")),
    (DOTTED, re.compile(
        r"(?P<n>(?:\d{1,2}|[lЗ](?=\.\d))(?:\.\s?\d{1,3}|\.[lOОЗ](?=[.)\s])){1,4}"
        r"|(?:\d{1,2}|[IVX]{1,4})\s?\.\s?\d{1,2}(?=[.)\s]|[А-ЯЁA-Z«(–—-]|$)"
        r"|\d{1,2},\d{1,2}(?=\.\s?[А-ЯЁ]))"
        r"(?P<end>\s?\.?\)|\s?\.|)(?=\s|[А-ЯЁA-Zа-яё«(–—-]|$)")),
    (ROMAN, re.compile(r"(?P<n>[IVXLХІ]{1,6}|П{1,3}|Ш)\s?[.)](?=\s|[А-ЯЁ«]|$)")),
    (PAREN, re.compile(r"\(?(?P<n>\d{1,2})\s?\.?\)(?=\s|[А-ЯЁа-яё«]|$)")),
    (SINGLE, re.compile(r"(?P<n>\d{1,2})(?:\s?\.(?!\s?\d)(?=\s|[А-ЯЁа-яё«]|$)"
                        r"|(?=\s+[А-ЯЁ]{4,}(?:\s|$)))")),
    (LETTER, re.compile(r"(?P<n>[а-яёa-z])\s?\)(?=\s|\w|«|$)|(?P<o>[а-з])\.(?=\s+[а-яё]{3})")),
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
        value = int(number) if number.isdigit() else roman_value(number)
        return Label(kind, number, (value,), mark)
    if kind == ROMAN:
        value = roman_value(number)
        return Label(kind, _roman_of(number), (value,), mark) if value else None
    if kind == DOTTED:
        return _dotted(number, mark)
    parts = (int(number),) if number.isdigit() else ()
    return Label(kind, number, parts, mark)


def _dotted(number, mark):
    pieces = [piece.strip() for piece in re.split(r"[.,]", number)]
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
