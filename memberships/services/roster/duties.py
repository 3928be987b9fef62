"""Who teaches what where and who leads which unit, from a file (norm STR-3)."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from memberships.models import (
    Membership,
    RosterDuty,
    RosterEntry,
    Teaching,
    UnitLeadership,
)
from memberships.roles import STAFF_ROLES, TEACHING_ROLES, Role
from memberships.services.roster.compare import NAMES, Item, Known, full_name, refused_row
from organizations.models import UnitSubject
from sferum_portal.lib.history import record
from sferum_portal.lib.text import search_form


@dataclass
class Teacher:
    """Somebody whom a file may mean: a member of the staff, or an entry that nobody claimed."""

    name: str
    membership: Membership | None = None
    entry: RosterEntry | None = None
    duties: set = field(default_factory=set)


class DutyPlan:
    """The duties in a file compared with those on the portal; the gone are only listed.

    A duty is ``("leads", unit pk)`` or ``("teaches", unit pk, subject pk)``.
    """

    def __init__(self, organization, places, rows):
        self.organization, self.places = organization, places
        self.teachers = _teachers(organization)
        # A duty is there or not: nothing of it can change.
        self.added, self.changed, self.unchanged = [], [], []
        self._units = {unit.pk: unit for unit in places.units.values()}
        self._subjects = {subject.pk: subject for subject in places.subjects.values()}
        self.rejected = []
        named, self._places, self._unclear = set(), set(), set()
        for row in rows:
            self._place(row, named)
        # Those who do by the portal what the file gives to others: of that only it speaks.
        spoken_of = self._places - self._unclear
        self.gone = [
            self._gone(teacher, duty)
            for teacher in chain.from_iterable(self.teachers.values())
            for duty in sorted(teacher.duties & spoken_of)
            if (id(teacher), duty) not in named
        ]

    @property
    def fingerprint(self):
        gone = sorted([known.name, known.values["duty"]] for known in self.gone)
        return [[item.row for item in self.added], gone]

    def _gone(self, teacher, duty):
        """A duty that the file gives to others, as the page shows it; it is ended by hand."""
        person = teacher.membership.user if teacher.membership else teacher.entry
        values = {name: getattr(person, name) for name in NAMES}
        values["unit"] = self._units[duty[1]].name
        values["subject"] = self._subjects[duty[2]].name if len(duty) > 2 else ""
        values["duty"] = list(duty)
        entry = teacher.entry and teacher.entry.pk
        user = teacher.membership and teacher.membership.user_id
        return Known("staff", values, entry=entry, user=user)

    def _place(self, row, named):
        teacher, refusal = self._teacher(row)
        unit = self.places.unit(row["unit"])
        subject = None if row["leads"] else self.places.subject(row["subject"])
        if teacher and (unit is None or (subject is None and not row["leads"])):
            what = f"«{row['unit']}»" if unit is None else f"«{row['subject']}»"
            refusal = f"На портале нет {what}: заведите и примените файл снова."
        duty = _duty(row, unit, subject)
        if refusal:
            # It may mean just the one who does it: then nobody is gone.
            self._unclear.add(duty)
            self.rejected.append(refused_row(row, refusal))
            return
        self._places.add(duty)
        if (id(teacher), duty) in named:
            return
        named.add((id(teacher), duty))
        item = Item("staff", row["row"], row | {"unit": unit.name})
        item.entry = (teacher, duty, unit, subject)
        (self.unchanged if duty in teacher.duties else self.added).append(item)

    def _teacher(self, row):
        words = search_form(full_name(row)).split()
        fitting = [
            teacher
            for teacher in self.teachers[words[0] if words else ""]
            if teacher.name.split()[: len(words)] == words
        ]
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            return None, "Таких сотрудников несколько: напишите отчество."
        return None, "Такого сотрудника нет ни среди вступивших, ни в списках."

    def apply(self, application):
        for item in self.added:
            teacher, _, unit, subject = item.entry
            made = []
            row = None
            if subject is not None:
                row, created = self._unit_subject(unit, subject, application)
                made += [["unit_subject", row.pk]] if created else []
            duty = self._insert(teacher, unit, row, application)
            made.append([duty._meta.model_name, duty.pk])
            application.changes.append(application.made(teacher.entry, made=made))
            application.progress()
        application.finish()

    def _unit_subject(self, unit, subject, application):
        row = UnitSubject.objects.filter(unit=unit, subject=subject).first()
        if row is not None:
            return row, False
        row = UnitSubject(organization=self.organization, unit=unit, subject=subject)
        return record(row, by=application.by, reason=application.reason), True

    def _insert(self, teacher, unit, row, application):
        place = {"unit": unit} if row is None else {"unit_subject": row}
        common = {"organization": self.organization} | place
        if teacher.membership is None:
            duty = RosterDuty(entry=teacher.entry, **common)
        else:
            model = UnitLeadership if row is None else Teaching
            duty = model(membership=teacher.membership, starts_on=application.today, **common)
        return record(duty, by=application.by, reason=application.reason)


def _duty(row, unit, subject):
    """None where a row names a unit or subject that is not there."""
    if unit is None or (subject is None and not row["leads"]):
        return None
    return ("leads", unit.pk) if row["leads"] else ("teaches", unit.pk, subject.pk)


def _teachers(organization):
    """By the first word of the name, each with the duties of today."""
    found, by_user = defaultdict(list), {}
    members = (
        Membership.objects.current()
        .filter(organization=organization, role__in=STAFF_ROLES)
        .select_related("user")
    )
    # Of several roles the teaching one bears the duties.
    for row in sorted(members, key=lambda row: Role(row.role) not in TEACHING_ROLES):
        if row.user_id not in by_user:
            by_user[row.user_id] = Teacher(row.user.search_name, membership=row)
    entries = RosterEntry.objects.filter(
        organization=organization, role=Role.STAFF
    ).prefetch_related("duties__unit_subject")
    for entry in entries:
        if teacher := by_user.get(entry.user_id):
            teacher.entry = entry
        else:
            by_user[("entry", entry.pk)] = Teacher(
                entry.search_name,
                entry=entry,
                duties={_of_duty(duty) for duty in entry.duties.all()},
            )
    _add_present_duties(organization, by_user)
    for teacher in by_user.values():
        found[teacher.name.split()[0]].append(teacher)
    return found


def _of_duty(duty):
    if duty.unit_id:
        return ("leads", duty.unit_id)
    return ("teaches", duty.unit_subject.unit_id, duty.unit_subject.subject_id)


def _add_present_duties(organization, by_user):
    rows = UnitLeadership.objects.current().filter(organization=organization)
    for user, unit in rows.values_list("membership__user_id", "unit_id"):
        if user in by_user:
            by_user[user].duties.add(("leads", unit))
    rows = Teaching.objects.current().filter(organization=organization)
    columns = ("membership__user_id", "unit_subject__unit_id", "unit_subject__subject_id")
    for user, unit, subject in rows.values_list(*columns):
        if user in by_user:
            by_user[user].duties.add(("teaches", unit, subject))
