"""Which places of an imported text a person should look at."""

from collections import defaultdict

from regulations.importing.places import parts


def placed_doubts(imported):
    """``(of places, others)``: ``{id(section or clause): [Doubt, …]}``, and doubts of no place."""
    at = defaultdict(list)
    for doubt in imported.notes.doubts:
        at[doubt.at].append(doubt)
    places = enumerate(parts(imported.sections))
    return {id(part): at[number] for number, part in places}, at[None]


def open_doubts(version, row):
    """The reasons to look at a row of an imported draft: until it is changed or was looked at."""
    doubt = version.data.get("doubts", {}).get(row.key)
    return doubt["why"] if doubt and doubt["text"] == row.text else []


def number_of_doubts(version):
    """How many places of a draft wait for a look."""
    if not version.data.get("doubts"):
        return 0
    return sum(bool(open_doubts(version, row)) for row in version.clauses.all())
