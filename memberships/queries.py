"""Reads that need joins: names, families, the queue."""

from collections import defaultdict

from django.db.models import Q

from memberships.models import FamilyLink, JoinRequest, Membership, RefusalReason
from memberships.permissions import decide
from memberships.roles import FAMILY_ROLES, Role
from sferum_portal.lib.text import search_form


def reasons_for(organization, role):
    """The organization's own reasons for refusing whoever asks for this role, in their order."""
    return RefusalReason.objects.active().filter(organization=organization).suiting(role)


def learners_named(unit, name):
    """The unit's learners whose name holds every word of ``name`` as a word of its own."""
    words = search_form(name).split()
    candidates = Q()
    for word in words:
        candidates &= Q(user__search_name__contains=word)
    rows = (
        Membership.objects.current()
        .filter(candidates, unit=unit, role=Role.LEARNER)
        .select_related("user")[:20]
    )
    return [row for row in rows if set(words) <= set(row.user.search_name.split())]


def requests_to_decide(standing):
    """The requests of the organization that this person may decide, in any state.

    The same people as the right `memberships.decide_joinrequest`, as a join.
    """
    rows = JoinRequest.objects.filter(organization=standing.organization)
    rows = rows.exclude(applicant=standing.user.pk)
    if decide(standing, "organizations.decide_joinrequests", standing.organization):
        return rows
    if not standing.organization.leaders_decide:
        return rows.none()
    return rows.filter(role__in=FAMILY_ROLES, unit__in=standing.led_in_confirmed_role)


def families_of_units(organization, unit_ids):
    """How many parents of how many families each unit has: ``{unit_id: (parents, families)}``.

    A family is all that hang together by links within the unit: two parents apart with a common
    child are one family, so are the parents of twins. Three queries for any number of units.
    """
    current = Membership.objects.current().filter(organization=organization)
    learners = current.filter(unit_id__in=unit_ids, role=Role.LEARNER)
    parents = set(current.filter(role=Role.PARENT).values_list("user_id", flat=True))
    parents_of = defaultdict(set)
    for parent, child in (
        FamilyLink.objects.current()
        .filter(organization=organization, child__in=learners.values("user"))
        .values_list("parent_id", "child_id")
    ):
        if parent in parents:
            parents_of[child].add(parent)
    pairs = {unit_id: [] for unit_id in unit_ids}
    for child, unit_id in learners.values_list("user_id", "unit_id"):
        pairs[unit_id] += [(parent, child) for parent in parents_of[child]]
    return {
        unit_id: (len({parent for parent, _ in found}), _count_families(found))
        for unit_id, found in pairs.items()
    }


def _count_families(pairs):
    """Connected components of the graph of parents and children."""
    root = {}

    def find(node):
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for parent, child in pairs:
        root[find(("parent", parent))] = find(("child", child))
    return len({find(node) for node in list(root)})
