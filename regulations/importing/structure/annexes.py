"""The heading of an annex: «Приложение 1 \\n к Положению \\n Памятка для родителей»."""

import re

from regulations.importing.structure.headings import is_known, may_be_heading

#: «к приказу директора \\n от 03.09.2025 № 7»
_TO_ACT = re.compile(r"к\s|от\s+[«\"\d]")
#: The act that the annex stands in: its place says as much.
_TO_ITSELF = re.compile(
    r"(?i)к\s+(?:настоящ\w+\s+)?(?:положению|порядку|правилам|регламенту|инструкции)"
)
_LONGEST = 120


def becomes_section(number):
    return f"Приложение станет разделом {number}: отдельных приложений у проекта нет."


class AnnexHead:
    """Takes the paragraphs below «Приложение № 1» that are no text yet."""

    def __init__(self, notes):
        self.notes, self.section, self.belongs = notes, None, []

    def open(self, section):
        """What stands on the line of the annex may be its act: «Приложение 1 к Положению»."""
        self.close()
        self.section = section
        if section.is_annex and _TO_ACT.match(section.title):
            self.belongs, section.title = [section.title], ""

    def takes(self, each, is_followed):
        """Whether the paragraph belongs to the heading; ``is_followed`` by a text of its own."""
        section, text = self.section, each.text.strip()
        if section is None or not section.is_annex or section.clauses or each.label or each.row:
            return False
        if not section.title and (_TO_ACT.match(text) or (self.belongs and text[:1].islower())):
            self.belongs.append(text)
        elif not section.title and is_followed and _is_title(text):
            section.title = text
        elif section.title and is_followed and text[:1].islower() and _is_open(text):
            section.title = f"{section.title} {text}"
        else:
            return False
        return True

    def close(self):
        """The act stands behind the title; its own regulation is not named again."""
        whole, self.belongs = " ".join(self.belongs), []
        if not whole:
            return
        if _TO_ITSELF.fullmatch(whole):
            self.notes.mark(whole)
            return
        self.section.title = f"{self.section.title} ({whole})".strip()
        self.notes.corrections[whole, f"({whole})"] += 1


def _is_title(text):
    return _is_open(text) and may_be_heading(text) and not is_known(text)


def _is_open(text):
    return len(text) <= _LONGEST and (text[-1:].isalpha() or text[-1:] in "»)")
