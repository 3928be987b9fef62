"""The clauses of a version: from the library into rows, from rows into numbered sections."""

from collections import defaultdict

from regulations import library
from regulations.living.bindings import settings_of, stated_by
from regulations.models import Clause
from sferum_portal.lib.history import record_many


def fill_from_library(version, *, by):
    """Give a new draft the library's clauses, conditions and placeholders included."""
    _insert(version, library.section_entries(), by=by)


def freeze(version, sections, *, by):
    """Replace a draft's templates by the finished clauses of ``sections``.

    What a bound clause says of its settings is kept with it (`living.bindings`).
    """
    version.clauses.all().delete()
    profile, known = version.organization.profile, settings_of(version.organization)
    _insert(version, [_entry(section, profile, known) for section in sections], by=by)


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
    return [_template(node, "title") for node in _tree(version)]


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
    )


def _entry(part, profile, known):
    """A finished section or clause as an entry to insert."""
    if isinstance(part, library.Section):
        return {
            "key": part.key,
            "title": part.title,
            "clauses": [_entry(clause, profile, known) for clause in part.clauses],
        }
    return {
        "key": part.key,
        "text": part.text,
        "norms": part.norms,
        "binds": part.binds,
        "bound": stated_by(part, profile, known),
        "clauses": [_entry(clause, profile, known) for clause in part.subclauses],
    }


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


def _template(node, text="text"):
    row, parts = node
    entry = {
        "key": row.key,
        text: row.text,
        "norms": row.norms,
        "when": row.when,
        "unless": row.unless,
        "binds": row.binds,
        "clauses": [_template(part) for part in parts],
    }
    return entry | ({"each": row.each} if row.each else {})


def _frozen(nodes, prefix):
    for number, (row, parts) in _numbered(nodes, f"{prefix}."):
        yield library.Clause(
            number,
            row.key,
            row.text,
            tuple(row.norms),
            tuple(_frozen(parts, number)),
            tuple(row.binds),
        )


def _numbered(nodes, prefix=""):
    """Numbers follow from the order alone: «2», «2.1», «2.1.3»."""
    return [(f"{prefix}{n}", node) for n, node in enumerate(nodes, start=1)]
