"""The facts that verbs need, made by the operator: dates, requests, links, orders."""

import datetime as dt

from django.utils import timezone

import invitations.services
import memberships.services
from memberships import grants
from memberships.distribution import fingerprint, lines_of
from memberships.models import (
    Membership,
    RefusalReason,
)
from memberships.roles import Role
from tests import factories as make


def today(days=0):
    return timezone.localdate() + dt.timedelta(days=days)


def membership_of(user):
    return Membership.objects.get(user=user)


def join_request(cast, **fields):
    return make.JoinRequestFactory(organization=cast.ours, **fields)


def parents_request(cast, **fields):
    usual = {"child_surname": "Иванов", "child_given_name": "Пётр", "unit": cast.unit}
    return join_request(cast, role=Role.PARENT, post="", **(usual | fields))


def refusal_reason(cast, number=0):
    """One of those that every organization begins with."""
    return RefusalReason.objects.filter(organization=cast.ours)[number]


def ended_reason(cast):
    return memberships.services.end_refusal_reason(reason=refusal_reason(cast), by=cast.operator)


def rejected(cast):
    return memberships.services.reject_join_request(
        join_request=join_request(cast), by=cast.operator, reason="Нет в списках."
    )


def grant(cast, user=None, perm="organizations.create_parents_chat", obj=None):
    return grants.give(
        user=user or cast.deputy,
        perm=perm,
        obj=obj or cast.unit,
        by=cast.operator,
        reason="Приказ № 7",
        expires_on=today(30),
    )


def in_a_week():
    return timezone.now() + dt.timedelta(days=7)


def expected(cast, **fields):
    """A learner of the unit whom the roster names and who is not on the portal yet."""
    names = {"surname": "Ожидаев", "given_name": "Пётр", "patronymic": "Ильич"}
    place = {"organization": cast.ours, "role": Role.LEARNER, "unit": cast.unit}
    return make.make_roster_entry(**(names | place | fields))


def expired(cast, **fields):
    """A link that was not used up while it lasted."""
    return make.make_invitation(
        cast.unit, expires_at=timezone.now() - dt.timedelta(days=1), **fields
    )[0]


def quarantined(cast, **fields):
    stopped = {"quarantined_at": timezone.now(), "quarantined_by": cast.operator}
    return make.make_invitation(cast.unit, **(stopped | fields))[0]


def requests_of(cast, **fields):
    """A queryset of one request of a parent of the unit."""
    row = parents_request(cast, **fields)
    return type(row).objects.filter(pk=row.pk)


def issue(cast, by, unit=None, role=Role.PARENT, **terms):
    defaults = {"expires_at": in_a_week(), "max_uses": 5}
    return invitations.services.issue_invitation(
        unit=unit or cast.unit, role=role, by=by, **(defaults | terms)
    )


def name_substitute(cast, by, **dates):
    return memberships.services.name_substitute(
        administrator=membership_of(cast.administrator),
        substitute=membership_of(cast.deputy),
        by=by,
        **({"starts_on": today(), "ends_on": today(14)} | dates),
    )


def approve_distribution(cast, by, **fields):
    year = cast.unit.school_year
    usual = {"school_year": year, "order_number": "31-од", "order_date": today()}
    return memberships.services.approve_distribution(
        organization=cast.ours, by=by, **(usual | {"shown": fingerprint(lines_of(year))} | fields)
    )


def small_learners_request(cast, by):
    """A pupil of the first grades asks; the letter with the code lies in the outbox."""
    unit = cast.ours.units.filter(grade=1).first() or make.make_unit(cast.ours, "1А", grade=1)
    return memberships.services.request_to_join(
        organization=cast.ours,
        applicant=by,
        role=Role.LEARNER,
        unit=unit,
        parent_email="mother@people.example",
    )
