"""What of an organization's documents waits for a signature or for the site."""

from django.db.models import Q

from regulations.models import Document, DocumentVersion, Publication
from regulations.publishing.rules import PUBLISHABLE, deadline_of
from regulations.signings import signings_of_many

#: Without the head's signature these cannot be shown to anybody; an order may lie signed in a
#: folder of the office, and nobody need bring its scan.
SIGNED_ON_THE_PORTAL = (Document.Kind.REGULATION, Document.Kind.AMENDMENT)


def waiting_of(organization):
    """(versions to be signed, signed ones to be published), the most urgent first.

    Versions that hold or will hold; a fixed number of queries.
    """
    holding = DocumentVersion.objects.filter(
        Q(pk__in=DocumentVersion.objects.in_force()) | Q(pk__in=DocumentVersion.objects.coming()),
        organization=organization,
        document__kind__in=PUBLISHABLE,
    )
    open_ones = holding.exclude(pk__in=Publication.objects.standing().values("version"))
    rows = list(open_ones.select_related("document", "organization").order_by("order_date", "pk"))
    signings = signings_of_many(rows)
    unsigned = [
        row for row in rows if not signings[row.pk] and row.document.kind in SIGNED_ON_THE_PORTAL
    ]
    return unsigned, sorted((row for row in rows if signings[row.pk]), key=deadline_of)
