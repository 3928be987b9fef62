"""What papers are made of as it is today, read in a fixed number of queries."""

from memberships.models import Membership
from memberships.roles import STAFF_ROLES, Role
from regulations.models import Document, DocumentVersion
from regulations.papers.kinds import PACKAGE
from regulations.printing import planned_order

Kind = Document.Kind
Status = DocumentVersion.Status


def current_versions(organization, *, tells_of_draft=False):
    """``{kind: version}``: of the latest document of each kind the draft, else the one in force.

    What is replaced or cancelled counts no more. A draft of the regulation that the order on the
    use of the platform does not approve stands aside, and the package is of the regulation in
    force, but for a paper that ``tells_of_draft``.
    """
    rows = list(
        DocumentVersion.objects.filter(
            organization=organization, document__in=Document.objects.filter(kind__in=PACKAGE)
        )
        .exclude(status__in=[Status.SUPERSEDED, Status.CANCELLED])
        .select_related("document", "organization")
        .prefetch_related("approvals")
        .order_by("document_id", "number")
    )
    # A later document, and a later version of it, overwrites the earlier one.
    found = {row.document.kind: row for row in rows}
    held = [row for row in rows if row.document.kind == Kind.REGULATION and not row.is_draft]
    if held and not tells_of_draft and _stands_aside(found):
        found[Kind.REGULATION] = held[-1]
    return found


def _stands_aside(found):
    draft, order = found[Kind.REGULATION], found.get(Kind.USAGE_ORDER)
    if order is None or order.is_draft or not draft.is_draft:
        return False
    return planned_order(draft.organization) is None


def draft_aside(organization, versions):
    """The draft of the regulation that is no part of ``versions``, or None."""
    regulation = versions.get(Kind.REGULATION)
    if regulation is None or regulation.is_draft:
        return None
    return regulation.document.versions.drafts().first()


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
