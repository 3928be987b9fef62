"""What papers are made of as it is today, read in a fixed number of queries."""

from memberships.models import Membership
from memberships.roles import STAFF_ROLES, Role
from regulations.models import Document, DocumentVersion
from regulations.papers.kinds import PACKAGE

Status = DocumentVersion.Status


def current_versions(organization):
    """``{kind: version}``: of the latest document of each kind the draft, else the one in force.

    What is replaced or cancelled counts no more.
    """
    rows = (
        DocumentVersion.objects.filter(
            organization=organization, document__in=Document.objects.filter(kind__in=PACKAGE)
        )
        .exclude(status__in=[Status.SUPERSEDED, Status.CANCELLED])
        .select_related("document", "organization")
        .prefetch_related("approvals")
        .order_by("document_id", "number")
    )
    # A later document, and a later version of it, overwrites the earlier one.
    return {row.document.kind: row for row in rows}


def own_act(version):
    """Number and date of a paper's own; ("", None) where there is no such paper yet."""
    return version.planned_act if version else ("", None)


def staff_of(organization):
    """``{user id: (user, post)}`` of everybody who works there today, in alphabetical order."""
    rows = (
        Membership.objects.current()
        .filter(organization=organization, role__in=STAFF_ROLES)
        .select_related("user", "organization")
        .order_by("user__search_name", "pk")
    )
    found = {}
    for row in rows:
        # «Администратор» is a duty on the portal, nobody's post.
        label = "" if row.role == Role.ADMINISTRATOR else row.role_label
        user, known = found.get(row.user_id, (row.user, ""))
        found[row.user_id] = (user, known or row.post or label)
    return found


def administrators_of(organization):
    """The memberships of the administrators of today with their orders, the first one first."""
    rows = (
        Membership.objects.current()
        .filter(organization=organization, role=Role.ADMINISTRATOR)
        .select_related("user", "appointment__substitute__user")
        .order_by("starts_on", "pk")
    )
    found = {}
    for row in rows:
        found.setdefault(row.user_id, row)
    return list(found.values())
