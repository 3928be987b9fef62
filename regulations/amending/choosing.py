"""What a change can be about: the parts of an act to choose from, their present text. Pure."""

from dataclasses import dataclass

from regulations.amending.applying import branch
from regulations.amending.changes import NUMBER
from regulations.amending.naming import label
from regulations.library.marks import mark_of

#: So much of a clause tells it from others in a list.
SHOWN = 90


def parts_to_choose(title, sections):
    """Groups of a select: the title, then each section with its clauses and sub-clauses."""
    groups = [("Весь акт", [("", _label("Наименование:", title))])]
    for section in sections:
        rows = [(section.number, _label(f"Раздел {section.number}:", section.title))]
        for clause in section.clauses:
            rows += [
                (part.number, _label(f"{label(part.number, part.mark)}.", part.text))
                for part in (clause, *clause.subclauses)
            ]
        groups.append((_label(f"{section.number}.", section.title), rows))
    return groups


@dataclass(frozen=True)
class Line:
    """A part of the present text; ``printed`` is what stands before it in the act."""

    number: str
    printed: str
    text: str


def present_lines(title, sections, number):
    """`Line`s of what has this number and of all that is below; [] where there is none."""
    if not number:
        return [Line("", "", title)]
    node = branch(sections, number) if NUMBER.fullmatch(number) else None
    return list(_lines(number, node, mark_in(sections, number))) if node else []


def mark_in(sections, number):
    """What stands before this part instead of its number, "" where it has one."""
    whole, _, place = number.rpartition(".")
    above = branch(sections, whole) if whole and NUMBER.fullmatch(number) else None
    return mark_of(above["marks"], int(place)) if above else ""


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
    first = lines[0].number.count(".") if lines else 0
    deep = any(line.number.count(".") > first + 1 for line in lines)
    return "" if deep else "\n".join(line.text for line in lines)


def _lines(number, node, mark=""):
    yield Line(number, mark or f"{number}.", node["text"])
    for place, part in enumerate(node["parts"], start=1):
        yield from _lines(f"{number}.{place}", part, mark_of(node["marks"], place))


def _label(start, text):
    words = " ".join(text.split())
    return f"{start} {words if len(words) <= SHOWN else f'{words[:SHOWN].rstrip()}…'}"
