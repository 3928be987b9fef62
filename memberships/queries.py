"""Reads that need joins: names, families, the queue."""

from collections import defaultdict

from django.db.models import F, Q

from memberships.models import (
    FamilyLink,
    JoinRequest,
    Membership,
    RefusalReason,
    RosterEntry,
    UnitLeadership,
)
from memberships.permissions import decide
from memberships.restrictions import without_restricted
from memberships.roles import FAMILY_ROLES, STAFF_ROLES, Role
from organizations.models import Organization, Unit
from sferum_portal.lib.admin.lists import MOST_WORDS, every_word
from sferum_portal.lib.text import search_form


def reasons_for(organization, role):
    """The organization's own reasons for refusing whoever asks for this role, in their order."""
    return RefusalReason.objects.active().filter(organization=organization).suiting(role)


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


def learners_of(unit):
    """The present memberships of the unit's learners, by name."""
    return (
        Membership.objects.current()
        .filter(unit=unit, role=Role.LEARNER)
        .select_related("user")
        .order_by("user__search_name", "pk")
    )


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
    rows = rows.not_of(standing.user)
    if decide(standing, "organizations.decide_joinrequests", standing.organization):
        return rows
    if not standing.organization.leaders_decide:
        return rows.none()
    return rows.filter(role__in=FAMILY_ROLES, unit__in=standing.led_in_confirmed_role)


def bulk_acceptable(join_requests):
    """Those (of a queryset) that may be accepted with a press for all of them.

    That the roster knows the name is too little (ADR 10): somebody has sent them a link, too.
    """
    matched = join_requests.filter(pile=JoinRequest.Pile.MATCHED)
    return without_restricted(matched.exclude(invited_by=None))


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
    child are one family, so are the parents of twins. Whom a restriction parts from the child is
    not counted: nothing of it reaches them. Three queries for any number of units.
    """
    current = Membership.objects.current().filter(organization=organization)
    learners = current.filter(unit_id__in=unit_ids, role=Role.LEARNER)
    parents = set(current.filter(role=Role.PARENT).values_list("user_id", flat=True))
    parents_of = defaultdict(set)
    for parent, child in (
        FamilyLink.objects.current()
        .free()
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


def learners_without_parents(unit):
    """How many of the unit's learners no parent has joined for yet, restricted ones included."""
    links = FamilyLink.objects.current().filter(organization=unit.organization_id)
    return learners_of(unit).exclude(user__in=links.values("child")).count()


def with_parents(organization, rows):
    """Set on memberships of learners ``parents``, the family links of those who have joined, and
    ``expected``, the entries of those whom the roster names and who have not; two queries.
    """
    rows = list(rows)
    expected = defaultdict(list)
    for entry in (
        RosterEntry.objects.filter(
            organization=organization,
            role=Role.PARENT,
            user=None,
            missing_since=None,
            child__user__in=[row.user_id for row in rows],
        )
        .select_related("child")
        .order_by("search_name", "pk")
    ):
        expected[entry.child.user_id].append(entry)
    parents_of = defaultdict(list)
    for link in (
        FamilyLink.objects.current()
        .filter(organization=organization, child__in=[row.user_id for row in rows])
        .select_related("parent")
        .order_by("parent__search_name", "pk")
    ):
        parents_of[link.child_id].append(link)
    for row in rows:
        row.parents, row.expected = parents_of[row.user_id], expected[row.user_id]
    return rows


def holders(organization, roles):
    """The present memberships of those who hold one of these roles, by name."""
    return (
        Membership.objects.current()
        .filter(organization=organization, role__in=roles)
        .select_related("user")
        .order_by("user__search_name", "pk")
    )


def addresses_of(organization, roles, *, but=None):
    """The e-mails of those who hold one of these roles today, without the person ``but``."""
    rows = holders(organization, roles).exclude(user__email=None).exclude(user=but)
    return sorted(set(rows.values_list("user__email", flat=True)))


def leaders_of(unit):
    """The present memberships of those who lead the unit."""
    leaderships = UnitLeadership.objects.current().filter(unit=unit)
    return (
        Membership.objects.current()
        .filter(pk__in=leaderships.values("membership"))
        .select_related("user", "organization")
        .order_by("user__search_name", "pk")
    )


def children_of(standing):
    """A parent's children here with their units: ``[(child, unit)]``, by name.

    Children from whom a restriction parts the person are not among them.
    """
    rows = Membership.objects.current().filter(
        organization=standing.organization, role=Role.LEARNER, user__in=standing.children
    )
    rows = rows.select_related("user", "unit__school_year").order_by("user__search_name", "pk")
    return [(row.user, row.unit) for row in rows]


def confirmations(organization, users):
    """``{user id: [basis, …]}`` of those whose role as staff is confirmed today; one query."""
    found = defaultdict(list)
    for user_id, basis in (
        Membership.objects.current()
        .filter(
            organization=organization,
            user__in=[user.pk for user in users],
            role__in=STAFF_ROLES,
            verified_at__isnull=False,
        )
        .order_by("pk")
        .values_list("user_id", "verification_basis")
    ):
        found[user_id].append(basis)
    return dict(found)


def restricted_people(organization, users):
    """Ids of those among them who are parted by a restriction, be they parent or child."""
    pks = {user.pk for user in users}
    links = FamilyLink.objects.current().restricted().filter(organization=organization)
    pairs = links.filter(Q(parent__in=pks) | Q(child__in=pks)).values_list("parent", "child")
    return {pk for pair in pairs for pk in pair} & pks
