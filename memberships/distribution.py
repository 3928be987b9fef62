"""Who leads which unit today, as lines of an order, and what differs from the approved ones."""

import hashlib
import json
from collections import defaultdict

from memberships.models import Distribution, UnitLeadership
from organizations.models import SchoolYear, Unit


def year_to_distribute(organization):
    """The latest school year that is not over: in August the coming one is distributed."""
    units = Unit.objects.not_over().filter(organization=organization, school_year__isnull=False)
    return (
        SchoolYear.objects.filter(pk__in=units.values("school_year")).order_by("-starts_on").first()
    )


def lines_of(school_year):
    """``[[unit, [full name, …]], …]`` of all units of the year; two queries."""
    leaders = defaultdict(list)
    leading = UnitLeadership.objects.filter(unit__school_year=school_year).current()
    for row in leading.select_related("membership__user").order_by("membership__user__search_name"):
        leaders[row.unit_id].append(row.membership.user.full_name)
    units = Unit.objects.filter(school_year=school_year).order_by("grade", "name", "pk")
    return [[unit.name, leaders[unit.pk]] for unit in units]


def fingerprint(lines):
    """Whether the head approves what was shown."""
    text = json.dumps(lines, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def approved(school_year):
    """The distribution in force: the latest one of the year, if there is one."""
    return Distribution.objects.filter(school_year=school_year).first()


def drift(distribution, lines=None):
    """What has changed since the approval: ``[(unit, approved names, names today)]``."""
    then = dict(distribution.lines)
    today = dict(lines_of(distribution.school_year) if lines is None else lines)
    return [
        (unit, then.get(unit, []), today.get(unit, []))
        for unit in dict.fromkeys([*then, *today])
        if then.get(unit, []) != today.get(unit, [])
    ]
