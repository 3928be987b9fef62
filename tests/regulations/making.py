"""Regulations for tests: an organization that knows all, drafts, approved versions."""

from django.urls import reverse

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
    """A draft; with ``decided`` all bodies have decided."""
    draft = services.create_draft(organization=organization, by=by or make_operator())
    return decide(draft) if decided else draft


def make_approved(organization, *, by=None, **order):
    """A version in force; it replaces the one before."""
    return approve(make_draft(organization, by=by, decided=True), by, **order)


def url(name, organization, *args):
    """The address of one of the regulation's pages."""
    return reverse(f"regulations:{name}", args=[organization.slug, *args])


def decide(draft):
    """Let all bodies of the organization decide on the draft, five days ago."""
    services.record_approvals(
        version=draft,
        by=make_operator(),
        decisions={body: ("1", days_ago(5)) for body in draft.organization.bodies},
    )
    return draft


def approve(draft, by=None, **fields):
    """Approve by an order of three days ago."""
    fields = {"order_number": ORDER, "order_date": days_ago(3)} | fields
    return services.approve_version(version=draft, by=by or make_operator(), **fields)
