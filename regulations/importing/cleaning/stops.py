"""Numbers of sections whose stop has been left out: «1 Общие положения» above «1.1 …»."""

import re
from dataclasses import replace

from regulations.importing.structure.headings import may_be_heading
from regulations.importing.structure.labels import DOTTED, label_of, roman_value

_BARE = re.compile(r"\s*(?P<number>\d{1,2}|[IVX]{1,5})(?=\s+(?P<rest>[А-ЯЁ«].*))")
_BELOW = 3


def with_stops(lines, notes):
    """The entries ``(line, …)`` of a text; each stop that was put in is a correction."""
    result = list(lines)
    for place, (line, *rest) in enumerate(lines):
        found = _BARE.match(line.text)
        if not found or line.row or label_of(line.text)[0] or not may_be_heading(found["rest"]):
            continue
        number = found["number"]
        if _first_below(lines[place + 1 : place + 1 + _BELOW]) == (_value_of(number), 1):
            text = f"{line.text[: found.end()]}.{line.text[found.end() :]}"
            notes.corrections[number, f"{number}."] += 1
            result[place] = (replace(line, text=text), *rest)
    return result


def _value_of(number):
    return int(number) if number.isdigit() else roman_value(number)


def _first_below(entries):
    for line, *_ in entries:
        label, _ = label_of(line.text)
        if label:
            return label.parts if label.kind == DOTTED else None
    return None
