"""References that a change of the act has left behind: their number is another clause's now.

«Дополнить пунктом 2.2» makes 2.5 of 2.4, while «см. п. 2.4» stands elsewhere as before. No
database here.
"""

from dataclasses import dataclass
from functools import cached_property

from django.utils.text import Truncator

from regulations.amending.changes import REPEALED
from regulations.checking.words import pieces, references
from regulations.comparing import compare
from regulations.comparing.words import normal, tidy

#: Of the clause that a reference led to, so many words are shown.
SHOWN = 8


@dataclass(frozen=True)
class Strayed:
    """In ``number`` the ``reference`` led to ``former``, which is ``now`` elsewhere, or nowhere."""

    number: str
    reference: str
    former: str
    now: str = ""

    @property
    def text(self):
        what = "раздел" if self.reference.startswith("раздел") else "пункт"
        other = f"теперь там другой {what}"
        if self.now:
            other += f", а прежний — {'раздел' if what == 'раздел' else 'п.'} {self.now}"
        return f"ссылка «{self.reference}» вела к «{self.former}», {other}."


def strayed_references(before, after):
    """`Strayed` for what was not reworded itself, but leads to another clause after the changes.

    What leads nowhere any more is told by `words.dead_references`.
    """
    return list(_Straying(before, after))


class _Straying:
    def __init__(self, before, after):
        self.before, self.after = before, after
        self.old, self.new = _places(before), _places(after)
        self.places = {identity: number for number, (identity, _) in self.new.items()}
        self.known = dict(self.old.values())
        self.texts = {normal(text) for text in self.known.values()}

    def __iter__(self):
        for number, key, text in pieces(self.after):
            for reference, target in self._kept(_identity(number, key), text):
                if found := self._strayed(number, reference, target):
                    yield found

    def _kept(self, identity, text):
        """References that stood there before; one that was moved as a whole brings its own."""
        new = references(text)
        former = text if normal(text) in self.texts else self.known.get(identity, "")
        old = [target for _, target in references(former)]
        if len(old) == len(new):
            return [one for one, target in zip(new, old, strict=True) if one[1] == target]
        return [one for one in new if one[1] in old]

    def _strayed(self, number, reference, target):
        if target not in self.old or target not in self.new:
            return None
        (identity, former), (present, text) = self.old[target], self.new[target]
        if present == identity or REPEALED in (former, text):
            return None
        now = self.places.get(identity) or self._paired.get(target, "")
        if now == target:
            return None
        if now and self.new[now][1] == REPEALED:
            now = ""
        beginning = Truncator(former.rstrip(".;:")).words(SHOWN)
        return Strayed(number, reference, beginning, now)

    @cached_property
    def _paired(self):
        """Former number → present one, for parts of a clause in new wording: their keys are new."""
        rows = compare(self.before, self.after).rows
        return {row.old.number: row.new.number for row in rows if row.old and row.new}


def _places(sections):
    """``{number: (identity, text)}`` of every part."""
    found = {}
    for section in sections:
        found[section.number] = (_identity(section.number, section.key), tidy(section.title))
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                found[part.number] = (_identity(part.number, part.key), tidy(part.text))
    return found


def _identity(number, key):
    """A section and a clause may have one key."""
    return ("." in number, key)
