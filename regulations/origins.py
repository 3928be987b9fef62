"""What the clauses of a changed version were written from, so that a later draft lives on."""

from regulations import contents, library
from regulations.comparing.words import normal
from regulations.facts import facts_of
from regulations.library.placeholders import escaped


def origins_after(version, former, sections, day):
    """``{(whether a section, key): origin}`` for `contents.freeze` of a version with changes.

    ``sections`` are its finished ones, ``day`` is its first. A part keeps its template and its
    conditions where the changes have left its words alone, or say what the template says of the
    present facts; a list that is made of the facts is kept by the same measure. What an act has
    worded anew stands as it is worded, whatever condition the former words had. Asks for the bases
    of ``version``.
    """
    rows = {(row.parent_id is None, row.key): row for row in former.clauses.all()}
    before, after = _parts(contents.sections(former)), _parts(sections)
    entries = [_entry(section, rows) for section in sections]
    written = library.write(version.organization.profile, facts_of(version, day), entries)
    today = _parts(written.sections)
    return {
        place: _origin(rows[place], part, [before[place], today.get(place)])
        for place, part in after.items()
        if place in rows
    }


def _origin(row, part, known):
    known = [each for each in known if each is not None]
    kept = {}
    if any(_words(part) == _words(each) for each in known):
        kept = {"template": row.template, "when": row.when, "unless": row.unless}
    if row.each and any(_lines(part) == _lines(each) for each in known):
        kept["each"] = row.each
    return kept


def _entry(part, rows):
    """The part as a draft would go on from it; without conditions, so the numbers are its own."""
    is_section = isinstance(part, library.Section)
    row = rows.get((is_section, part.key))
    own = part.title if is_section else part.text
    each = row.each if row else ""
    entry = {
        "key": part.key,
        "title" if is_section else "text": (row and row.template) or escaped(own),
        "clauses": [] if each else [_entry(below, rows) for below in _below(part)],
    }
    return entry | ({"each": each} if each else {})


def _parts(sections):
    found = {}
    for section in sections:
        found[True, section.key] = section
        for clause in section.clauses:
            for part in (clause, *clause.subclauses):
                found[False, part.key] = part
    return found


def _below(part):
    return part.clauses if isinstance(part, library.Section) else part.subclauses


def _words(part):
    if isinstance(part, library.Section):
        return normal(part.title)
    # What ends an entry of a list follows from its place there.
    in_list = part.number.count(".") > 1
    return normal(part.text).rstrip(".;" if in_list else "")


def _lines(part):
    return [_words(each) for each in _below(part)]
