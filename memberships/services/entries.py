"""A person leaves the place that the roster kept for them (`acceptance` lets them take it).

A part of `decisions`: it asks no right, its callers did.
"""

from memberships.models import FamilyLink, Membership, RosterEntry
from sferum_portal.lib.history import record


def release_entry(*, join_request, by, reason):
    """The entry waits again, a child without an account is back in its place.

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
            _reopen(FamilyLink, pk, by, reason)
        else:
            left.append([name, pk])
    record(entry, by=by, reason=reason, fields=["user", "membership"])
    join_request.made = left


def _reopen(model, pk, by, reason):
    row = model.objects.get(pk=pk)
    row.ends_on = None
    return record(row, by=by, reason=reason, fields=["ends_on"])
