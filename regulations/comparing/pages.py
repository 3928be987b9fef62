"""A comparison of two versions as pages and papers show it."""

from functools import cached_property
from itertools import groupby

from regulations.comparing.clauses import compare
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
        """Runs of rows: changed ones to read, and between them what stayed, to be folded away."""
        return [
            {"same": same, "rows": rows, "span": _span(rows) if same else ""}
            for same, rows in (
                (same, list(rows))
                for same, rows in groupby(self.comparison.rows, key=lambda row: row.is_same)
            )
        ]

    @property
    def file_name(self):
        short = self.new.organization_short_name or self.new.organization.short_name
        return f"Что изменилось, {short}, редакции {self.old.number} и {self.new.number}"


def _span(rows):
    """«п. 2.1 – 2.5», «раздел 3 – п. 3.4»"""
    first, last = rows[0].new, rows[-1].new
    if first is last:
        return first.label
    if first.level != "section" and last.level != "section":
        return f"{first.label} – {last.number}"
    return f"{first.label} – {last.label}"
