"""One change to an act as data, and what people type as such a change."""

import re
from dataclasses import asdict, dataclass

ACT, SECTION, CLAUSE, SUBCLAUSE = "act", "section", "clause", "subclause"
REWORD, WORDS, ADD, REPEAL = "reword", "words", "add", "repeal"
#: What stays in the place of a repealed clause: the numbers of the others do not change.
REPEALED = "Утратил силу."
NUMBER = re.compile(r"\d{1,3}(\.\d{1,3}){0,2}")
LEADING_NUMBER = re.compile(r"^\s*\d{1,3}(\.\d{1,3})*[.)]\s+")


@dataclass(frozen=True)
class Change:
    """``number`` is that of the act before the change; of an added part, the one that it gets.

    ``old`` and ``new`` are lines: the text of a clause and of its sub-clauses, the title of a
    section and its clauses. ``was`` and ``becomes`` are the words of a change of words alone.
    ``tree`` holds the new parts with keys and norms where they are known. ``mark`` is what the act
    prints instead of the number («б)», «–»), ``marks`` the kind of the list below it.
    """

    action: str
    number: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    was: str = ""
    becomes: str = ""
    tree: dict | None = None
    mark: str = ""
    marks: str = ""

    @property
    def level(self):
        """Numbers tell: «2» is a section, «2.4» a clause, «2.4.1» a sub-clause; none the title."""
        return (ACT, SECTION, CLAUSE, SUBCLAUSE)[len(self.number.split(".")) if self.number else 0]

    @property
    def place(self):
        return [int(part) for part in self.number.split(".")] if self.number else []

    @property
    def is_of_opening(self):
        """Whether a title or the opening of a list changes and what is below it stays."""
        if self.action == REWORD:
            return len(self.new) == 1 and len(self.old) <= 1
        return self.action == WORDS

    def as_data(self):
        return asdict(self) | {"old": list(self.old), "new": list(self.new)}

    @classmethod
    def from_data(cls, data):
        return cls(**(data | {"old": tuple(data["old"]), "new": tuple(data["new"])}))


def read_number(text):
    """«п. 2.4.» → «2.4»; None for what is no number of a clause."""
    found = NUMBER.search(text)
    rest = text.replace(found[0], "", 1) if found else "?"
    return found[0] if found and not re.search(r"\d", rest) else None


def read_lines(text):
    """Typed lines without the numbers that the act gives by itself."""
    lines = (LEADING_NUMBER.sub("", " ".join(line.split())) for line in text.splitlines())
    return tuple(line for line in lines if line)
