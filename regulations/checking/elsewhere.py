"""Whether a text was written for somebody else: names of other organizations, journals, platforms.

Who takes a neighbour's regulation changes the first page and forgets the rest. No database here.
"""

import re

from regulations.checking.words import checks, pieces
from regulations.comparing.words import normal
from regulations.living.platform_names import names_platform

#: «МБОУ СОШ № 72», «МАОУ "Лицей № 3"», «ГАПОУ "Колледж связи"»: the short form of a legal person.
SHORT = re.compile(
    r"\b[А-Я]{1,5}ОУ\b(?:\s+[А-Я]{2,6}\b)?"
    r'(?:\s*"(?P<quoted>[^"]{2,80})"|(?:\s+[а-яёА-ЯЁ]+){0,3}\s*№\s*(?P<number>\d+))'
)
#: The long one, by its number: «… образовательное учреждение "Средняя школа № 72"».
LONG = re.compile(
    r"учрежден\w+[^.;()]{0,160}?"
    r"(?:школ|лице|гимнази|сад|колледж|техникум|училищ|интернат)\w*\s*№\s*(?P<number>\d+)",
    re.IGNORECASE,
)
NUMBER = re.compile(r"№\s*(\d+)")
#: Letters of a word that no Russian ending changes, nearly always.
STEM = 5


def other_organizations(sections, own_names):
    """(number, name) for organizations that are not this one, by ``own_names`` of it."""
    own = [normal(name) for name in own_names if name]
    numbers = {found for name in own for found in NUMBER.findall(name)}
    stems = {stem for name in own for stem in _stems(name)}
    for place, _, text in pieces(sections):
        seen = set()
        for pattern in (SHORT, LONG):
            for match in pattern.finditer(normal(text)):
                name = match[0].strip()
                if name in seen or _is_own(match.groupdict(), numbers, stems):
                    continue
                seen.add(name)
                yield place, name


def other_journals(sections, own):
    """(number, name) for electronic journals that are known by name, but are not this one."""
    own = normal(own or "").casefold()
    for place, _, text in pieces(sections):
        plain = normal(text).casefold()
        for name in checks()["elsewhere"]["journals"]:
            key = normal(name).casefold()
            if key in plain and key not in own:
                yield place, name


def other_platforms(sections, own):
    """(number, name) for applications in which «Сферум» lives elsewhere; ``own`` are names."""
    theirs = [
        name
        for name in checks()["elsewhere"]["platforms"]
        if not any(names_platform(each, name) or names_platform(name, each) for each in own)
    ]
    for place, _, text in pieces(sections):
        yield from ((place, name) for name in theirs if names_platform(text, name))


def _is_own(found, numbers, stems):
    number = found.get("number") or next(iter(NUMBER.findall(found.get("quoted") or "")), None)
    if number:
        return number in numbers
    return _stems(found["quoted"]) <= stems


def _stems(text):
    return {word[:STEM].casefold() for word in re.findall(r"[^\W\d_]{3,}", text)}
