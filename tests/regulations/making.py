"""Regulations for tests: an organization that knows all, drafts, approved versions."""

from datetime import timedelta

from django.utils import timezone

from organizations.services import change_facts, set_platform
from regulations import services
from tests.factories import days_ago, make_operator

ORDER = "102/2-од"


def make_ready(organization):
    """Let the organization know every fact that its regulation needs."""
    operator = make_operator()
    set_platform(organization=organization, by=operator, name="MAX", starts_on=days_ago(400))
    if "ejournal_expected" in organization.profile.features:
        change_facts(organization=organization, by=operator, ejournal="ГИС «Электронная школа»")
    organization.refresh_from_db()
    return organization


def make_draft(organization, *, by=None, decided=False):
    """A draft; with ``decided`` all bodies have decided, five days ago."""
    by = by or make_operator()
    draft = services.create_draft(organization=organization, by=by)
    if decided:
        services.record_approvals(
            version=draft,
            by=by,
            decisions={body: ("1", days_ago(5)) for body in organization.bodies},
        )
    return draft


def make_approved(organization, *, by=None, order_number=ORDER, order_date=None):
    """A version in force; it replaces the one before."""
    by = by or make_operator()
    return services.approve_version(
        version=make_draft(organization, by=by, decided=True),
        by=by,
        order_number=order_number,
        order_date=order_date or days_ago(3),
    )


def tomorrow():
    return timezone.localdate() + timedelta(days=1)
