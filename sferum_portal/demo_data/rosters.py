"""The organization's own lists, as if they had come from files: most of the waiting are in them."""

from memberships.models import FamilyLink, JoinRequest, Membership, RosterEntry
from memberships.roles import STAFF_ROLES, Role
from memberships.services.matching import match_again
from sferum_portal.lib.history import record_many
from sferum_portal.lib.text import search_form

#: Of so many waiting people one is missing in the lists.
MISSING = 4
NAMES = ("surname", "given_name", "patronymic")
REASON = "Список из файла"


def enter_rosters(plan):
    """Entries of all who belong to the organization, and of most who ask to; then the piles."""
    organization = plan.organization
    current = Membership.objects.current().filter(organization=organization)
    learners = current.filter(role=Role.LEARNER).select_related("user").order_by("pk")
    children = _write(
        plan,
        [
            _entry(plan, Role.LEARNER, row.user, membership=row, unit_id=row.unit_id)
            for row in learners
        ],
    )
    by_child = {entry.user_id: entry for entry in children}
    links = FamilyLink.objects.current().filter(organization=organization)
    parents = [
        _entry(plan, Role.PARENT, link.parent, child=by_child[link.child_id], user=link.parent)
        for link in links.select_related("parent").order_by("pk")
        if link.child_id in by_child
    ]
    staff = {
        row.user_id: _entry(plan, Role.STAFF, row.user, membership=row, post=row.post)
        for row in current.filter(role__in=STAFF_ROLES).select_related("user").order_by("-pk")
    }
    _write(plan, [*parents, *staff.values(), *_expected(plan, by_child)])
    match_again(organization=organization)


def _expected(plan, by_child):
    """Entries of people who ask to join; the roster does not know every fourth."""
    waiting = JoinRequest.objects.pending().filter(organization=plan.organization)
    for number, request in enumerate(waiting.select_related("applicant").order_by("pk")):
        if number % MISSING == MISSING - 1:
            continue
        person = request.applicant
        contact = {"phone": person.phone or "", "email": person.email or ""}
        if request.role == Role.PARENT and request.child_id in by_child:
            yield _entry(plan, Role.PARENT, person, child=by_child[request.child_id], **contact)
        elif request.role in STAFF_ROLES:
            yield _entry(plan, Role.STAFF, person, post=request.post, **contact)


def _entry(plan, role, person, *, membership=None, user=None, **fields):
    entry = RosterEntry(
        organization=plan.organization,
        role=role,
        user=membership.user if membership else user,
        membership=membership,
        **{name: getattr(person, name) for name in NAMES},
        **fields,
    )
    entry.search_name = search_form(entry.full_name)
    return entry


def _write(plan, entries):
    return record_many(RosterEntry, entries, by=plan.operator, reason=REASON)
