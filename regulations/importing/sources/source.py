"""What the readers give: the lines of a text with what is known of their looks."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One line of a text, or one paragraph of a .docx, its computed number included.

    ``blank`` counts the empty lines above. ``aside`` is what stands beside the text (a page's
    head, a note, a deleted passage), ``row`` a row of a table, ``heading`` a style of headings.
    ``spaced``: its cells were kept apart by nothing but gaps (`rows`).
    """

    text: str
    blank: int = 0
    page_break: bool = False
    heading: bool = False
    centered: bool = False
    row: bool = False
    aside: bool = False
    spaced: bool = False

    @property
    def stripped(self):
        return self.text.strip()

    @property
    def indent(self):
        return len(self.text) - len(self.text.lstrip())


@dataclass(frozen=True)
class Source:
    """``kind`` is "docx" or "text", ``encoding`` that of a text."""

    lines: tuple[Line, ...]
    kind: str
    encoding: str = ""
    file_name: str = field(default="", compare=False)

    @property
    def text(self):
        return "\n".join(line.text for line in self.lines)
