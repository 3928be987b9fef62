"""Requests made again in place of those that came through a link: they are still the link's."""

from invitations.models import Invitation
from memberships.models import JoinRequest


def invitation_of(join_request):
    """The link through which this request or the first of those before it came; None for none."""
    while join_request is not None:
        if found := Invitation.objects.filter(redemptions__join_request=join_request).first():
            return found
        join_request = join_request.previous
    return None


def numbers_of(invitation):
    """Of all requests of a link: those that came through it and those made again in their place."""
    found, latest = set(), set(invitation.redemptions.values_list("join_request", flat=True))
    while latest:
        found |= latest
        latest = set(JoinRequest.objects.filter(previous__in=latest).values_list("pk", flat=True))
    return found


def newest_of(numbers):
    """``{number of a request: the newest one made in its place}``, for those that have one.

    A query for each time that somebody asked again (at most three), however many they are.
    """
    newest, first_of = {}, {number: number for number in numbers}
    while first_of:
        rows = JoinRequest.objects.filter(previous__in=first_of).select_related(
            "organization", "membership", "applicant", "entry__child__unit", "entry__unit"
        )
        following = {}
        for row in rows:
            first = first_of[row.previous_id]
            newest[first], following[row.pk] = row, first
        first_of = following
    return newest
