"""A file's rows against the present state: added, changed, gone, unchanged. Nothing is written.

Pure functions over plain values. A blank in a file never erases what is known: columns are left
out more often than people lose their phone.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from sferum_portal.lib.text import search_form

NAMES = ("surname", "given_name", "patronymic")
#: What a file may change of whom, in the order in which it is shown.
FIELDS = {
    "learner": (*NAMES, "unit", "birth_date", "phone", "email", "external_id"),
    "parent": (*NAMES, "relation", "phone", "email"),
    "staff": (*NAMES, "post", "phone", "email", "external_id"),
}
#: Of somebody who has no entry yet, only this is known; the rest is not news but the entry itself.
KNOWN_WITHOUT_ENTRY = {
    "learner": (*NAMES, "unit"),
    "parent": NAMES,
    "staff": NAMES,
}


@dataclass
class Known:
    """Somebody of the present state: an entry, or a member whom no file has named yet.

    ``values`` are texts (dates in ISO form, the unit by its name); ``parents`` are Known too.
    """

    role: str
    values: dict
    entry: int | None = None
    user: int | None = None
    membership: int | None = None
    unit: int | None = None
    parents: list = field(default_factory=list)

    @property
    def name(self):
        return full_name(self.values)


@dataclass
class Item:
    """One row of the comparison. ``fields``: ``{field: [former, new]}`` of what changes.

    ``entry`` is set once the row has been applied.
    """

    role: str
    row: int | None
    values: dict
    known: Known | None = None
    fields: dict = field(default_factory=dict)
    parents: list = field(default_factory=list)
    entry: object = None

    @property
    def is_new(self):
        return self.known is None

    @property
    def news(self):
        """Whether applying it would change anything: of the person, or of a parent."""
        return bool(self.is_new or self.fields or any(parent.news for parent in self.parents))


@dataclass
class Comparison:
    added: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    gone: list = field(default_factory=list)

    @property
    def fingerprint(self):
        """Changes when the comparison does: what a person has looked at is what is applied."""
        return [
            [[item.row, sorted(item.fields)] for item in self.changed],
            [item.row for item in self.added],
            sorted(known.name for known in self.gone),
        ]


def full_name(values):
    return " ".join(filter(None, (values.get(name, "") for name in NAMES)))


def refused_row(row, reason):
    """A row that was read well and that the portal cannot place, as it is told and given back."""
    told = {"row": row["row"], "reason": reason, "name": full_name(row)}
    return told | ({"sheet": row["sheet"]} if "sheet" in row else {})


def compare(role, rows, known, *, covers):
    """Compare rows (dicts of values with ``row`` and, for learners, ``parents``) with the known.

    ``covers(known)`` says whether the file ought to name that person: a file of one class says
    nothing about the others.
    """
    pool = _Pool(known)
    comparison = Comparison()
    items = [Item(role, row["row"], row) for row in rows]
    # The surest sign first, for all rows: nobody is taken by a name whom a number belongs to.
    for take in (pool.take_by_number, pool.take_sure, pool.take_moved):
        for item in items:
            item.known = item.known or take(item.values)
    for item in items:
        item.fields = differences(item)
        item.parents = compare_parents(item)
        if item.is_new:
            comparison.added.append(item)
        elif item.news:
            comparison.changed.append(item)
        else:
            comparison.unchanged.append(item)
    comparison.gone = [each for each in pool.left() if covers(each)]
    return comparison


def compare_parents(item):
    """A learner's parents in the file; those whom the file does not name stay as they are."""
    pool = _Pool(item.known.parents if item.known else [])
    parents = [Item("parent", item.row, values) for values in item.values.get("parents", ())]
    for parent in parents:
        parent.known = pool.take_sure(parent.values)
        parent.fields = differences(parent)
    return parents


def differences(item):
    if item.known is None:
        return {}
    names = FIELDS if item.known.entry else KNOWN_WITHOUT_ENTRY
    found = {}
    for name in names[item.role]:
        new, former = item.values.get(name) or "", item.known.values.get(name) or ""
        if new and new != former:
            found[name] = [former, new]
    return found


class _Pool:
    """The known people of one kind, each taken once."""

    def __init__(self, known):
        self.known = list(known)
        self.taken = set()
        self.by_number, self.by_name = {}, defaultdict(list)
        for index, each in enumerate(self.known):
            if number := each.values.get("external_id"):
                self.by_number[number] = index
            self.by_name[_key(each.values)].append(index)

    def left(self):
        return [each for index, each in enumerate(self.known) if index not in self.taken]

    def take_by_number(self, row):
        """By the number in the e-journal."""
        index = self.by_number.get(row.get("external_id") or None)
        return self._taken(None if index in self.taken else index)

    def take_sure(self, row):
        """By the name, where the unit agrees and nothing objects."""
        fitting = [(self._rank(index, row), -index) for index in self._free(row)]
        best = max((each for each in fitting if each[0] >= SURE), default=None)
        return self._taken(-best[1] if best else None)

    def take_moved(self, row):
        """The only one who fits that name, in another unit: whoever moved there is not new."""
        fitting = [index for index in self._free(row) if self._rank(index, row) > 0]
        return self._taken(fitting[0] if len(fitting) == 1 else None)

    def _free(self, row):
        return [index for index in self.by_name.get(_key(row), ()) if index not in self.taken]

    def _rank(self, index, row):
        """How well a namesake fits; 0 for somebody else of that name."""
        values, rank = self.known[index].values, 1
        for name, weight in (("patronymic", 2), ("birth_date", 4), ("unit", 3)):
            new, former = row.get(name) or "", values.get(name) or ""
            if not new or not former:
                continue
            if search_form(new) == search_form(former):
                rank += weight
            elif name != "unit":
                return 0
        numbers = {row.get("external_id"), values.get("external_id")} - {None, ""}
        if len(numbers) > 1:
            return 0
        # Parents and staff have no unit that could agree.
        return rank if "unit" in row else rank + SURE - 1

    def _taken(self, index):
        if index is None:
            return None
        self.taken.add(index)
        return self.known[index]


#: The rank from which a namesake is the same person without a second thought: name and unit.
SURE = 4


def _key(values):
    return search_form(f"{values.get('surname', '')} {values.get('given_name', '')}")
