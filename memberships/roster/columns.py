"""Which column holds which field: by the caller's mapping, the dictionary, and the neighbours."""

import itertools
from dataclasses import dataclass
from functools import cached_property

from memberships.roster.dictionary import KINDS, PARENTS, key_of
from memberships.roster.private import is_private, is_private_title, may_be_private
from memberships.roster.tables import text_of
from memberships.roster.titles import is_ignored, is_reason, meaning_of

_OWN = ("", "learner", "employee")
_NAMES = ("full_name", "surname", "leader_full_name")
#: What follows a parent's name under a bare title («Телефон», «Имя») is the parent's.
_FOLLOWING = ("phone", "email", "relation", "given_name", "patronymic")
_SAMPLE = 300
_CONTACTS = ("phone", "email")


@dataclass(frozen=True)
class Columns:
    """All columns of a table by their place; a place is in one of these, or is passed over."""

    titles: tuple[str, ...]
    kind: str
    looks_like: str  # the kind that the columns betray, whatever kind was given
    fields: dict[int, str]
    unknown: frozenset[int]
    dropped: frozenset[int]
    unclear: frozenset[int]  # unknown, for want of an owner

    @property
    def is_header(self):
        """Whether these titles can be those of a list of people at all."""
        found = set(self.fields.values())
        return bool(found.intersection(_NAMES)) and len(found) > 1

    @property
    def mapping(self):
        return {self.titles[place]: name for place, name in sorted(self.fields.items())}

    @property
    def kept(self):
        """Places that the file of rejected rows shows; what has no title may be anything."""
        return [
            place
            for place, title in enumerate(self.titles)
            if title and place not in self.dropped and not is_reason(title)
        ]

    def places(self, name):
        return self._places.get(name, ())

    @property
    def has_unit(self):
        return bool(self.places("unit") or self.places("grade"))

    @cached_property
    def _places(self):
        found = {}
        for place, name in self.fields.items():
            found.setdefault(name, []).append(place)
        return found

    @cached_property
    def parents(self):
        """The parents who have columns of their own."""
        owners = {name.partition("_")[0] for name in self._places}
        return [parent for parent in PARENTS if parent in owners]

    def titles_at(self, places):
        return tuple(self.titles[place] for place in sorted(places))


def without_private(columns, lines, mapping):
    """The :class:`Columns` that are left when the content of these lines is looked at."""
    private = _private_places(columns, lines)
    # Another column may take the place of a dropped field.
    return understand(columns.titles, kind=columns.kind, mapping=mapping, private=private)


def _private_places(columns, lines):
    """Places whose content is private, whatever their titles say.

    A column that nobody needs goes at the first such cell, a field when most of its cells are so.
    """
    found = set()
    for place in set(columns.kept) - set(columns.fields):
        if any(may_be_private(text) for text in _texts(lines, place)):
            found.add(place)
    for place, name in columns.fields.items():
        if not name.endswith(("phone", "email", "birth_date")):
            texts = [*itertools.islice(_texts(lines, place), _SAMPLE)]
            if 2 * sum(map(is_private, texts)) > len(texts):
                found.add(place)
    return frozenset(found)


def _texts(lines, place):
    for line in lines:
        if place < len(line.cells) and (text := text_of(line.cells[place])):
            yield text


def understand(titles, *, kind=None, mapping=None, private=frozenset()):
    """The :class:`Columns` of these titles; ``kind`` "" where nothing tells it.

    ``mapping`` is the caller's: ``{title: field or None}``, None passes over a column. It overrides
    the dictionary, but reaches no private column; ``private`` are those that their content betrays.
    """
    mapping = mapping or {}
    by_hand = {key_of(title): name for title, name in mapping.items() if key_of(title)} | mapping
    meanings, given, dropped, unknown = {}, {}, set(), set()
    for place, title in enumerate(titles):
        meaning = meaning_of(title)
        if place in private or (meaning is None and is_private_title(title)):
            dropped.add(place)
        elif title in by_hand or key_of(title) in by_hand:
            given[place] = by_hand.get(title, by_hand.get(key_of(title)))
        elif meaning:
            meanings[place] = meaning
        elif title and not is_ignored(title) and not is_reason(title):
            unknown.add(place)
    slots, unclear = _slots(meanings, given)
    looks_like = _kind_of({*slots.values(), *given.values()} - {None}, meanings)
    kind = kind or looks_like
    fields, left = _fields(slots, given, kind)
    unknown |= left | unclear
    return Columns(
        titles=tuple(titles),
        kind=kind,
        looks_like=looks_like,
        fields=fields,
        unknown=frozenset(unknown),
        dropped=frozenset(dropped),
        unclear=frozenset(unclear),
    )


def _fields(slots, given, kind):
    """Each field once, what is given by hand first; and the places that are left."""
    allowed = KINDS[kind].labels if kind else set().union(*(each.labels for each in KINDS.values()))
    fields, left = {}, set()
    for place, name in [*given.items(), *sorted(slots.items())]:
        is_free = name not in fields.values() or name == "parents_full_name"
        if name in allowed and is_free:
            fields[place] = name
        elif name is not None:
            left.add(place)
    return fields, left


def _slots(meanings, given):
    """``({place: field}, places whose owner cannot be told)``"""
    slots, unclear = {}, set()
    taken = set(given.values())
    last, before_last = "", ""  # whose the columns to the left are
    for place in sorted([*meanings, *given]):
        if place in given:
            name = given[place]
        elif name := _field_of(meanings[place], last, before_last, taken):
            slots[place] = name
            taken.add(name)
        else:
            unclear.add(place)
        if name:
            owner = name.partition("_")[0]
            if owner != last:
                last, before_last = owner, last
    return slots, unclear


def _field_of(meaning, last, before_last, taken):
    """The field that a title means at this place; None where it may be of two people."""
    owner, attribute = meaning
    if owner == "parent":
        owner = _next_parent(attribute, taken)
    elif not owner and attribute in _FOLLOWING and _lacks(last, attribute, taken):
        if attribute in _CONTACTS and _lacks(before_last, attribute, taken):
            return None
        owner = last
    return attribute if owner in _OWN else f"{owner}_{attribute}"


def _lacks(owner, attribute, taken):
    name = f"{owner}_{attribute}"
    # A leader's phone is no field, and yet it is the leader's.
    exists = name in KINDS["learners"].labels or owner == "leader"
    return bool(owner) and exists and name not in taken


def _next_parent(attribute, taken):
    """«ФИО родителя» once more is the second parent."""
    return "parent2" if f"parent1_{attribute}" in taken else "parent1"


def _kind_of(found, meanings):
    """What the fields and the titles betray, or ""."""
    owners = {meaning.owner for meaning in meanings.values()}
    owners |= {name.partition("_")[0] for name in found}
    has_unit = bool(found & {"unit", "grade"})
    has_name = bool(found & {"full_name", "surname"})
    if owners & {*PARENTS, "parent", "parents", "learner"} or found & {"birth_date", "letter"}:
        return "learners"
    if has_unit and ("subject" in found or ("leader_full_name" in found and not has_name)):
        return "teaching"
    if "leads" in found and not found & {"post", "phone", "email"}:
        return "teaching"
    if found & {"post", "subject"}:
        return "staff"
    if "employee" in owners:
        return "teaching" if has_unit else "staff"
    return "learners" if has_unit else ""
