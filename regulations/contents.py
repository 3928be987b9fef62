"""The clauses of a version: from the library into rows, from rows into numbered sections."""

from collections import defaultdict

from regulations import library
from regulations.library.placeholders import escaped
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


def freeze(version, sections, *, by):
    """Replace a draft's templates by the finished clauses of ``sections``."""
    written_from = {(row.parent_id is None, row.key): row for row in version.clauses.all()}
    version.clauses.all().delete()
    _insert(version, [_entry(section, written_from) for section in sections], by=by)


def sections(version):
    """The numbered sections of a frozen version, its texts as they are stored; one query."""
    return [
        library.Section(number, row.key, row.text, tuple(_frozen(parts, number)))
        for number, (row, parts) in _numbered(_tree(version))
    ]


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
        **{name: list(entry.get(name, ())) for name in ("norms", "when", "unless")},
        each=entry.get("each", ""),
        template=entry.get("template", ""),
    )


def _entry(part, written_from):
    """A finished section or clause as an entry to insert, with what it was written from."""
    is_section = isinstance(part, library.Section)
    source = written_from.get((is_section, part.key))
    origin = {}
    if source:
        origin = {name: getattr(source, name) for name in ("when", "unless", "each")}
        origin["template"] = source.text
    if is_section:
        clauses = [_entry(clause, written_from) for clause in part.clauses]
        return origin | {"key": part.key, "title": part.title, "clauses": clauses}
    return origin | {
        "key": part.key,
        "text": part.text,
        "norms": part.norms,
        "clauses": [_entry(clause, written_from) for clause in part.subclauses],
    }


def _tree(version):
    """The rows as nested pairs (row, parts), each level in its order."""
    below = defaultdict(list)
    for row in version.clauses.order_by("position"):
        below[row.parent_id].append(row)

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
        "clauses": [_template(part, "text", text_of) for part in parts],
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
