"""Who is asked to get acquainted with a version, in which unit, by which day, and who has.

Staff answer for themselves. A family answers by its parents: by any of them or by each, as the
organization has decided; a learner for whom the portal knows no parent answers alone. Nothing of
this is stored: who joins is asked, who leaves is not.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from memberships.models import FamilyLink, Membership
from memberships.roles import STAFF_ROLES, Role
from organizations.models import Unit
from regulations.models import Acknowledgement, Document

#: What is read by everybody; other papers are shown to whom they concern by hand.
READ_BY_ALL = (Document.Kind.REGULATION,)


@dataclass
class Line:
    """One line of a sheet: the asked person, or the child for whom a family is asked.

    ``covering``: whose ticks count. ``done`` is the one that did, ``by`` who made it.
    """

    unit_id: int
    user_id: int
    since: object
    covering: frozenset
    is_family: bool = False
    done: Acknowledgement | None = None
    user: object = None
    by: object = field(default=None)

    def due_on(self, version):
        """The last day of the term: counted from joining, or from when there was what to read."""
        return max(self.since, asked_since(version)) + timedelta(
            days=version.organization.acknowledgement_days
        )


def asked_since(version):
    return max(version.effective_from, timezone.localdate(version.approved_at))


def approvers_of(version):
    """The ids of those who are not asked: whoever has approved it knows it.

    Of a draft these are the heads of today, one of whom will.
    """
    if not version.is_draft:
        return {version.approved_by_id}
    heads = Membership.objects.current().filter(
        organization_id=version.organization_id, role=Role.HEAD
    )
    return set(heads.values_list("user_id", flat=True))


def units_asked(organization):
    """«Сотрудники» and the units of the running year, in their order."""
    units = Unit.objects.current().filter(organization=organization)
    return units.select_related("school_year").order_by("-kind", "grade", "name", "pk")


def lines(version, units):
    """The lines of these units without people's names; five queries for any number of them."""
    organization = version.organization
    current = Membership.objects.current().filter(organization=organization)
    unit_ids = {unit.pk for unit in units}
    marks, of_families = _marks(version)
    found = _staff(current.filter(unit__in=unit_ids).exclude(user__in=approvers_of(version)))
    found += _families(organization, current, unit_ids)
    for line in found:
        line.done = next((mark for mark in map(marks.get, sorted(line.covering)) if mark), None)
        # What a family has signed lies with the child; what the child has ticked is its own.
        line.done = line.done or of_families.get(line.user_id)
    return found


def lines_of_unit(version, unit):
    """The unit's lines with their people, by name."""
    found = lines(version, [unit])
    pks = {line.user_id for line in found} | {line.done.user_id for line in found if line.done}
    people = get_user_model().objects.in_bulk(pks)
    for line in found:
        line.user = people[line.user_id]
        line.by = people[line.done.user_id] if line.done else None
    return sorted(found, key=lambda line: (line.user.search_name, line.user_id))


def counts(version, units):
    """``{unit id: (asked, done, overdue)}`` in a fixed number of queries."""
    today, result = timezone.localdate(), {unit.pk: [0, 0, 0] for unit in units}
    for line in lines(version, units):
        numbers = result[line.unit_id]
        numbers[0] += 1
        if line.done:
            numbers[1] += 1
        elif line.due_on(version) < today:
            numbers[2] += 1
    return {pk: tuple(numbers) for pk, numbers in result.items()}


def _marks(version):
    """``{user id: own row}`` and ``{child's id: what the family has signed}``."""
    marks, of_families = {}, {}
    for row in Acknowledgement.objects.of_version(version):
        (of_families if row.for_family else marks)[row.user_id] = row
    return marks, of_families


def _staff(current):
    since = {}
    rows = current.filter(role__in=STAFF_ROLES, unit__kind=Unit.STAFF)
    for unit_id, user_id, starts_on in rows.values_list("unit_id", "user_id", "starts_on"):
        key = (unit_id, user_id)
        since[key] = min(starts_on, since.get(key, starts_on))
    return [
        Line(unit_id, user_id, day, frozenset([user_id]))
        for (unit_id, user_id), day in since.items()
    ]


def _families(organization, current, unit_ids):
    learners = list(
        current.filter(role=Role.LEARNER, unit__in=unit_ids)
        .exclude(unit__kind=Unit.STAFF)
        .values_list("unit_id", "user_id", "starts_on")
    )
    parents = _parents(organization, current, unit_ids)
    found = {}
    for unit_id, child, joined in learners:
        own = parents[child]
        if not own:
            found[unit_id, child] = Line(unit_id, child, joined, frozenset([child]))
        elif organization.each_acknowledges:
            for parent, since in own.items():
                earlier = found.get((unit_id, parent))
                day = min(since, earlier.since) if earlier else since
                found[unit_id, parent] = Line(unit_id, parent, day, frozenset([parent]))
        else:
            since = max(joined, min(own.values()))
            found[unit_id, child] = Line(unit_id, child, since, frozenset(own), is_family=True)
    return list(found.values())


def _parents(organization, current, unit_ids):
    """``{child: {parent: since when}}`` through links that nothing restricts."""
    joined = dict(
        current.filter(role=Role.PARENT).order_by("-starts_on").values_list("user_id", "starts_on")
    )
    children = current.filter(role=Role.LEARNER, unit__in=unit_ids).values("user")
    found = defaultdict(dict)
    for child, parent, starts_on in (
        FamilyLink.objects.current()
        .free()
        .filter(organization=organization, child__in=children)
        .values_list("child_id", "parent_id", "starts_on")
    ):
        if parent in joined:
            found[child][parent] = max(starts_on, joined[parent])
    return found
