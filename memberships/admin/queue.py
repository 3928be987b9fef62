"""The rows of the queue, made ready for their template with a fixed number of queries."""

from itertools import zip_longest

from django.db.models import Prefetch
from django.utils.text import capfirst

from memberships.matching.wording import in_short
from memberships.models import JoinRequest, Membership
from memberships.restrictions import restrictions_on
from memberships.roles import Role
from memberships.states import can_be_undone, state_of
from sferum_portal.lib.admin.texts import age, contacts


def with_all_that_a_row_shows(rows):
    """Also the applicant's present roles: who is known already is decided differently."""
    present = Membership.objects.current().select_related("organization", "unit")
    return rows.select_related(
        "organization",
        "applicant",
        "unit",
        "child",
        "invited_by",
        "decided_by",
        "seen_by",
        "membership",
        # A row of `invitations`, reached by its name: this app knows nothing of links.
        "redemption__invitation",
    ).prefetch_related(
        Prefetch("applicant__memberships", queryset=present, to_attr="present_roles")
    )


def queue_rows(request, site, rows):
    """A list of the requests, each with what the template asks for."""
    return prepare(request, site, with_all_that_a_row_shows(rows))


def prepare(request, site, rows):
    deciding = {
        organization.pk
        for organization in site.organizations(request, "organizations.decide_joinrequests")
    }
    rows = list(rows)
    restrictions = restrictions_on([row for row in rows if row.is_pending])
    for row, following in zip_longest(rows, rows[1:]):
        # After a decision one goes on where one was.
        row.following = following.pk if following else ""
        row.may_decide = row.organization_id in deciding and (
            request.user.is_superuser or row.applicant_id != request.user.pk
        )
        row.can_be_undone = can_be_undone(row)
        row.is_own = row.applicant_id == request.user.pk
        row.age = age(row.created_at)
        row.contacts = contacts(row.applicant)
        row.is_parent = row.role == Role.PARENT
        row.role_text = row.organization.words.Parent if row.is_parent else capfirst(row.role_label)
        row.is_odd = row.pile != JoinRequest.Pile.MATCHED
        row.match_line, row.match_rest = in_short(row.match_reasons, odd=row.is_odd)
        row.invitation_note = _note(row)
        row.restriction = restrictions.get(row.pk)
        row.state = state_of(row)
        row.known_as = ", ".join(
            _place(membership)
            for membership in row.applicant.present_roles
            if membership.organization_id == row.organization_id
        )
    return rows


def _place(membership):
    unit = f", {membership.unit}" if membership.role == Role.LEARNER else ""
    return f"{membership.role_label.lower()}{unit}"


def _note(row):
    redemption = getattr(row, "redemption", None)
    return redemption.invitation.note if redemption else ""
