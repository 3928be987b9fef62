"""Loaders of the acknowledgement pages: strangers get 404, members without the right 403."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from memberships.permissions import decide
from memberships.standing import Standing
from organizations import access as organizations
from regulations.access import READ, organization_for
from regulations.acknowledging.people import counts, lines_of_unit, units_asked
from regulations.models import Acknowledgement
from regulations.queries import version_in_force
from sferum_portal.lib.errors import Denied, DomainError

LIST, KEEP = "organizations.list_acknowledgements", "organizations.keep_acknowledgements"


def version_to_read(organization):
    """The regulation in force; DomainError while there is none."""
    version = version_in_force(organization)
    if version is None:
        raise DomainError("Знакомиться пока не с чем: положение ещё не действует.")
    return version


def units_for(user, slug):
    """The organization and those of its units whose acknowledgement this person sees."""
    organization = organization_for(user, slug)
    standing, units = Standing(user, organization), list(units_asked(organization))
    for unit in units:
        unit.organization = organization
    if user.is_superuser or decide(standing, LIST, organization):
        return organization, units
    own = [unit for unit in units if decide(standing, KEEP, unit)]
    if not own:
        raise Denied(decide(standing, LIST, organization))
    return organization, own


def unit_for(user, slug, pk):
    return organizations.unit_for(user, slug, pk, KEEP)


def rows_of_units(version, units):
    """``[{unit, asked, done, left, overdue}]`` in a fixed number of queries."""
    numbers = counts(version, units)
    rows = []
    for unit in units:
        asked, done, overdue = numbers[unit.pk]
        rows.append(
            {"unit": unit, "asked": asked, "done": done, "left": asked - done, "overdue": overdue}
        )
    return rows


def total_of(rows):
    """The sum of such rows. A person of two units is asked in both of them."""
    return {name: sum(row[name] for row in rows) for name in ("asked", "done", "left", "overdue")}


def rows_of_unit(version, unit):
    """(who has not, who has): the lines of the unit with their people."""
    found = lines_of_unit(version, unit)
    for line in found:
        line.due = line.due_on(version)
    return [line for line in found if not line.done], [line for line in found if line.done]


def acknowledgement_for(user, slug, pk):
    """A mark of paper, for who keeps the sheet of its unit."""
    organization = organization_for(user, slug, READ)
    rows = Acknowledgement.objects.select_related("unit__school_year", "organization", "user")
    mark = get_object_or_404(rows, organization=organization, pk=pk)
    if mark.unit is None:
        raise Http404
    organizations.unit_for(user, slug, mark.unit_id, KEEP)
    return mark
