"""Words that the end of a line has divided: which hyphens belong to them, and which to the line."""

import re

from regulations.importing.cleaning.letters import known

_BROKEN = re.compile(r"(?<=[A-Za-zА-Яа-яЁё])[-\u00ad¬‐‑]$")
_COMPOUND = re.compile(r"[а-яё]+(?:-[а-яё]+)+")
_WORD = re.compile(r"[а-яё]+")
_END = re.compile(r"[А-Яа-яЁё-]{0,60}$")
_BEGINNING = re.compile(r"[А-Яа-яЁё-]{0,60}")


def is_broken(text):
    """Whether a line ends in the middle of a word."""
    return bool(_BROKEN.search(text[-2:]))


class Hyphens:
    """Knows the words of a whole text; ``lines`` are its lines."""

    def __init__(self, lines, notes):
        text = " ".join(lines).lower()
        self.notes = notes
        self.compounds = set(_COMPOUND.findall(text))
        self.words = set(_WORD.findall(text))

    def joined(self, text, rest):
        """«образова-» + «тельных» is one word, «информационно-» + «технологических» keeps it."""
        if not (is_broken(text) and rest[:1].isalpha()):
            return f"{text} {rest}"
        first, second = _END.search(text[-61:-1])[0], _BEGINNING.match(rest)[0]
        return self._one_word(text, rest, first.lower(), second.lower())

    def _one_word(self, text, rest, first, second):
        head, sign = text[:-1], text[-1]
        whole = f"{first}-{second}"
        without = first.split("-")[-1] + second.split("-")[0]
        latin = head[-1].isascii()
        # «ПРО-» + «ФИЛЯ» says nothing; «Санкт-» + «Петербург» does.
        name = rest[:1].isupper() and not head[-1].isupper()
        keeps = sign == "-" and (
            name
            or (latin and not rest[0].isascii())
            or whole in self.compounds
            or (bool(first) and known(whole))
            or (not latin and without not in self.words and not known(without))
        )
        if keeps:
            sure = latin or first.endswith("о") or name
            if not (sure or whole in self.compounds or known(whole)):
                self.notes.doubt("", whole, "Перенос или дефис?")
            return f"{text}{rest}"
        self.notes.mark(sign)
        return f"{head}{rest}"
