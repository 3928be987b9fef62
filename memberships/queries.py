"""Reads that need joins: names, families, the queue."""

from collections import defaultdict

from django.db.models import F, Q

from memberships.models import FamilyLink, Membership
from memberships.roles import Role
from organizations.models import Organization, Unit
from sferum_portal.lib.admin.lists import MOST_WORDS, every_word
from sferum_portal.lib.text import search_form


def organizations_to_apply_to(text=""):
    """Those that take requests without a link; each word of ``text`` in the name or settlement."""
    paths = ("short_name", "full_name", "settlement")
    named = every_word(text.split()[:MOST_WORDS], (), paths)
    return Organization.objects.taking_applications().filter(named).order_by("short_name", "pk")


def units_to_apply_for(organization):
    """«Сотрудники» first, then the units of this year and of a coming one."""
    units = list(
        Unit.objects.not_over()
        .filter(organization=organization)
        .order_by(F("school_year__starts_on").asc(nulls_first=True), "grade", "name")
    )
    for unit in units:
        unit.organization = organization
    return units


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
