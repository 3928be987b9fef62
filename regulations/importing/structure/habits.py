"""How the author of a text numbers: what the whole text says about each of its numbers."""

from itertools import pairwise

from regulations.importing.structure.counting import counted_headings
from regulations.importing.structure.headings import is_capitals, is_known, may_be_heading
from regulations.importing.structure.labels import DOTTED, ROMAN, SINGLE, WORD


class Habits:
    """``dotted``: clauses are «1.1»; ``worded``: sections are «Раздел 1» or «I.»; ``singles``:
    where neither is, «1.» is a section and no clause; ``flat``: «1.» is a clause all the same,
    since those above «2.1» are sentences and most others have nothing below them; ``counted``:
    which are sections where both are «1.», None where no number stands twice; ``unsure``: where
    it may be otherwise."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        kinds = [each.label.kind for each in paragraphs if each.label]
        worded = kinds.count(WORD) + kinds.count(ROMAN)
        self.dotted = kinds.count(DOTTED) >= 2 or self._heads_a_clause()
        self.worded = worded >= 2 or (worded == 1 and not self.dotted)
        self.singles = self._singles_are_headings()
        self.flat = self._is_flat()
        self.counted, self.unsure = None, set()
        if not (self.dotted or self.worded or self.flat):
            self.counted, self.unsure = counted_headings(paragraphs) or (None, set())

    def _heads_a_clause(self):
        """Whether «1. …» stands right above «1.1. …»."""
        return any(
            is_single(above)
            and below.label is not None
            and below.label.kind == DOTTED
            and below.label.parts == (*above.label.parts, 1)
            for above, below in pairwise(self.paragraphs)
        )

    def _is_flat(self):
        singles = [each for each in self.paragraphs if is_single(each)]
        dotted = [e.label.parts for e in self.paragraphs if e.label and e.label.kind == DOTTED]
        heads = [
            above.text
            for above, below in pairwise(self.paragraphs)
            if is_single(above) and below.label and below.label.parts == (*above.label.parts, 1)
        ]
        sentences = all(text.endswith((".", ":", ";")) and not _is_title(text) for text in heads)
        values = {each.label.parts for each in singles}
        below = {parts[:1] for parts in dotted}
        return bool(heads) and sentences and len(values & below) < len(values) / 2

    def _singles_are_headings(self):
        singles = [n for n, each in enumerate(self.paragraphs) if is_single(each)]
        if self.dotted or self.worded or len(singles) < 2:
            return False
        headings = [n for n in singles if may_be_heading(self.paragraphs[n].text)]
        followed = [
            n
            for n in headings
            if n + 1 < len(self.paragraphs) and not is_single(self.paragraphs[n + 1])
        ]
        return len(followed) >= 2 and len(followed) >= len(headings) * 0.6


def _is_title(text):
    return is_capitals(text) or is_known(text)


def is_single(each):
    return each.label is not None and each.label.kind == SINGLE
