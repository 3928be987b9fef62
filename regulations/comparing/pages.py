"""A comparison of two versions as pages and papers show it."""

from functools import cached_property
from itertools import groupby

from regulations.comparing.clauses import compare
from regulations.comparing.pieces import CLAUSE, SECTION, SUBCLAUSE
from regulations.comparing.words import SAME, differences
from regulations.reading import reading_of
from sferum_portal.lib.text import counted

WORDS = {
    "changed": ("пункт изменён", "пункта изменены", "пунктов изменено"),
    "new": ("новый", "новых", "новых"),
    "gone": ("исключён", "исключены", "исключено"),
    "moved": ("перемещён", "перемещены", "перемещено"),
}


class ComparisonPage:
    """Two versions, the earlier first, with all that is told of them; a fixed number of queries.

    Raises MissingFactsError for a draft that cannot be printed.
    """

    def __init__(self, old, new):
        self.old, self.new = old, new
        before, after = reading_of(old), reading_of(new)
        self.title_words = differences(before.paper.title, after.paper.title)
        self.title = after.paper.title
        self.comparison = compare(before.sections, after.sections)

    @property
    def title_is_changed(self):
        return any(word.op != SAME for word in self.title_words)

    @property
    def is_equal(self):
        return self.comparison.is_equal and not self.title_is_changed

    @property
    def counts(self):
        """«3 пункта изменены, 1 новый»"""
        found = [
            counted(self.comparison.counts[change], *forms)
            for change, forms in WORDS.items()
            if self.comparison.counts.get(change)
        ]
        return ", ".join(found)

    @cached_property
    def groups(self):
        """What there is to read, in its order; each group has a ``kind``: a section of which
        something has changed gives its title («heading»), the rows that changed («changed») and
        those that stayed, to be folded away («same», with their ``span``).
        """
        groups, quiet = [], []
        for section in self._sections():
            if all(row.is_same for row in section):
                quiet.append(section)
                continue
            groups += _quiet(quiet)
            quiet = []
            groups += _loud(section)
        return groups + _quiet(quiet)

    @cached_property
    def changed_rows(self):
        """For the redline: what has changed, under the titles and openings that it stands in."""
        return [row for section in self._sections() for row in _with_headings(section)]

    def _sections(self):
        sections = []
        for row in self.comparison.rows:
            if row.piece.level == SECTION or not sections:
                sections.append([])
            sections[-1].append(row)
        return sections

    @property
    def file_name(self):
        short = self.new.organization_short_name or self.new.organization.short_name
        return f"Что изменилось, {short}, редакции {self.old.number} и {self.new.number}"


def _quiet(sections):
    """Whole sections that stayed are one group."""
    if not sections:
        return []
    first, last = sections[0][0].piece, sections[-1][0].piece
    span = first.label if first is last else f"разделы {first.number} – {last.number}"
    return [{"kind": "same", "rows": [row for rows in sections for row in rows], "span": span}]


def _loud(section):
    title, *rows = section
    yield {"kind": "heading" if title.is_same else "changed", "rows": [title]}
    for same, found in groupby(rows, key=lambda row: row.is_same):
        run = list(found)
        kind = {"kind": "same", "span": _span(run)} if same else {"kind": "changed"}
        yield kind | {"rows": run}


def _with_headings(section):
    title, *rows = section
    if all(row.is_same for row in section):
        return
    yield title
    opening = None
    for row in rows:
        if row.piece.level == CLAUSE:
            opening = row
        if row.is_same:
            continue
        if row.piece.level == SUBCLAUSE and opening is not None and opening.is_same:
            yield opening
            opening = None
        yield row


def _span(rows):
    """«п. 2.1 – 2.5»"""
    first, last = rows[0].new, rows[-1].new
    return first.label if first is last else f"{first.label} – {last.number}"
