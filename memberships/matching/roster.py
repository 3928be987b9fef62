"""All entries of a roster, found by surname, telephone and e-mail, and the choice among them."""

from collections import defaultdict

from memberships.matching.comparison import compare
from memberships.matching.records import LEARNER, PARENT, Claim, Match, Verdict
from memberships.matching.rules import Grade, Rule
from memberships.matching.sides import Side
from memberships.matching.spelling import is_latin, sound_keys
from memberships.matching.surnames import SHORTEST_SLIP, SHORTEST_SOUND_SLIP, family_form, parts

ORDER = list(Rule)


class Roster:
    """Entries read once, for many claims.

    ``match`` compares a claim only with entries of whom a rule could say anything: those who share
    a surname (but for one letter, the ending or the alphabet), a telephone or an e-mail address.
    """

    def __init__(self, entries):
        self._sides = [Side(entry) for entry in entries]
        self._index = defaultdict(list)
        known_children = _KnownChildren(self._sides)
        for number, side in enumerate(self._sides):
            for kind, name in (("own", side.name), ("child", side.child_name)):
                for key in _keys(name.surname.norm, of_entry=True):
                    self._index[side.group, kind, key].append(number)
            for contact in side.phones | side.emails:
                self._index[side.group, "contact", contact].append(number)
            if side.group == LEARNER and side not in known_children:
                for key in _keys(side.name.surname.norm, of_entry=True):
                    self._index[PARENT, "child alone", key].append(number)

    def match(self, claim: Claim) -> Match:
        claim = Side(claim)
        return _choose(claim, (self._sides[number] for number in self.candidates(claim)))

    def entry(self, pk):
        """The entry of this key, None for an unknown one."""
        found = (side.record for side in self._sides if side.record.pk == pk)
        return next(found, None)

    def candidates(self, claim):
        """The numbers of the entries that are worth a comparison."""
        found = set()
        for key in _keys_of_names(claim.names):
            found.update(self._index.get((claim.group, "own", key), ()))
        if claim.group == PARENT:
            for key in _keys_of_names(claim.child_names):
                found.update(self._index.get((PARENT, "child", key), ()))
                found.update(self._index.get((PARENT, "child alone", key), ()))
        for contact in claim.phones | claim.emails:
            found.update(self._index.get((claim.group, "contact", contact), ()))
        return found


def match(claim: Claim, entries) -> Match:
    """A claim against every entry, without an index: for one claim, and to check the index."""
    sides = [Side(entry) for entry in entries]
    known_children = _KnownChildren(sides)
    claim = Side(claim)
    if claim.group == PARENT:
        sides = [side for side in sides if side not in known_children]
    return _choose(claim, sides)


class _KnownChildren:
    """The children for whom the roster names a parent: they are compared together with them."""

    def __init__(self, sides):
        self._patronymics = defaultdict(set)
        for side in sides:
            if side.group == PARENT:
                name = side.child_name
                self._patronymics[self._key(side, name)].add(name.patronymic.norm)

    @staticmethod
    def _key(side, name):
        return name.surname.norm, name.given.norm, side.unit

    def __contains__(self, side):
        if side.group != LEARNER:
            return False
        found = self._patronymics.get(self._key(side, side.name), ())
        own = side.name.patronymic.norm
        return bool(found) and (not own or own in found or "" in found)


# --- The choice -----------------------------------------------------------------------------------


def _choose(claim, sides):
    pairs = [pair for pair in (compare(claim, side) for side in sides) if pair is not None]
    if not pairs:
        return Match(Verdict.NONE)
    best = min(pairs, key=lambda pair: (pair.rank, _order(pair.entry.record.pk)))
    rivals = sorted(
        (pair.entry.record.pk for pair in pairs if pair is not best and best.is_rivalled_by(pair)),
        key=_order,
    )
    rules = best.rules | ({Rule.NAMESAKES} if rivals else set())
    matched = best.is_match and not rivals
    return Match(
        Verdict.MATCHED if matched else Verdict.SIMILAR,
        best.entry.record.pk,
        agree=best.chosen(Grade.SAME, Grade.FORM),
        differ=best.chosen(Grade.DOUBT, Grade.BAR, Grade.DIFFERS),
        lack=best.lacking(),
        rivals=tuple(rivals),
        rules=tuple(sorted(rules, key=ORDER.index)),
    )


def _order(pk):
    """Any two keys have an order, so that no verdict depends on that of the entries."""
    return (0, pk, "") if isinstance(pk, int) else (1, 0, str(pk))


# --- Keys of surnames -----------------------------------------------------------------------------


def _keys_of_names(names):
    """Any word may turn out to be the surname, in any reading."""
    found = set()
    for surname in {name.surname.norm for name in names}:
        found |= _keys(surname, of_entry=False)
    return found


def _keys(surname, *, of_entry):
    """A claim's and an entry's surname that any rule takes for like have a key in common.

    A slip is found by the forms with one letter left out: both words have one in common. By sound
    a word in one alphabet is sought among those in the other only.
    """
    if not surname:
        return set()
    family = family_form(surname)
    found = {family, *parts(family), *_with_one_letter_less(surname, SHORTEST_SLIP)}
    alphabet = "latin" if is_latin(surname) == of_entry else "cyrillic"
    for sound in sound_keys(surname.replace("-", "")):
        near = _with_one_letter_less(sound, SHORTEST_SOUND_SLIP)
        found |= {f"{alphabet} {key}" for key in {sound, *near}}
    return found


def _with_one_letter_less(word, shortest):
    """Empty for a word too short to be taken for a slip of another, even of a longer one."""
    if len(word) < shortest - 1:
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}
