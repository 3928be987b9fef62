"""A person leaves the place that the roster kept for them (`acceptance` lets them take it).

A part of `decisions`: it asks no right, its callers did.
"""

from memberships.models import FamilyLink, Membership, RosterEntry
from sferum_portal.lib.history import record


def release_entry(*, join_request, by, reason):
    """The entry waits again, a child without an account is back in its place.

    Takes what it undoes out of ``join_request.made``.
    """
    # Somebody else may be taking or giving back the same place: look under its lock.
    found = RosterEntry.objects.select_for_update().filter(pk=join_request.entry_id)
    entry = found.filter(user_id=join_request.applicant_id).first()
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
