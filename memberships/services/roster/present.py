"""The present state of one organization, as a file is compared with it. Reads only."""

from collections import defaultdict

from memberships.models import FamilyLink, Membership, RosterEntry
from memberships.roles import STAFF_ROLES, Role
from memberships.services.roster.compare import Known
from organizations.models import Unit

COLUMNS = "surname given_name patronymic post phone email external_id relation".split()


def known_learners(organization):
    """Learners on the roster and in units that are not over, each with the known parents.

    Four queries.
    """
    known, held, left_behind = [], set(), set()
    entries = _entries(organization, Role.LEARNER).select_related("unit__school_year")
    for entry in entries.iterator(chunk_size=1000):
        known.append(_known_entry(entry, "learner"))
        held.add(entry.membership_id)
        # Who was taken over into the new year by hand still stands in the old unit's list.
        if entry.unit.is_over:
            left_behind.add(entry.user_id)
    members = (
        Membership.objects.current()
        .filter(organization=organization, role=Role.LEARNER)
        .filter(unit__in=Unit.objects.not_over())
        .exclude(pk__in=held - {None})
        .exclude(user__in=left_behind - {None})
        .select_related("user", "unit")
    )
    known += [_known_member(row, "learner") for row in members]
    _add_parents(organization, known)
    return known


def known_staff(organization):
    entries = list(_entries(organization, Role.STAFF))
    known = [_known_entry(entry, "staff") for entry in entries]
    claimed = {entry.user_id for entry in entries} - {None}
    seen = set()
    members = (
        Membership.objects.current()
        .filter(organization=organization, role__in=STAFF_ROLES)
        .exclude(user__in=claimed)
        .select_related("user")
        .order_by("user", "pk")
    )
    for row in members:
        # One person may hold several roles.
        if row.user_id not in seen:
            seen.add(row.user_id)
            known.append(_known_member(row, "staff"))
    return known


def _entries(organization, role):
    return RosterEntry.objects.filter(organization=organization, role=role)


def _known_entry(entry, role):
    values = {name: getattr(entry, name) for name in COLUMNS}
    values["birth_date"] = entry.birth_date.isoformat() if entry.birth_date else ""
    values["unit"] = _unit_name(entry.unit) if entry.unit_id else ""
    return Known(
        role,
        values,
        entry=entry.pk,
        user=entry.user_id,
        membership=entry.membership_id,
        unit=entry.unit_id,
    )


def _unit_name(unit):
    """A unit that is over has its year: groups of every year are called the same."""
    return f"{unit.name} ({unit.school_year})" if unit.is_over else unit.name


def _known_member(row, role):
    user = row.user
    values = {name: getattr(user, name) for name in ("surname", "given_name", "patronymic")}
    if role == "learner":
        values["unit"] = row.unit.name
    return Known(role, values, user=user.pk, membership=row.pk, unit=row.unit_id)


def _add_parents(organization, known):
    """Entries of parents by the child's entry, linked parents without one by the child."""
    by_entry, by_user = {}, defaultdict(list)
    for each in known:
        if each.entry:
            by_entry[each.entry] = each
        if each.user:
            by_user[each.user].append(each)
    claimed = set()
    for entry in _entries(organization, Role.PARENT).iterator(chunk_size=1000):
        if child := by_entry.get(entry.child_id):
            child.parents.append(_known_entry(entry, "parent"))
            claimed.add((entry.user_id, child.user))
    links = FamilyLink.objects.current().filter(organization=organization).select_related("parent")
    for link in links:
        if (link.parent_id, link.child_id) in claimed:
            continue
        names = {name: getattr(link.parent, name) for name in COLUMNS[:3]}
        for child in by_user.get(link.child_id, ()):
            child.parents.append(Known("parent", names, user=link.parent_id))
