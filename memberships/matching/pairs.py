"""A claim beside an entry: what was found out about the two, and what follows from it."""

from typing import NamedTuple

from memberships.matching.names import Fit
from memberships.matching.records import PARENT, Field
from memberships.matching.rules import (
    BARS,
    DOUBTS,
    EVIDENCE,
    LACKS,
    READINGS,
    SUPPORTS,
    Grade,
    Outcome,
    Rule,
)

NAME_CODES = ("surname", "given_name", "patronymic")
#: Whoever differs in two of these is somebody else, and one of them tells namesakes apart.
DECISIVE = ("patronymic", "child_patronymic", "unit", "birth_date")
CONTACTS = (("phone", Rule.SAME_PHONE), ("email", Rule.SAME_EMAIL))


class Compared(NamedTuple):
    """One field with its outcome and what both sides say."""

    code: str
    outcome: Outcome
    stated: object
    expected: object


class Pair:
    """``own`` and ``child`` are the fits of the names, None where the comparison has no such."""

    def __init__(self, claim, entry, *, own: Fit | None, child: Fit | None = None):
        self.claim, self.entry = claim, entry
        self.own, self.child = own, child
        self.fields = {}
        self.rules = set()
        for fit, expected, prefix in (
            (own, entry.name, ""),
            (child, entry.name if own is None else entry.child_name, "child_"),
        ):
            if fit is not None:
                self._note_name(fit, expected, prefix)

    def _note_name(self, fit, expected, prefix):
        self.rules |= fit.rules
        stated = (fit.name.surname, fit.name.given, fit.name.patronymic)
        wanted = (expected.surname, expected.given, expected.patronymic)
        outcomes = (fit.surname, fit.given, fit.patronymic)
        for code, outcome, one, other in zip(NAME_CODES, outcomes, stated, wanted, strict=True):
            self.note(prefix + code, outcome, one.shown, other.shown)
        if fit.patronymic.differs:
            self.rules.add(Rule.PATRONYMIC_DIFFERS)

    def note(self, code, outcome, stated, expected, *, support=None, bar=None):
        """Remember a field; ``support`` counts if it is the same, ``bar`` if it differs."""
        self.fields[code] = Compared(code, outcome, stated, expected)
        if outcome.grade == Grade.SAME and support:
            self.rules.add(support)
        elif outcome.differs and bar:
            self.rules.add(bar)
        elif outcome.rule:
            self.rules.add(outcome.rule)

    def outcome(self, code):
        return self.fields[code].outcome if code in self.fields else LACKS

    # --- What follows -----------------------------------------------------------------------------

    @property
    def has_contact(self):
        return Rule.SAME_PHONE in self.rules or Rule.SAME_EMAIL in self.rules

    @property
    def decisive(self):
        """The decisive fields that differ."""
        return {code for code in DECISIVE if self.outcome(code).differs}

    @property
    def is_far(self):
        """Too much speaks against it: the names are like, the people are not."""
        if self.has_contact:
            return False
        names = [fit.rules & (DOUBTS | BARS) for fit in (self.own, self.child) if fit is not None]
        against = len(self.decisive)
        return against > 1 or (against == 1 and len(set().union(*names)) > 1)

    @property
    def is_match(self):
        """No bar, and every doubt has a support of its own."""
        if self.rules & BARS:
            return False
        return len(self.rules & DOUBTS) <= len(self.rules & SUPPORTS)

    @property
    def fits(self):
        """By name alone this may be the person (and the child)."""
        if self.own is None:
            return self.child.fits
        return self.own.fits and (self.child is None or not self.child.differs)

    @property
    def is_sure(self):
        """By name alone it is them beyond doubt."""
        child = self.child is None or self.child.is_sure or self.child.lacks
        return self.fits and child and (self.own is None or self.own.is_sure)

    @property
    def rank(self):
        """The less the better; entries of one rank are told apart by their pk alone."""
        return (
            not self.is_match,
            not self.fits,
            self.claim.group == PARENT and self.own is None,
            len(self.rules & BARS),
            len(self.rules & DOUBTS),
            len(self.rules & READINGS),
            -sum(each.outcome.is_sure for each in self.fields.values()),
        )

    def is_rivalled_by(self, other):
        """Whether the claim may as well mean the other entry."""
        if (self.own is None) != (other.own is None):
            return False
        if other.fits and other.rules & EVIDENCE - self.rules:
            # The telephone is that of the other: of the unit and it, one is wrong.
            return True
        if self.is_told_from(other):
            return False
        if not (self.fits and other.fits):
            return self.rank == other.rank
        # An exact name beats a doubtful one.
        return other.is_sure or not self.is_sure

    def is_told_from(self, other):
        """Whether a field that is not the name says that the claim does not mean the other."""
        if other.decisive - self.decisive:
            return True
        if other.is_sure and not self.is_sure:
            return False
        return any(
            rule in self.rules and rule not in other.rules and not other.outcome(code).is_sure
            for code, rule in CONTACTS
            if not other.outcome(code).lacks
        )

    def chosen(self, *grades):
        return tuple(
            Field(each.code, each.stated, each.expected, each.outcome.rule)
            for each in self.fields.values()
            if each.outcome.grade in grades
        )

    def lacking(self):
        """The fields that one side states and the other does not."""
        return tuple(each for each in self.chosen(Grade.LACKS) if each.stated or each.expected)
