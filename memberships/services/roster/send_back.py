"""The rows that were not taken, by the reader or by the portal, as a file to be put right."""

from memberships.roster import FileFormat, read_roster, write_rows


def kept_of(roster_import):
    """The cells of the rejected rows as JSON: all that stays of a file once it is applied.

    A row that was refused for several reasons goes back once. Reads the stored file again.
    """
    rejected = roster_import.comparison.get("rejected", [])
    if not rejected:
        return {}
    reading = read_roster(
        roster_import.file_name,
        bytes(roster_import.data),
        kind=roster_import.kind or None,
        mapping=roster_import.mapping,
    )
    reasons = {}
    for row in rejected:
        reasons.setdefault((row.get("sheet", reading.sheet), row["row"]), []).append(row["reason"])
    return {
        "titles": list(reading.titles),
        "format": list(reading.file_format),
        "rows": [
            [list(reading.cells[place]), " ".join(dict.fromkeys(sentences))]
            for place, sentences in reasons.items()
            if place in reading.cells
        ],
    }


def file_of_rejected(roster_import):
    """The bytes of that file, None where nothing was rejected or nothing is kept."""
    kept = roster_import.reading.get("sent_back")
    if kept is None and roster_import.data is not None:
        kept = kept_of(roster_import)
    if not kept or not kept["rows"]:
        return None
    return write_rows(kept["titles"], kept["rows"], FileFormat(*kept["format"]))
