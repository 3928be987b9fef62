"""What a paragraph is: a heading, a clause or an entry of a list."""

from regulations.importing.structure.habits import Habits
from regulations.importing.structure.headings import (
    is_capitals,
    is_known,
    is_sentence,
    is_titled,
    may_be_heading,
)  # fmt: skip
from regulations.importing.structure.labels import (
    ANNEX,
    BULLET,
    DOTTED,
    LETTER,
    PAREN,
    ROMAN,
    SINGLE,
    WORD,
)
from regulations.importing.structure.listings import (
    follows_whole,
    in_numbered_list,
    is_numbered_entry,
    is_open,
)  # fmt: skip
from regulations.importing.structure.lone import bracketed_headings, lone_headings
from regulations.importing.structure.order import fault_of_section

_FAR = 12


class Rules:
    """Tells it of each paragraph by the whole text and by what has been read so far: the
    ``sections``, of which ``section`` and its ``clause`` are open, and the ``last`` number."""

    def __init__(self, paragraphs):
        self.paragraphs = paragraphs
        self.sections, self.section, self.clause, self.last = [], None, None, None
        habits = Habits(paragraphs)
        self.dotted, self.worded, self.singles = habits.dotted, habits.worded, habits.singles
        self.flat, self.counted, self.unsure = habits.flat, habits.counted, habits.unsure
        self.lone, self.bracketed = lone_headings(paragraphs), bracketed_headings(paragraphs)

    def _is_heading(self, number, each):
        if each.row:
            return False
        if each.label is None:
            return self._is_plain_heading(number, each)
        kind = each.label.kind
        if kind in (ANNEX, WORD):
            return True
        if kind == ROMAN:
            follows = is_titled(each.text) and not fault_of_section(each.label, self.sections)
            return may_be_heading(each.text) or follows or not each.text
        if kind == PAREN:
            return number in self.bracketed or self._is_section_in_brackets(number, each)
        if kind in (DOTTED, LETTER, BULLET):
            return False
        return self._is_single_heading(number, each)

    def _is_single_heading(self, number, each):
        if self.flat or self.bracketed:
            return is_capitals(each.text) or is_known(each.text)
        value = each.label.parts[0]
        after = self._next_numbered(number)
        if self.worded and is_sentence(each.text):
            return False
        if self.dotted:
            if after and after.label.kind == DOTTED and after.label.parts[0] == value:
                plain = after.label.parts[1] <= 2 and not self.worded
                return len(each.text) < 300 and (plain or may_be_heading(each.text))
            if self._in_annex() or (self.worded and not may_be_heading(each.text)):
                return is_capitals(each.text) or is_known(each.text)
            in_list = is_open(self.clause) and not is_capitals(each.text)
            expected = value == self._value() + 1
            return (
                may_be_heading(each.text)
                and (not in_list or each.heading)
                and (expected or is_capitals(each.text) or is_known(each.text))
            )
        if self.worded:
            return False
        if self.counted is not None and not self._in_annex():
            return number in self.counted
        strong = is_capitals(each.text) or is_known(each.text) or each.heading
        return may_be_heading(each.text) and (self.singles or strong)

    def _is_section_in_brackets(self, number, each):
        """«2) Права участников» right above «2.1.», where others are «1.» and «3.»."""
        after = self.paragraphs[number + 1] if number + 1 < len(self.paragraphs) else None
        own = each.label.parts[0]
        heads = after is not None and after.label is not None and after.label.parts == (own, 1)
        return heads and own == self._value() + 1 and may_be_heading(each.text)

    def _in_annex(self):
        return self.section is not None and self.section.is_annex

    def _next_numbered(self, number):
        kinds, after = (DOTTED, SINGLE, WORD, ROMAN), self.paragraphs[number + 1 : number + _FAR]
        return next((each for each in after if each.label and each.label.kind in kinds), None)

    def _value(self):
        """The number of the present section, counted on where it has none."""
        numbers = [int(s.number) for s in self.sections if s.number and s.number.isdigit()]
        return numbers[-1] if numbers else 0

    def _is_plain_heading(self, number, each):
        text = each.text
        if number + 1 >= len(self.paragraphs) or not may_be_heading(text):
            return False
        after = self.paragraphs[number + 1]
        if each.heading or number in self.lone:
            return True
        if is_sentence(text) and not is_capitals(text):
            return False
        if self._in_annex() and not self.section.clauses:
            return is_known(text)
        if self.clause and self.clause.text.endswith((":", ",")) and not self.clause.items:
            return False
        if is_known(text):
            return True
        numbered = bool(after.label and after.label.kind in (DOTTED, SINGLE))
        restarts = numbered and after.label.parts[-1] == 1
        if is_capitals(text) and (restarts or len(text.split()) > 1):
            return True
        return (each.centered and (numbered or after.label is None)) or (restarts and each.gap > 0)

    def _is_clause(self, each):
        """«1.» under a section that is counted otherwise; «1)» where no clause stands above it."""
        kind = each.label.kind
        if kind == SINGLE:
            return not is_numbered_entry(self.clause, each.label.parts[0], self.sections)
        if kind == PAREN:
            value = each.label.parts[0]
            first = self.section is not None and self.clause is None
            return first or follows_whole(self.clause, value, self.last)
        return False

    def _follows_section(self, each):
        """«4. …» below «3.3.» in section 3, a sentence though it is: no entry of a list."""
        if (
            self.worded
            or self.flat
            or each.label is None
            or each.label.kind != SINGLE
            or self.clause is None
        ):
            return False
        value, number = each.label.parts[0], self.clause.number or ""
        return (
            number.startswith(f"{value - 1}.")
            and self._value() == value - 1
            and not in_numbered_list(self.clause, value)
        )
