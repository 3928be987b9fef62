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
    return parted(unpublished().filter(organization=organization).order_by("order_date", "pk"))


def unpublished():
    """What of all organizations holds or will hold and does not stand on the site."""
    holding = DocumentVersion.objects.filter(
        Q(pk__in=DocumentVersion.objects.in_force()) | Q(pk__in=DocumentVersion.objects.coming()),
        document__kind__in=PUBLISHABLE,
    )
    open_ones = holding.exclude(pk__in=Publication.objects.standing().values("version"))
    return open_ones.select_related("document", "organization")


def parted(versions):
    """(those to be signed, those to be published); the one rule for pages and letters.

    Whoever signs an order or a form in a folder of the office is asked for nothing.
    """
    rows = list(versions)
    signings = signings_of_many(rows)
    unsigned = [
        row for row in rows if not signings[row.pk] and row.document.kind in SIGNED_ON_THE_PORTAL
    ]
    return unsigned, sorted((row for row in rows if signings[row.pk]), key=deadline_of)
