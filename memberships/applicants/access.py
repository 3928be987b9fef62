"""Loaders for applicants: by a private code without an account, by number for the signed-in."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404

from memberships.models import JoinRequest
from memberships.queries import organizations_to_apply_to, units_to_apply_for
from memberships.roles import Role
from memberships.services.applicants import roles_to_apply_for
from memberships.services.codes import find_by_code
from sferum_portal.lib.codes import read_code
from sferum_portal.lib.errors import TooManyTries
from sferum_portal.lib.throttle import within_limit

#: Unknown codes that one address may try in an hour; a whole school sits behind one.
MOST_GUESSES = 40
#: Requests without a link from one address in an hour: a computer room applies together.
MOST_APPLICATIONS = 40
HOUR = timedelta(hours=1)
LONGEST_CODE = 40


def request_by_code(code, visitor):
    """The request of a private code; an unknown one does not exist (404).

    TooManyTries once a visitor (their address) has tried too many unknown ones. A right one opens
    all the same: nobody guesses 60 bits, and many families share one address with a mischief.
    """
    name = f"request codes {visitor}"
    read = read_code(code) if len(code) <= LONGEST_CODE else None
    if read and (join_request := find_by_code(read)):
        return join_request
    if not within_limit(name, limit=MOST_GUESSES, period=HOUR):
        raise TooManyTries("Слишком много неверных кодов. Попробуйте через час.")
    raise Http404


def own_request(user, pk):
    """A request of this person; any other is not there."""
    rows = JoinRequest.objects.select_related(
        "organization", "unit__school_year", "applicant", "membership", "successor"
    )
    return get_object_or_404(rows, pk=pk, applicant=user)


def organization_to_apply_to(slug):
    """An organization that takes requests without a link; any other is not there."""
    return get_object_or_404(organizations_to_apply_to(), slug=slug)


def place_to_apply_for(slug, role, unit_pk):
    """The role and unit of an application as ``(role, unit)``; what is not offered is not there."""
    units = units_to_apply_for(organization_to_apply_to(slug))
    unit = next((unit for unit in units if unit.pk == unit_pk), None)
    if unit is None or role not in roles_to_apply_for(unit):
        raise Http404
    return Role(role), unit


def count_application(visitor):
    """DomainError once a visitor has sent too many applications within the hour."""
    if not within_limit(f"applications {visitor}", limit=MOST_APPLICATIONS, period=HOUR):
        raise TooManyTries("Отсюда сегодня подано слишком много заявок. Попробуйте через час.")
