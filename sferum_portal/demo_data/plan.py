"""What an organization consists of: unsaved rows, then all of them in a few statements.

Rows in bulk do not pass through the services, so the verbs here keep what those promise: staff
belong to «Сотрудники», a learner to a unit, a parent to none; nobody but staff leads or teaches.
"""

from collections import defaultdict
from datetime import timedelta

from django.contrib.auth import get_user_model

from memberships.models import Appointment, FamilyLink, Membership, Teaching, UnitLeadership
from memberships.roles import Role
from organizations.models import Subject, Unit, UnitSubject
from sferum_portal.lib.history import record_many

REASON = "Демонстрационные данные"
#: How many days ago the lists of the year were entered; earlier than whatever happens by links.
RECORDED = 61


class Plan:
    """The rows of one organization, and who is who among them."""

    def __init__(self, organization, *, operator, school_year, staff_unit, people, names):
        self.organization, self.operator = organization, operator
        self.school_year, self.staff_unit = school_year, staff_unit
        calendar = self.calendar = people.calendar
        self.people, self.names, self.rng = people, names, names.rng
        self.settled_on = calendar.settled_on(school_year)
        self.cast = {}  # «admin», «head», «leader» …: the person of this account
        self.leader_unit = None
        self.neighbours = ()  # saved users of another organization who are parents here
        self.joining = None  # who asks to join; see `joining.Joining`
        self.units, self.subjects, self.unit_subjects = {}, {}, {}
        self.memberships, self.leaderships, self.teachings, self.links = [], [], [], []
        self.orders = []
        self.membership_of = {}  # (person, role) → membership
        self.learners = defaultdict(list)  # unit → persons
        self.leaders = defaultdict(list)  # unit → memberships
        self.teachers = defaultdict(list)  # unit → memberships
        self.parents = defaultdict(list)  # child → persons

    def unit(self, kind, name, grade):
        self.units[name] = Unit(
            organization=self.organization,
            kind=kind,
            name=name,
            grade=grade,
            school_year=self.school_year,
        )
        return self.units[name]

    def unit_subject(self, unit, name):
        """The subject in the unit; both come into being when they are first asked for."""
        if name not in self.subjects:
            self.subjects[name] = Subject(organization=self.organization, name=name)
        if (unit.name, name) not in self.unit_subjects:
            self.unit_subjects[unit.name, name] = UnitSubject(
                organization=self.organization, unit=unit, subject=self.subjects[name]
            )
        return self.unit_subjects[unit.name, name]

    def hire(self, person, role, post, *, verified=True, years=None):
        """A staff member since ``years`` ago, the role confirmed by the administrator."""
        years = self.rng.randint(1, 22) if years is None else years
        started = self.school_year.starts_on.replace(year=self.school_year.starts_on.year - years)
        if years == 0:
            started = self.settled_on
        membership = self._member(person, role, unit=self.staff_unit, post=post, since=started)
        if verified:
            signed, number = started - timedelta(days=5), self.rng.randint(11, 189)
            basis = f"Приказ о приёме на работу от {signed:%d.%m.%Y} № {number}-к"
            self._verify(membership, basis)
        return membership

    def appoint(self, person, role, post, *, basis, years):
        """The head and the administrator rest on an order: ``basis`` with the place of its date."""
        membership = self.hire(person, role, post, verified=False, years=years)
        signed = membership.starts_on - timedelta(days=5)
        if role == Role.ADMINISTRATOR:
            order = Appointment(
                organization=self.organization,
                membership=membership,
                order_number=basis.rpartition("№ ")[2],
                order_date=signed,
            )
            self.orders.append(order)
        return self._verify(membership, basis.format(date=f"{signed:%d.%m.%Y}"), self.operator)

    def lead(self, membership, unit):
        self.leaders[unit.name].append(membership)
        self.leaderships.append(self._row(UnitLeadership, membership=membership, unit=unit))

    def teach(self, membership, unit, subject):
        row = self._row(
            Teaching, membership=membership, unit_subject=self.unit_subject(unit, subject)
        )
        self.teachings.append(row)
        if membership not in self.teachers[unit.name]:
            self.teachers[unit.name].append(membership)

    def enroll(self, person, unit):
        self.learners[unit.name].append(person)
        return self._member(person, Role.LEARNER, unit=unit)

    def accept_parent(self, person):
        return self._member(person, Role.PARENT, unit=None)

    def choose_activist(self, person, role):
        self.membership_of[person, role].is_activist = True

    def link(self, parent, child):
        self.parents[child].append(parent)
        self.links.append(self._row(FamilyLink, parent=parent.user, child=child.user))

    def write(self):
        """Insert everything with its history, dependencies first."""
        for model, rows in (
            (get_user_model(), self.people.rows),
            (Subject, self.subjects.values()),
            (Unit, self.units.values()),
            (UnitSubject, self.unit_subjects.values()),
            (Membership, self.memberships),
            (Appointment, self.orders),
            (UnitLeadership, self.leaderships),
            (Teaching, self.teachings),
            (FamilyLink, self.links),
        ):
            record_many(model, list(rows), by=self.operator, reason=REASON)

    def _row(self, model, **fields):
        return model(organization=self.organization, starts_on=self.settled_on, **fields)

    def _member(self, person, role, *, unit, since=None, **fields):
        membership = Membership(
            organization=self.organization,
            user=person.user,
            role=role,
            unit=unit,
            starts_on=since or self.settled_on,
            **fields,
        )
        self.memberships.append(membership)
        self.membership_of[person, role] = membership
        return membership

    def _verify(self, membership, basis, by=None):
        membership.verified_at = self.calendar.ago(RECORDED, 10)
        membership.verified_by = by or self.cast["admin"].user
        membership.verification_basis = basis
        return membership
