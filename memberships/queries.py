"""Reads that need joins: names, families, the queue."""

from collections import defaultdict

from django.db.models import Q

from memberships.models import FamilyLink, JoinRequest, Membership
from memberships.roles import Role
from sferum_portal.lib.text import search_form


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


def is_learner(user, organization):
    """Whether the person is taken for a child: a learner here, or nothing but a learner anywhere.

    Who has only asked to be a learner counts as one too.
    """
    current = Membership.objects.current().filter(user=user)
    held = list(current.values_list("organization_id", "role"))
    if (organization.pk, Role.LEARNER.value) in held:
        return True
    roles = {role for _, role in held}
    asked = JoinRequest.objects.pending().filter(applicant=user, role=Role.LEARNER)
    return roles == {Role.LEARNER.value} or (not roles and asked.exists())


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
