"""A person takes the place that the roster keeps for them, and leaves it again.

Parts of `decisions`: they ask no right, their callers did.
"""

from django.utils import timezone

from memberships.models import FamilyLink, Membership, RosterEntry, Teaching, UnitLeadership
from memberships.roles import Role
from memberships.services.rows import close
from sferum_portal.lib.history import record


def claim_entry(*, join_request, by, reason):
    """Let the applicant stand for the matched entry; returns what this made, as ``made`` keeps it.

    A learner without an account makes room for the one who has joined: families follow.
    """
    if join_request.pile != "matched" or join_request.entry_id is None:
        return []
    entry = RosterEntry.objects.select_for_update().get(pk=join_request.entry_id)
    if join_request.role == Role.PARENT and entry.role != Role.PARENT:
        return []
    made = []
    if entry.role == Role.LEARNER and entry.user_id != join_request.applicant_id:
        made += _replace_child(entry, join_request, by, reason)
    elif entry.user_id not in (None, join_request.applicant_id):
        return []
    entry.user, entry.membership = join_request.applicant, join_request.membership
    record(entry, by=by, reason=reason, fields=["user", "membership"])
    return made + _take_duties(entry, join_request.membership, by, reason)


def _replace_child(entry, join_request, by, reason):
    child, made = entry.user, []
    if child is None or child.has_account:
        return made
    here = {"organization_id": entry.organization_id}
    for row in Membership.objects.current().filter(user=child, role=Role.LEARNER, **here):
        close(row, by=by, reason=reason)
        made.append(["replaced", row.pk])
    for link in FamilyLink.objects.current().filter(child=child, **here):
        close(link, by=by, reason=reason)
        moved = FamilyLink(
            parent_id=link.parent_id,
            child=join_request.applicant,
            starts_on=timezone.localdate(),
            restricted_on=link.restricted_on,
            restriction_basis=link.restriction_basis,
            **here,
        )
        record(moved, by=by, reason=reason)
        made += [["replaced_link", link.pk], ["family_link", moved.pk]]
    return made


def _take_duties(entry, membership, by, reason):
    made, today = [], timezone.localdate()
    for duty in entry.duties.select_related("unit", "unit_subject__unit"):
        place = duty.unit or duty.unit_subject.unit
        if place.is_over:
            continue
        common = {"membership": membership, "organization_id": entry.organization_id}
        if duty.unit_id:
            row, name = UnitLeadership(unit=duty.unit, starts_on=today, **common), "leadership"
        else:
            row = Teaching(unit_subject=duty.unit_subject, starts_on=today, **common)
            name = "teaching"
        record(row, by=by, reason=reason)
        made.append([name, row.pk])
    return made


def release_entry(*, join_request, by, reason):
    """The reverse: the entry waits again, a child without an account is back in its place.

    Takes what it undoes out of ``join_request.made``.
    """
    entry = RosterEntry.objects.filter(
        pk=join_request.entry_id, user_id=join_request.applicant_id
    ).first()
    if entry is None:
        return
    entry.user = entry.membership = None
    left = []
    for name, pk in join_request.made:
        if name == "replaced":
            membership = _reopen(Membership, pk, by, reason)
            entry.user, entry.membership = membership.user, membership
        elif name == "replaced_link":
            _reopen_link(pk, join_request, by, reason)
        else:
            left.append([name, pk])
    record(entry, by=by, reason=reason, fields=["user", "membership"])
    join_request.made = left


def _reopen(model, pk, by, reason):
    row = model.objects.get(pk=pk)
    row.ends_on = None
    return record(row, by=by, reason=reason, fields=["ends_on"])


def _reopen_link(pk, join_request, by, reason):
    """As it was, but restricted or not as the link is that stood in its place meanwhile."""
    link = FamilyLink.objects.get(pk=pk)
    meanwhile = (
        FamilyLink.objects.filter(
            organization_id=link.organization_id,
            parent_id=link.parent_id,
            child_id=join_request.applicant_id,
        )
        .order_by("-pk")
        .first()
    )
    link.ends_on = None
    if meanwhile is not None:
        link.restricted_on = meanwhile.restricted_on
        link.restriction_basis = meanwhile.restriction_basis
    return record(
        link, by=by, reason=reason, fields=["ends_on", "restricted_on", "restriction_basis"]
    )
