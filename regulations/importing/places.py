"""What the places of an imported text are called, and which place is meant by a name."""

from collections import Counter

from regulations.importing.result import Section


def parts(sections):
    """Sections and clauses in the order of the text: a doubt's ``at`` counts them."""
    for section in sections:
        yield section
        yield from section.clauses


def texts_of(sections):
    """``(section or clause, its texts)`` in their order."""
    for part in parts(sections):
        yield (
            part,
            [part.title]
            if isinstance(part, Section)
            else [
                part.text,
                *(item.text for item in part.items),
            ],
        )


def names(sections):
    """``{id(section or clause): its name}``: «п. 2.1»; «п. 2» with its section if others are «2».

    A clause without a number is called by its section.
    """
    numbers = Counter(clause.number for section in sections for clause in section.clauses)
    found = {}
    for section in sections:
        found[id(section)] = section.name
        for clause in section.clauses:
            own = f"п. {clause.number}" if clause.number else ""
            if own and "." not in own.removeprefix("п.") and numbers[clause.number] > 1:
                own = f"{section.name}, {own}"
            found[id(clause)] = own or section.name
    return found


class Doubts:
    """Doubts of sections and clauses, told when the whole text has given these their names."""

    def __init__(self):
        self.rows = []

    def add(self, place, text, why):
        self.rows.append((place, text, why))

    def tell(self, sections, notes):
        called = names(sections)
        at = {id(part): number for number, part in enumerate(parts(sections))}
        for place, text, why in self.rows:
            notes.doubt(called[id(place)], text, why, at[id(place)])
