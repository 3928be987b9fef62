"""The clauses of a version: from the library into rows, from rows into numbered sections."""

from collections import defaultdict

from regulations import library
from regulations.library.marks import mark_of
from regulations.library.placeholders import escaped
from regulations.living.bindings import settings_of, stated_by
from regulations.models import Clause
from sferum_portal.lib.history import record_many
from sferum_portal.lib.text import NBSP


def fill_from_library(version, *, by):
    """Give a new draft the library's clauses, conditions and placeholders included."""
    _insert(version, library.section_entries(), by=by)


def fill_from_version(version, former, *, by):
    """Give a new draft the texts of an approved version, under the keys that they have there.

    A text follows the facts again where it was written from a template; all others stand as
    they are.
    """
    _insert(version, [_template(node, "title", _living) for node in _tree(former)], by=by)


def fill(version, entries, *, by):
    """Give a new draft sections of its own, in the form of the library's data files."""
    _insert(version, entries, by=by)


def freeze(version, sections, *, by, origins=None):
    """Replace a draft's templates by the finished clauses of ``sections``.

    What a bound clause says of its settings is kept with it (`living.bindings`), and what it was
    written from: its row in the draft, or what ``origins`` say (`origins.origins_after`).
    """
    if origins is None:
        rows = version.clauses.all()
        origins = {(row.parent_id is None, row.key): _origin_of(row) for row in rows}
    version.clauses.all().delete()
    organization = version.organization
    entries = _Finished(origins, organization.profile, settings_of(organization))
    _insert(version, [entries.of(section) for section in sections], by=by)


def sections(version):
    """The numbered sections of a frozen version, its texts as they are stored; one query."""
    return [
        library.Section(number, row.key, row.text, tuple(_frozen(parts, number)))
        for number, (row, parts) in _numbered(_tree(version))
    ]


def frozen_clauses(version):
    """Pairs of a finished clause and what was kept of its settings; one query."""
    kept = {}
    tree = _tree(version, kept)
    for number, (_, parts) in _numbered(tree):
        for clause in _frozen(parts, number):
            for part in (clause, *clause.subclauses):
                yield part, kept.get(part.key, {})


def draft_entries(version):
    """A draft's sections in the form of the library's data files."""
    return [_template(node, "title", _text) for node in _tree(version)]


def entries_of(root):
    """The same of rows that are a tree already (`editing.outline.Node`)."""
    return [_template((node.row, _pairs(node)), "title", _text) for node in root.parts]


def _pairs(node):
    return [(part.row, _pairs(part)) for part in node.parts]


def _insert(version, entries, *, by):
    """One statement for each level: a row needs the number of its parent."""
    level = [(None, position, entry) for position, entry in enumerate(entries, start=1)]
    while level:
        rows = [_row(version, *item) for item in level]
        record_many(Clause, rows, by=by)
        level = [
            (row, position, part)
            for row, (_, _, entry) in zip(rows, level, strict=True)
            for position, part in enumerate(entry.get("clauses", ()), start=1)
        ]


def _row(version, parent, position, entry):
    return Clause(
        organization_id=version.organization_id,
        version=version,
        parent=parent,
        position=position,
        key=entry["key"],
        text=entry["title"] if parent is None else entry["text"],
        **{name: list(entry.get(name, ())) for name in ("norms", "when", "unless", "binds")},
        bound=entry.get("bound", {}),
        each=entry.get("each", ""),
        marks=entry.get("marks", ""),
        template=entry.get("template", ""),
    )


class _Finished:
    """Finished sections and clauses as entries to insert, with what they were written from."""

    def __init__(self, origins, profile, known):
        self.origins, self.profile, self.known = origins, profile, known

    def of(self, part):
        if isinstance(part, library.Section):
            clauses = [self.of(clause) for clause in part.clauses]
            return self._origin(part) | {"key": part.key, "title": part.title, "clauses": clauses}
        return self._origin(part) | {
            "key": part.key,
            "text": part.text,
            "norms": part.norms,
            "binds": part.binds,
            "bound": stated_by(part, self.profile, self.known),
            "marks": part.marks,
            "clauses": [self.of(clause) for clause in part.subclauses],
        }

    def _origin(self, part):
        return self.origins.get((isinstance(part, library.Section), part.key), {})


def _origin_of(row):
    """What a draft's row gives on to the finished clause that is written from it."""
    kept = {name: getattr(row, name) for name in ("when", "unless", "each")}
    return kept | {"template": row.text}


def _tree(version, kept=None):
    """The rows as nested pairs (row, parts), each level in its order.

    ``kept`` takes up what rows say of their settings, by their keys.
    """
    below = defaultdict(list)
    for row in version.clauses.order_by("position"):
        below[row.parent_id].append(row)
        if kept is not None and row.parent_id:
            kept[row.key] = row.bound

    def grown(parent_id):
        return [(row, grown(row.pk)) for row in below[parent_id]]

    return grown(None)


def _text(row):
    return row.text


def _living(row):
    """What a later draft goes on from; the braces of a finished text are no placeholders."""
    return row.template or escaped(row.text.replace(NBSP, " "))


def _template(node, name, text_of):
    row, parts = node
    # A list that is made of the facts is made of those of its day.
    parts = [] if row.each else parts
    entry = {
        "key": row.key,
        name: text_of(row),
        "norms": row.norms,
        "when": row.when,
        "unless": row.unless,
        "binds": row.binds,
        "clauses": [_template(part, "text", text_of) for part in parts],
    }
    return entry | {name: getattr(row, name) for name in ("each", "marks") if getattr(row, name)}


def _frozen(nodes, prefix, marks=""):
    for place, (number, (row, parts)) in enumerate(_numbered(nodes, f"{prefix}."), start=1):
        yield library.Clause(
            number,
            row.key,
            row.text,
            tuple(row.norms),
            tuple(_frozen(parts, number, row.marks)),
            tuple(row.binds),
            row.marks,
            mark_of(marks, place),
        )


def _numbered(nodes, prefix=""):
    """Numbers follow from the order alone: «2», «2.1», «2.1.3»."""
    return [(f"{prefix}{n}", node) for n, node in enumerate(nodes, start=1)]
