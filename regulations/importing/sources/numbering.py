"""Numbers that Word computes: they stand in numbering.xml, not in the text."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
_PLACE = re.compile(r"%([1-9])")
_BULLET = "•"
_DEEPEST = 9


@dataclass(frozen=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""


class Numbering:
    """Counts the paragraphs of one document in their order; ``label(num_id, level)`` is next."""

    def __init__(self, root):
        self._abstract, self._nums, self.by_style = {}, {}, {}
        for node in root.iter(f"{W}abstractNum") if root is not None else ():
            self._abstract[node.get(f"{W}abstractNumId")] = self._levels(node)
        for node in root.iter(f"{W}num") if root is not None else ():
            self._read_num(node)
        self._counters = defaultdict(lambda: [None] * _DEEPEST)
        self._restarted = set()

    def label(self, num_id, level):
        """«2.1.», «а)», «•»; empty for a number that the document does not define."""
        if num_id not in self._nums or not 0 <= level < _DEEPEST:
            return ""
        abstract, levels, restarts = self._nums[num_id]
        counters = self._counters[abstract]
        own = levels.get(level, Level())
        if level in restarts and (num_id, level) not in self._restarted:
            self._restarted.add((num_id, level))
            counters[level] = None
        before = counters[level]
        counters[level] = own.start if before is None else before + 1
        counters[level + 1 :] = [None] * (_DEEPEST - level - 1)
        if own.form == "bullet":
            return _BULLET
        return _PLACE.sub(lambda place: self._number(place, counters, levels), own.text).strip()

    @staticmethod
    def _number(place, counters, levels):
        level = int(place[1]) - 1
        own = levels.get(level, Level())
        value = counters[level] if counters[level] is not None else own.start
        return formatted(value, own.form)

    def _levels(self, node):
        levels = {}
        for each in node.findall(f"{W}lvl"):
            number = int(each.get(f"{W}ilvl", "0"))
            levels[number] = Level(
                int(_value(each, "start") or 1),
                _value(each, "numFmt") or "decimal",
                _value(each, "lvlText") or "",
            )
            if style := _value(each, "pStyle"):
                self.by_style[style] = (node.get(f"{W}abstractNumId"), number)
        return levels

    def _read_num(self, node):
        abstract = _value(node, "abstractNumId")
        levels, restarts = dict(self._abstract.get(abstract, {})), set()
        for change in node.findall(f"{W}lvlOverride"):
            number = int(change.get(f"{W}ilvl", "0"))
            if own := change.find(f"{W}lvl"):
                levels[number] = Level(
                    int(_value(own, "start") or 1),
                    _value(own, "numFmt") or "decimal",
                    _value(own, "lvlText") or "",
                )
            if start := _value(change, "startOverride"):
                levels[number] = replace(levels.get(number, Level()), start=int(start))
                restarts.add(number)
        self._nums[node.get(f"{W}numId")] = (abstract, levels, restarts)


def formatted(value, form):
    """A number in one of Word's forms; an unknown form counts in digits."""
    if form == "none":
        return ""
    if form in ("upperRoman", "lowerRoman"):
        text = _roman(value)
        return text if form == "upperRoman" else text.lower()
    for letters, small, capital in (
        (_RUSSIAN, "russianLower", "russianUpper"),
        (_LATIN, "lowerLetter", "upperLetter"),
    ):
        if form in (small, capital) and value > 0:
            turns, place = divmod(value - 1, len(letters))
            text = letters[place] * (turns + 1)
            return text if form == small else text.upper()
    return f"{value:02}" if form == "decimalZero" else str(value)


def _roman(value):
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _value(node, name):
    child = node.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None
