"""Which places of an imported text a person should look at."""

from collections import defaultdict


def placed_doubts(imported):
    """``(of places, others)``: ``{id(section or clause): [Doubt, …]}``, and doubts of no place.

    Doubts name a place by its number: of two clauses with one number the later one is doubted.
    """
    at = defaultdict(list)
    for doubt in imported.notes.doubts:
        at[doubt.where].append(doubt)
    placed = {}
    for section in reversed(imported.sections):
        placed[id(section)] = at.pop(section.name, [])
        for clause in reversed(section.clauses):
            placed[id(clause)] = at.pop(f"п. {clause.number}", []) if clause.number else []
    return placed, [doubt for rest in at.values() for doubt in rest]


def open_doubts(version, row):
    """The reasons to look at a row of an imported draft: until it is changed or was looked at."""
    doubt = version.data.get("doubts", {}).get(row.key)
    return doubt["why"] if doubt and doubt["text"] == row.text else []


def number_of_doubts(version):
    """How many places of a draft wait for a look."""
    if not version.data.get("doubts"):
        return 0
    return sum(bool(open_doubts(version, row)) for row in version.clauses.all())
