"""The clauses of a version: from the library into rows, from rows into numbered sections."""

from collections import defaultdict

from regulations import library
from regulations.models import Clause
from sferum_portal.lib.history import record_many


def fill_from_library(version, *, by):
    """Give a new draft the library's clauses, conditions and placeholders included."""
    _insert(version, library.section_entries(), by=by)


def fill(version, entries, *, by):
    """Give a new draft sections of its own, in the form of the library's data files."""
    _insert(version, entries, by=by)


def freeze(version, sections, *, by):
    """Replace a draft's templates by the finished clauses of ``sections``."""
    version.clauses.all().delete()
    _insert(version, [_entry(section) for section in sections], by=by)


def sections(version):
    """The numbered sections of a frozen version, its texts as they are stored; one query."""
    return [
        library.Section(number, row.key, row.text, tuple(_frozen(parts, number)))
        for number, (row, parts) in _numbered(_tree(version))
    ]


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
        **{name: list(entry.get(name, ())) for name in ("norms", "when", "unless")},
        each=entry.get("each", ""),
    )


def _entry(part):
    """A finished section or clause as an entry to insert."""
    if isinstance(part, library.Section):
        return {
            "key": part.key,
            "title": part.title,
            "clauses": [_entry(clause) for clause in part.clauses],
        }
    return {
        "key": part.key,
        "text": part.text,
        "norms": part.norms,
        "clauses": [_entry(clause) for clause in part.subclauses],
    }


def _tree(version):
    """The rows as nested pairs (row, parts), each level in its order."""
    below = defaultdict(list)
    for row in version.clauses.order_by("position"):
        below[row.parent_id].append(row)

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
        "clauses": [_template(part) for part in parts],
    }
    return entry | ({"each": row.each} if row.each else {})


def _frozen(nodes, prefix):
    for number, (row, parts) in _numbered(nodes, f"{prefix}."):
        yield library.Clause(
            number, row.key, row.text, tuple(row.norms), tuple(_frozen(parts, number))
        )


def _numbered(nodes, prefix=""):
    """Numbers follow from the order alone: «2», «2.1», «2.1.3»."""
    return [(f"{prefix}{n}", node) for n, node in enumerate(nodes, start=1)]
