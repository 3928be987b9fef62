"""What a change can be about: the parts of an act to choose from, their present text. Pure."""

from regulations.amending.applying import branch
from regulations.amending.changes import NUMBER

#: So much of a clause tells it from others in a list.
SHOWN = 90


def parts_to_choose(title, sections):
    """Groups of a select: the title, then each section with its clauses and sub-clauses."""
    groups = [("Весь акт", [("", _label("Наименование:", title))])]
    for section in sections:
        rows = [(section.number, _label(f"Раздел {section.number}:", section.title))]
        for clause in section.clauses:
            rows += [
                (part.number, _label(f"{part.number}.", part.text))
                for part in (clause, *clause.subclauses)
            ]
        groups.append((_label(f"{section.number}.", section.title), rows))
    return groups


def present_lines(title, sections, number):
    """Pairs of a number and its present text, with all that is below; [] where there is none."""
    if not number:
        return [("", title)]
    node = branch(sections, number) if NUMBER.fullmatch(number) else None
    return list(_lines(number, node)) if node else []


def number_behind(sections, number):
    """The number of what is added after this part; of a section, at its end; "": a new section."""
    if not number:
        return str(len(sections) + 1)
    above, _, place = number.rpartition(".")
    if not above:
        node = branch(sections, number)
        return f"{number}.{len(node['parts']) + 1}" if node else ""
    return f"{above}.{int(place) + 1}"


def typed_lines(lines):
    """The present text as it is typed, or "" for what has more levels than lines can tell."""
    first = lines[0][0].count(".") if lines else 0
    deep = any(number.count(".") > first + 1 for number, _ in lines)
    return "" if deep else "\n".join(text for _, text in lines)


def _lines(number, node):
    yield number, node["text"]
    for place, part in enumerate(node["parts"], start=1):
        yield from _lines(f"{number}.{place}", part)


def _label(start, text):
    words = " ".join(text.split())
    return f"{start} {words if len(words) <= SHOWN else f'{words[:SHOWN].rstrip()}…'}"
