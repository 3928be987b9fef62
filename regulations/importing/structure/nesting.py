"""Lists within lists: on which level an entry stands, and what is uncertain about its mark."""

import re

from regulations.importing.structure.labels import BULLET, LETTER

#: Some leave out «ё» and «й», some do not.
_ALPHABETS = (
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "абвгдежзийклмнопрстуфхцчшщэюя",
    "абвгдеёжзийклмнопрстуфхцчшщэюя",
    "abcdefghijklmnopqrstuvwxyz",
)
_LOOKALIKES = str.maketrans("асеорху", "aceopxy")
_LETTERS = (LETTER, "")
BROKEN = "Нумерация перечня сбилась: проверьте, что чему принадлежит."
OPEN = "Запись кончается двоеточием: нет ли под ней своего перечня?"
NESTED = "Перечень внутри перечня: в проекте он останется в тексте записи над ним."
LATE = "Перечень начинается не с начала."


class Nesting:
    """The lists that are open below one clause, the innermost last.

    Each is ``{family of marks: its last value}``: people mix «–» and «•», also «б)» and «2)».
    """

    def __init__(self):
        self.lists = []

    def place(self, label, above):
        """``(level, doubt)`` of the next entry; ``above`` is the text over it."""
        opens = above.endswith(":")
        if label is None:
            return max(len(self.lists), 1), ""
        family, value = self._counted(label)
        if not self.lists:
            self.lists.append({family: value})
            return 1, "" if _begins(family, value) else LATE
        inner = self.lists[-1]
        if opens and _begins(family, value) and not _follows(inner, family, value):
            self.lists.append({family: value})
            return len(self.lists), NESTED
        return self._go_on(family, value, opens)

    def _counted(self, label):
        """``(family, value)`` of a mark; «i)» is a letter below «h)», else a Roman digit."""
        if label.kind == LETTER and any(_follows(e, _LETTERS, label.number) for e in self.lists):
            return _LETTERS, label.number
        return _family(label), _value(label)

    def _go_on(self, family, value, opens):
        """The innermost list that the entry follows; else the innermost with marks of its kind."""
        fits = [n for n, each in enumerate(self.lists) if _follows(each, family, value)]
        known = [n for n, each in enumerate(self.lists) if family in each]
        sure = len(fits) == 1 or (family[0] == BULLET and bool(fits))
        if fits or known:
            place = (fits or known)[-1]
        else:
            place = len(self.lists) - 1
            other = next(iter(self.lists[place]))
            sure = family[0] == other[0] == BULLET
        same = place == len(self.lists) - 1
        del self.lists[place + 1 :]
        self.lists[place][family] = value
        if family[0] == BULLET and sure and same and opens:
            return place + 1, OPEN
        return place + 1, "" if sure else BROKEN


def _family(label):
    if label.kind == LETTER and label.parts:
        return LETTER, "roman"
    return (BULLET, label.mark) if label.kind == BULLET else (label.kind, "")


def _value(label):
    if label.parts:
        return label.parts[0]
    return label.number if label.kind == LETTER else 0


def _begins(family, value):
    return family[0] == BULLET or value in (1, "а", "a")


def _follows(known, family, value):
    if family not in known:
        return False
    if family[0] == BULLET:
        return True
    last = known[family]
    if family == _LETTERS:
        pair = f"{last}{value}"
        # Recognition takes «a», «c», «e» of a Latin list for Russian letters.
        latin = pair.translate(_LOOKALIKES) if re.search("[a-z]", pair) else ""
        return any(each and each in letters for each in (pair, latin) for letters in _ALPHABETS)
    return value == last + 1
