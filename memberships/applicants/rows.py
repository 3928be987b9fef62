"""The applicant's own requests, made ready for their cards with a fixed number of queries."""

from memberships.models import JoinRequest
from memberships.services.applicants import tries_of, why_not_again
from memberships.states import next_step, state_of


def own_requests(user):
    """The person's own join requests, newest first, with all that `prepared` reads."""
    return (
        JoinRequest.objects.filter(applicant=user)
        .select_related("organization", "unit__school_year", "decided_by", "child")
        .select_related("membership", "successor")
        .order_by("-created_at", "-pk")
    )


def prepared(rows, user):
    """The rows, each with ``state``, ``advice`` and ``may_ask_again``."""
    rows, tries = list(rows), tries_of(user)
    for row in rows:
        row.state, row.advice = state_of(row), next_step(row)
        row.may_ask_again = not why_not_again(row, tries)
    return rows
