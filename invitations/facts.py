"""What `invitations.alarms` asks about the uses of links, read with a fixed number of queries."""

from collections import Counter, defaultdict

from django.db.models import Count, Q, prefetch_related_objects
from django.utils import timezone

from invitations.alarms import Link, Use
from invitations.models import Redemption
from invitations.succession import newest_of
from memberships.models import FamilyLink, JoinRequest, Membership, RosterEntry
from memberships.roles import STAFF_ROLES, Role


def facts_of(invitations):
    """``[(Link, [Use, …]), …]`` for these links, in their order."""
    uses = (
        Redemption.objects.filter(invitation__in=invitations)
        .select_related("user", "join_request__entry__child__unit", "join_request__entry__unit")
        .order_by("created_at", "pk")
    )
    again = newest_of([row.join_request_id for row in uses])
    by_link = defaultdict(list)
    for row in uses:
        # What was asked again waits in place of the former.
        row.join_request = again.get(row.join_request_id, row.join_request)
        row.join_request.applicant = row.user
        by_link[row.invitation_id].append(row)
    roles = {invitation.pk: invitation.role for invitation in invitations}
    people = _People(
        row.join_request
        for rows in by_link.values()
        for row in rows
        if row.join_request.is_pending and roles[row.invitation_id] in (Role.LEARNER, Role.PARENT)
    )
    expected = _expected(invitations)
    prefetch_related_objects(list(invitations), "unit__organization")
    return [
        (
            Link(invitation.role, expected[_place(invitation)], invitation.unit.may_be_primary),
            [_use(row, people) for row in by_link[invitation.pk]],
        )
        for invitation in invitations
    ]


def _use(row, people):
    request = row.join_request
    more = people.about(request) if request.is_pending else {}
    return Use(
        request=request.pk,
        name=row.user.full_name,
        at=timezone.localtime(row.created_at),
        is_pending=request.is_pending,
        pile=request.pile,
        **more,
    )


# --- How many there may be ------------------------------------------------------------------------


def _place(invitation):
    staff = invitation.role in STAFF_ROLES
    return ("staff", invitation.organization_id) if staff else ("unit", invitation.unit_id)


def _expected(invitations):
    """How many learners a unit has, or staff an organization: by its lists or on the portal."""
    units = {each.unit_id for each in invitations if each.role not in STAFF_ROLES}
    offices = {each.organization_id for each in invitations if each.role in STAFF_ROLES}
    found = Counter()
    for everybody, staff in (
        (RosterEntry.objects.filter(missing_since=None), [Role.STAFF]),
        (Membership.objects.current(), STAFF_ROLES),
    ):
        rows = everybody.filter(
            Q(role=Role.LEARNER, unit__in=units) | Q(role__in=staff, organization__in=offices)
        )
        numbers = rows.values_list("role", "unit", "organization").annotate(Count("pk")).order_by()
        counts = Counter()
        for role, unit, organization, number in numbers:
            counts[("unit", unit) if role == Role.LEARNER else ("staff", organization)] += number
        for place, number in counts.items():
            found[place] = max(found[place], number)
    return found


# --- Who the people are ---------------------------------------------------------------------------


class _People:
    """What portal and roster know of those who wait, read at once for all of them."""

    def __init__(self, requests):
        requests = list(requests)
        self.organizations = {request.organization_id for request in requests}
        self._read_roles(requests)
        self._read_roster([row for row in requests if row.role == Role.LEARNER])
        self._read_families([row for row in requests if row.role == Role.PARENT])

    def about(self, request):
        facts = {"elsewhere": self._elsewhere(request)}
        if request.role == Role.LEARNER:
            facts |= self._adult(request)
        elif request.role == Role.PARENT:
            facts["parents"] = len(self.parents[_child(request)] | {request.applicant_id})
        return facts

    def _read_roles(self, requests):
        self.adult_roles, self.learning = {}, defaultdict(list)
        people = {request.applicant_id for request in requests}
        rows = Membership.objects.current().filter(user__in=people)
        for row in rows.select_related("organization", "unit").order_by("pk"):
            if row.role == Role.LEARNER:
                self.learning[row.user_id, row.organization_id].append(row.unit)
            else:
                self.adult_roles.setdefault(row.user_id, row.role_label.lower())

    def _read_roster(self, requests):
        self.adult_names, self.learner_names, self.contacts = {}, set(), defaultdict(list)
        people = [request.applicant for request in requests]
        rows = RosterEntry.objects.filter(organization__in=self.organizations).filter(
            Q(search_name__in={person.search_name for person in people})
            | Q(phone__in={person.phone for person in people if person.phone})
            | Q(email__in={person.email for person in people if person.email})
        )
        for row in rows.select_related("organization").order_by("pk"):
            name = (row.organization_id, row.search_name)
            if row.role == Role.LEARNER:
                self.learner_names.add(name)
                continue
            self.adult_names.setdefault(name, row.role_label.lower())
            for contact in filter(None, (row.phone, row.email)):
                self.contacts[row.organization_id, contact].append(row)

    def _adult(self, request):
        person, organization = request.applicant, request.organization_id
        name = (organization, person.search_name)
        owners = [
            row
            for contact in filter(None, (person.phone, person.email))
            for row in self.contacts[organization, contact]
        ]
        return {
            "adult_role": self.adult_roles.get(request.applicant_id, ""),
            "adult_name": self.adult_names.get(name, ""),
            "has_learner_namesake": name in self.learner_names,
            "adult_contact": owners[0].role_label.lower() if owners else "",
            "is_own_parents_contact": bool(owners)
            and all(
                row.child_id is not None and row.child_id == request.entry_id for row in owners
            ),
        }

    def _read_families(self, requests):
        """Whose parents there are already, and who asks to be one."""
        self.parents = defaultdict(set)
        children = {request.child_id for request in requests} - {None}
        links = FamilyLink.objects.current().filter(
            organization__in=self.organizations, child__in=children
        )
        for organization, child, parent in links.values_list("organization", "child", "parent"):
            self.parents[organization, child].add(parent)
        asking = JoinRequest.objects.pending().filter(
            Q(child__in=children)
            | Q(
                child=None,
                unit__in={request.unit_id for request in requests},
                child_search_name__in={request.child_search_name for request in requests},
            ),
            organization__in=self.organizations,
            role=Role.PARENT,
        )
        for request in asking:
            self.parents[_child(request)].add(request.applicant_id)

    def _elsewhere(self, request):
        entry = request.entry if request.pile else None
        if request.role == Role.LEARNER:
            units = self.learning[request.applicant_id, request.organization_id]
            if units and request.unit_id not in {unit.pk for unit in units}:
                return str(units[0])
        elif entry is not None and request.child_id is not None:
            # The child was found here, or is named by the link itself.
            return ""
        place = (entry.child or entry).unit if entry is not None else None
        return str(place) if place is not None and place.pk != request.unit_id else ""


def _child(request):
    """One child, found in the unit's list or only named."""
    if request.child_id is not None:
        return request.organization_id, request.child_id
    return request.unit_id, request.child_search_name
