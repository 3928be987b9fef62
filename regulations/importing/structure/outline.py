"""From paragraphs to sections, clauses and lists."""

from dataclasses import replace

from regulations.importing.places import Doubts
from regulations.importing.result import Clause, Item, Section
from regulations.importing.structure.annexes import AnnexHead, becomes_section
from regulations.importing.structure.chapters import CHAPTER, Chapters, is_chapter
from regulations.importing.structure.headings import may_be_heading
from regulations.importing.structure.labels import DOTTED, PAREN, SINGLE, letter_value
from regulations.importing.structure.listings import goes_on, is_entry
from regulations.importing.structure.nesting import Nesting
from regulations.importing.structure.order import (
    fault_of,
    fault_of_entry,
    fault_of_section,
    fault_of_whole,
)
from regulations.importing.structure.rules import Rules

UNSURE = "Раздел или пункт: по номеру этого не понять."


class Outline(Rules):
    """Goes through the paragraphs of a body once; ``sections`` are what it found."""

    def __init__(self, paragraphs, notes):
        super().__init__(paragraphs)
        self.notes, self.whole = notes, 0
        self.wholes = set()  # the clauses «3.» of the present section
        self.doubts, self.chapters = Doubts(), Chapters(notes)
        self.annex = AnnexHead(notes)

    def build(self):
        for number, each in enumerate(self.paragraphs):
            if is_chapter(self.paragraphs, number, self._is_heading):
                self.chapters.add(each)
            elif not self.annex.takes(each, self._is_followed(number)):
                self._take(number, each)
            if number in self.unsure:
                self.doubts.add(self.clause or self.section, each.text, UNSURE)
        self.annex.close()
        drafted = 0
        for section in self.sections:
            drafted += bool(section.clauses)
            if not section.clauses:
                self.doubts.add(section, section.title, "Раздел без пунктов.")
            elif section.is_annex:
                self.doubts.add(section, section.title, becomes_section(drafted))
        self.doubts.tell(self.sections, self.notes)
        return self.sections

    def _is_followed(self, number):
        """Whether the section goes on below the paragraph; a table has it for its clause."""
        after = next(iter(self.paragraphs[number + 1 : number + 2]), None)
        return after is not None and not after.row and not self._is_heading(number + 1, after)

    def _take(self, number, each):
        if self._is_heading(number, each):
            self._open_section(each)
        elif self._follows_section(each):
            self._open_bare(each)
        elif each.label and each.label.kind == DOTTED:
            self._open_dotted(each)
        elif each.label and self._is_clause(each):
            self._open_clause(each.label.number, each)
        elif each.label or each.row:
            self._add_item(each)
        else:
            self._add_plain(each)

    # --- Building ---------------------------------------------------------------------------------

    def _open_section(self, each):
        title = each.text.strip()
        if title.endswith((".", ":")) and not title.endswith(".."):
            self.notes.mark(title[-1])
            title = title[:-1].rstrip()
        number = each.label.number if each.label else None
        if each.label:
            self.notes.number(each.label)
        above = self.chapters.take()
        self.section = Section(number, " ".join([*above, title]))
        self.sections.append(self.section)
        self.annex.open(self.section)
        self.clause, self.last, self.wholes = None, None, set()
        if above:
            self.doubts.add(self.section, " ".join(above), CHAPTER)
        if number is None:
            self.doubts.add(self.section, title, "Раздел без номера: найден по виду строки.")
        elif not title and not self.section.is_annex:
            self.doubts.add(self.section, "", "У раздела не найдено название.")
        if each.label and each.label.kind == PAREN and not self.bracketed:
            self.doubts.add(self.section, title, "Номер раздела записан не так, как у других.")
        if each.label and (why := fault_of_section(each.label, self.sections[:-1])):
            self.doubts.add(self.section, title, why)
        first = self.sections[0]
        if len(self.sections) == 2 and first.implied and any(c.number for c in first.clauses):
            self.doubts.add(first, "", "Заголовок раздела не найден.")

    def _open_bare(self, each):
        """A section of which only a sentence is known: its title, if it could be one."""
        if may_be_heading(each.text.rstrip(":")):
            self._open_section(each)
            return
        self._open_section(replace(each, text=""))
        self._open_clause(None, replace(each, label=None))

    def _open_dotted(self, each):
        numbers = each.label.parts
        if not self._belongs(numbers):
            self.section = Section(each.label.number.split(".")[0], "", implied=True)
            self.sections.append(self.section)
            self.last, self.wholes = None, set()
            self.doubts.add(self.section, "", "Заголовок раздела не найден.")
        own = None if self._goes_below(numbers) else self._own_value()
        why = fault_of(each.label, own, self.last)
        self._open_clause(each.label.number, each)
        if why:
            self.doubts.add(self.clause, each.label.mark, why)
        self.last, self.whole = numbers, numbers[0]

    def _belongs(self, parts):
        """Whether the clause stands in the section that is open."""
        if self.section is None:
            return False
        own = self._own_value()
        if own is None or own == parts[0] or not self.section.clauses or self._goes_below(parts):
            return True
        begins = set(parts[1:]) == {1}
        return not (begins and parts[0] == own + 1)

    def _goes_below(self, parts):
        """«3.1» below the clause «3.» of section 2: the sections are counted through."""
        return str(parts[0]) in self.wholes

    def _own_value(self):
        if self.flat:
            return None
        if self.section.number is None or self.section.is_annex:
            first = next((c.number for c in self.section.clauses if c.number), None)
            whole = first.split(".")[0] if first else ""
            return _counted(whole) if self.section.number is None else None
        return _counted(self.section.number)

    def _open_clause(self, number, each):
        self._need_section()
        self.clause, self.nesting = Clause(number, each.text.strip()), Nesting()
        self.section.clauses.append(self.clause)
        if each.label:
            self.notes.number(each.label)
            if each.label.kind in (SINGLE, PAREN):
                self._count(each.label)
        if not self.clause.text:
            self.doubts.add(self.clause, "", "Пункт без текста.")

    def _count(self, label):
        value = label.parts[0]
        # «4.» after «3)»: the clauses may have had brackets, the sections stops.
        other = (
            self.last is not None and self.last[0] in (SINGLE, PAREN) and self.last[0] != label.kind
        )
        if why := fault_of_whole(value, self.last, self.whole) or (UNSURE if other else ""):
            self.doubts.add(self.clause, label.mark, why)
        self.last, self.whole = (label.kind, value), value
        self.wholes.add(label.number)

    def _need_section(self):
        if self.section is None:
            self.section = Section(None, "", implied=True)
            self.sections.append(self.section)

    def _add_item(self, each):
        self._need_section()
        if self.clause is None:
            self.clause, self.nesting = Clause(None, ""), Nesting()
            self.section.clauses.append(self.clause)
            self.doubts.add(self.section, each.text, "Перечень без вводных слов.")
        mark = each.label.mark if each.label else ""
        self.notes.mark(mark)
        above = self.clause.items[-1].text if self.clause.items else self.clause.text
        level, why = self.nesting.place(each.label, above)
        if why := why or fault_of_entry(self.clause, each, self.last):
            self.doubts.add(self._where(), f"{mark} {each.text}", why)
        self.clause.items.append(Item(each.text.strip(), mark.lstrip("("), level=level))

    def _add_plain(self, each):
        text = each.text.strip()
        if self.clause is None or self.clause.number is None:
            if self.clause and self.clause.text.endswith(":") and is_entry(self.clause, text):
                self.clause.items.append(Item(text))
            else:
                self._open_clause(None, each)
            return
        clause, where = self.clause, self._where()
        if clause.text.endswith(":") and goes_on(clause, text):
            clause.items.append(Item(text))
        elif clause.items:
            clause.items.append(Item(text, paragraph=True))
            self.nesting = Nesting()
            self.doubts.add(where, text, "Абзац без номера после перечня.")
        else:
            clause.text = f"{clause.text}\n{text}"
            self.doubts.add(where, text, "Абзац без номера: отнесён к пункту над ним.")

    def _where(self):
        return self.clause if self.clause.number else self.section


def _counted(number):
    """What the numbers of a section's clauses begin with; Roman sections have any."""
    return int(number) if number.isdigit() else letter_value(number) or None
