"""Loaders for the requests that a person decides: strangers 404, members without the right 403."""

from django.shortcuts import get_object_or_404

from memberships.models import JoinRequest
from memberships.queries import requests_to_decide
from memberships.standing import Standing
from organizations.access import organization_for
from sferum_portal.lib.access import explain, require
from sferum_portal.lib.errors import Denied


def decider_for(user, slug):
    """The standing of somebody who decides requests of this organization, be it all or some.

    Administrators and their substitutes decide all of them, whoever leads a unit those of its
    families where the organization says so.
    """
    organization = organization_for(user, slug)
    standing = Standing(user, organization)
    leads = organization.leaders_decide and standing.led_in_confirmed_role
    if not leads and not user.has_perm("organizations.decide_joinrequests", organization):
        raise Denied(explain(user, "organizations.decide_joinrequests", organization))
    return standing


def request_for(user, slug, pk):
    """A request that this person may decide, and the person's standing."""
    standing = decider_for(user, slug)
    rows = JoinRequest.objects.filter(organization=standing.organization)
    join_request = get_object_or_404(rows.select_related("applicant", "unit", "child"), pk=pk)
    join_request.organization = standing.organization
    require(user, "memberships.decide_joinrequest", join_request)
    return join_request, standing


def requests_for(standing):
    """The requests that the person may decide, with all that a row shows."""
    return requests_to_decide(standing).select_related(
        # The link is a row of `invitations`, reached by its name: this app knows nothing of links.
        *("organization", "applicant", "unit", "child", "invited_by", "decided_by"),
        "redemption__invitation",
    )
