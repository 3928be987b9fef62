"""Numbers follow from the order alone: «2», «2.1», «2.1.3»."""

from collections import defaultdict


def numbered_rows(rows):
    """``[(number, row)]`` of a version's clauses in the order of reading; rows by position."""
    below = defaultdict(list)
    for row in rows:
        below[row.parent_id].append(row)
    found = []

    def walk(parent_id, prefix):
        for n, row in enumerate(below[parent_id], start=1):
            found.append((f"{prefix}{n}", row))
            walk(row.pk, f"{prefix}{n}.")

    walk(None, "")
    return found
