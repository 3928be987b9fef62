"""What of an organization's documents waits for a signature or for the site."""

from django.db.models import Q

from regulations.models import Document, DocumentVersion, Publication
from regulations.publishing.rules import PUBLISHABLE, deadline_of
from regulations.signings import signings_of_many

#: Without the head's signature these cannot be shown to anybody, so letters ask for it; an order
#: may lie signed in a folder of the office, and nobody is written to about its scan.
SIGNED_ON_THE_PORTAL = (Document.Kind.REGULATION, Document.Kind.AMENDMENT)
#: What the head signs: the start page and the lists name what bears no signature yet.
SIGNED_BY_THE_HEAD = (
    *SIGNED_ON_THE_PORTAL,
    Document.Kind.USAGE_ORDER,
    Document.Kind.ADMINISTRATOR_ORDER,
    Document.Kind.DISTRIBUTION_ORDER,
)


def waiting_of(organization):
    """(versions to be signed, versions to be published), the most urgent first.

    Versions that hold or will hold; what only the signature keeps from the site is in both. A fixed
    number of queries.
    """
    rows = _not_on_the_site([*SIGNED_BY_THE_HEAD, *PUBLISHABLE]).filter(organization=organization)
    rows = list(rows.defer("data").order_by("order_date", "pk"))
    signed = {pk for pk, signings in signings_of_many(rows).items() if signings}
    unsigned = [
        row for row in rows if row.pk not in signed and row.document.kind in SIGNED_BY_THE_HEAD
    ]
    to_publish = [
        row
        for row in rows
        if row.document.kind in PUBLISHABLE
        and (row.pk in signed or row.document.kind in SIGNED_ON_THE_PORTAL)
    ]
    return unsigned, sorted(to_publish, key=deadline_of)


def unsigned_of(versions):
    """Ids of those among these that wait for the head's signature; a fixed number of queries."""
    rows = [
        row
        for row in versions
        if row.document.kind in SIGNED_BY_THE_HEAD and (row.is_in_force or row.is_coming)
    ]
    return {pk for pk, signings in signings_of_many(rows).items() if not signings}


def unpublished():
    """What of all organizations holds or will hold and does not stand on the site."""
    return _not_on_the_site(PUBLISHABLE)


def _not_on_the_site(kinds):
    holding = DocumentVersion.objects.filter(
        Q(pk__in=DocumentVersion.objects.in_force()) | Q(pk__in=DocumentVersion.objects.coming()),
        document__kind__in=kinds,
    )
    open_ones = holding.exclude(pk__in=Publication.objects.standing().values("version"))
    return open_ones.select_related("document", "organization")


def parted(versions):
    """(those to be signed, those to be published), of what letters ask for.

    Whoever signs an order or a form in a folder of the office is written to about nothing.
    """
    rows = list(versions)
    signings = signings_of_many(rows)
    unsigned = [
        row for row in rows if not signings[row.pk] and row.document.kind in SIGNED_ON_THE_PORTAL
    ]
    return unsigned, sorted((row for row in rows if signings[row.pk]), key=deadline_of)
