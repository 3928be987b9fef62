"""Families: children in the units of the year, and those of their parents who have joined."""

from dataclasses import dataclass, field

from memberships.roles import Role
from sferum_portal.demo_data.name_lists import RUSSIAN, Origin
from sferum_portal.demo_data.names import FullName, patronymic_of, surname_of
from sferum_portal.demo_data.people import Person

#: Who of a family has joined, and how many of a hundred families are like that.
JOINED = {
    ("mother", "father"): 47,
    ("mother",): 30,
    ("father",): 6,
    ("mother of another name", "father"): 6,
    ("grandmother",): 3,
    (): 8,
}


@dataclass(eq=False)
class Family:
    origin: Origin
    surname: str  # of a man
    father: str  # his given name, for the children's patronymic
    parents: list[Person] = field(default_factory=list)
    grades: list[int] = field(default_factory=list)  # of the units that its children are in
    children: list[Person] = field(default_factory=list)


class Families:
    """Founds families in a plan. ``account(unit)`` names how a child of the unit signs in.

    It is the name of a method of `people.People`: pupil, student or without_account.
    """

    def __init__(self, plan, account):
        self.plan, self.account = plan, account
        self.names, self.rng = plan.names, plan.rng
        self.all = []
        self.of = {}  # child → family

    def found(self, joined=None, *, surname=None, father=None):
        """A new family; ``joined`` as the keys of :data:`JOINED`, drawn where it is not given.

        A ``surname`` is a Russian one, of a man.
        """
        if joined is None:
            (joined,) = self.rng.choices(list(JOINED), weights=JOINED.values())
        origin = RUSSIAN if surname else self.names.origin()
        family = Family(
            origin, surname or self.names.surname(origin), father or self.rng.choice(origin.men)
        )
        for who in joined:
            self.join(family, self.plan.people.adult(self.name_of(family, who)))
        self.all.append(family)
        return family

    def join(self, family, person):
        """A parent joins, to be linked to the children that `child` enrolls afterwards."""
        family.parents.append(person)
        self.plan.accept_parent(person)

    def child(self, family, unit, *, person=None, female=None):
        """A child of the family in the unit, linked to its parents; one name once in a unit."""
        if person is None:
            female = self.rng.random() < 0.5 if female is None else female
            name = self._child_name(family, unit, female)
            person = getattr(self.plan.people, self.account(unit))(name)
        family.grades.append(unit.grade)
        family.children.append(person)
        self.of[person] = family
        self.plan.enroll(person, unit)
        for parent in family.parents:
            self.plan.link(parent, person)
        return person

    def twins(self, family, unit):
        return [self.child(family, unit), self.child(family, unit)]

    def fill(self, unit, seats, *, siblings=0.16, twins=0.012):
        """New families and brothers and sisters of those known, until the unit is full."""
        while (left := seats - len(self.plan.learners[unit.name])) > 0:
            older = []
            if self.rng.random() < siblings:
                older = [family for family in self.all if self._may_send(family, unit)]
            if older:
                self.child(self.rng.choice(older), unit)
            elif left > 1 and self.rng.random() < twins:
                self.twins(self.found(), unit)
            else:
                self.child(self.found(), unit)

    def choose_activists(self):
        """One parent of each unit is in the parents' activists."""
        for learners in list(self.plan.learners.values()):
            joined = [parent for child in learners for parent in self.plan.parents[child]]
            if joined:
                self.plan.choose_activist(joined[-1], Role.PARENT)

    def _may_send(self, family, unit):
        return (
            0 < len(family.grades) < 3 and min(abs(unit.grade - one) for one in family.grades) > 1
        )

    def name_of(self, family, who):
        """The name of a member of the family as in :data:`JOINED`."""
        if who == "father":
            grandfather = self.rng.choice(family.origin.men)
            patronymic = patronymic_of(grandfather, female=False, origin=family.origin)
            return FullName(family.surname, family.father, patronymic, female=False)
        own_name = who in ("grandmother", "mother of another name")
        return self.names.adult(
            female=True, origin=family.origin, surname=None if own_name else family.surname
        )

    def _child_name(self, family, unit, female):
        surname = surname_of(family.surname, female=female)
        taken = {
            (child.user.surname, child.user.given_name) for child in self.plan.learners[unit.name]
        } | {(surname, child.user.given_name) for child in family.children}
        choices = family.origin.girls if female else family.origin.boys
        given_name = self.rng.choice([one for one in choices if (surname, one) not in taken])
        patronymic = patronymic_of(family.father, female=female, origin=family.origin)
        return FullName(surname, given_name, patronymic, female)
