"""What an order on the use of the platform approves, and which of these orders hold no longer."""

from regulations.editions import edition_of
from regulations.models import Document, DocumentVersion

Kind, Status = Document.Kind, DocumentVersion.Status
APPROVED_BY_IT = (Kind.REGULATION, Kind.CONSENT_FORM)


def ground_of(version):
    """Number and date of the order that approved it.

    An act with changes stays approved by its first order.
    """
    if version.document.kind == Kind.REGULATION:
        return edition_of(version).order
    return version.order_number, version.order_date


def approves(order, kind):
    """Whether a frozen order says that it approves such a document.

    One that was frozen before that was kept said so of both; what it has approved already stays
    what it has approved.
    """
    return kind in order.data.get("approves", APPROVED_BY_IT)


def fallen_orders(organization):
    """``{(number, date): version}`` of the orders that are cancelled or repealed by their next.

    A repealed one has ``successor``, the order that repealed it. One query.
    """
    rows = list(
        DocumentVersion.objects.frozen()
        .filter(organization=organization, document__kind=Kind.USAGE_ORDER)
        .select_related("document", "cancellation")
        .order_by("document_id", "-number")
    )
    fallen, later = {}, None
    for row in rows:
        if row.status == Status.SUPERSEDED:
            row.successor = later
        if row.status != Status.APPROVED:
            fallen[row.order_number, row.order_date] = row
        later = row
    standing = {(row.order_number, row.order_date) for row in rows if row.status == Status.APPROVED}
    return {act: row for act, row in fallen.items() if act not in standing}
