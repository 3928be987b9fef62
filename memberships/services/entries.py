"""A person leaves the place that the roster kept for them (`acceptance` lets them take it).

A part of `decisions`: it asks no right, its callers did.
"""

from memberships.models import FamilyLink, Membership, RosterEntry
from sferum_portal.lib.history import record

RESTRICTION = ["restricted_on", "restriction_basis"]


def acceptance_reason(join_request):
    """What the history says of all rows that an acceptance makes, closes or changes."""
    return f"Заявка № {join_request.pk}"


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
            membership = _reopen(pk, join_request, by, reason)
            entry.user, entry.membership = membership.user, membership
        elif name == "replaced_link":
            _reopen_link(pk, join_request, by, reason)
        elif name == "past_restriction":
            _give_back_restriction(pk, join_request, by, reason)
        else:
            left.append([name, pk])
    record(entry, by=by, reason=reason, fields=["user", "membership"])
    join_request.made = left


def _reopen(pk, join_request, by, reason):
    row = Membership.objects.get(pk=pk)
    row.ends_on = _end_before(row, join_request)
    return record(row, by=by, reason=reason, fields=["ends_on"])


def _end_before(row, join_request):
    """The day on which the row was to end before the acceptance closed it; mostly None."""
    closed = row.history.filter(history_change_reason=acceptance_reason(join_request)).first()
    before = closed and closed.prev_record
    return before.ends_on if before else None


def _reopen_link(pk, join_request, by, reason):
    """As it was, but restricted or not as the link is that stood in its place meanwhile."""
    link = _restricted_as_meanwhile(pk, join_request)
    link.ends_on = _end_before(link, join_request)
    return record(link, by=by, reason=reason, fields=["ends_on", *RESTRICTION])


def _give_back_restriction(pk, join_request, by, reason):
    """The link is over, what became of its restriction meanwhile holds for it too."""
    link = _restricted_as_meanwhile(pk, join_request)
    return record(link, by=by, reason=reason, fields=RESTRICTION)


def _restricted_as_meanwhile(pk, join_request):
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
    if meanwhile is not None:
        link.restricted_on = meanwhile.restricted_on
        link.restriction_basis = meanwhile.restriction_basis
    return link
