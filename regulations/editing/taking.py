"""Taking a clause from the library into a draft."""

from regulations import library
from regulations.editing.desk import library_entries
from sferum_portal.lib.errors import DomainError


def take(outline, key):
    """The node of the library's clause, put after the one that stands before it in the library."""
    present = {(node.namespace, node.row.key): node for node in outline.all()}
    if node := present.get(("clause", key)):
        if outline.stands(node):
            raise DomainError("Этот пункт уже есть в документе.")
        node.row.when, node.row.unless = [], []
        return node
    siblings, above = _home(outline, present, key)
    place = 0
    for sibling in siblings[: siblings.index(key)]:
        node = present.get(("clause", sibling))
        if node is not None and node.above is above:
            place = node.index + 1
    return _grown(outline, library_entries()["clause", key], above, place)


def _home(outline, present, key):
    """The keys beside a clause in the library, and the node that it belongs into."""
    for section in library.all_entries():
        keys = [clause["key"] for clause in section["clauses"]]
        if key in keys:
            return keys, _section(outline, present, section)
        for clause in section["clauses"]:
            parts = [part["key"] for part in clause.get("clauses", ())]
            if key in parts:
                if ("clause", clause["key"]) not in present:
                    raise DomainError("Сначала верните пункт, частью которого это было.")
                return parts, present["clause", clause["key"]]
    raise DomainError("В библиотеке портала такого пункта нет.")


def _section(outline, present, entry):
    if node := present.get(("section", entry["key"])):
        return node
    keys = [section["key"] for section in library.all_entries()]
    place = 0
    for key in keys[: keys.index(entry["key"])]:
        if node := present.get(("section", key)):
            place = node.index + 1
    return outline.insert(entry["title"], outline.root, place, key=entry["key"])


def _grown(outline, entry, above, place):
    node = outline.insert(
        entry["text"],
        above,
        place,
        key=entry["key"],
        norms=list(entry.get("norms", ())),
        each=entry.get("each", ""),
        **_conditions(outline, entry),
    )
    taken = {each.row.key for each in outline.all() if each.namespace == "clause"}
    for part in entry.get("clauses", ()):
        # A part that somebody has moved elsewhere stays there.
        if part["key"] not in taken:
            _grown(outline, part, node, len(node.parts))
    return node


def _conditions(outline, entry):
    """Those of the library where they hold; whoever takes a clause all the same wants it."""
    if not library.holds(entry, outline.holding):
        return {}
    return {name: list(entry.get(name, ())) for name in ("when", "unless")}
