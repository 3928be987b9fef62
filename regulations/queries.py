"""Reads for pages: all versions of the regulation in a fixed number of queries."""

from regulations.models import Document, DocumentVersion


def versions_of(organization):
    """The regulation's versions, newest first, with the decisions on each."""
    return (
        DocumentVersion.objects.filter(
            organization=organization, document__kind=Document.Kind.REGULATION
        )
        .select_related("document", "organization")
        .prefetch_related("approvals")
    )


def version_in_force(organization):
    """The version in force or None; for the start page."""
    return versions_of(organization).in_force().first()


def version_without_successor(organization):
    """The regulation's version approved last, in force already or not yet; None while none is."""
    return versions_of(organization).without_successor().first()


def usual_source(version):
    """Where a new draft takes its text from, unless somebody chooses, after this version in force.

    What people have written themselves is not left behind; the library's own text is taken anew.
    """
    source = DocumentVersion.Source
    if version and (version.begun_from != source.LIBRARY or version.edits.live().exists()):
        return source.IN_FORCE
    return source.LIBRARY


def repealed_bases(version):
    """The acts that a version lists although they are no longer in force."""
    return [
        row.basis
        for row in version.bases.select_related("basis__replaced_by")
        if row.basis.status != row.basis.Status.IN_FORCE
    ]


def verified_version(code):
    """The approved version with this code; None for an unknown one."""
    return (
        DocumentVersion.objects.frozen()
        .select_related("document", "organization")
        .prefetch_related("approvals")
        .filter(verify_code=code)
        .first()
    )


def replacing_version(version):
    """The version in force of the same document; None where the document has none any more."""
    return version.document.versions.in_force().first()


def has_package(organization):
    """Whether anybody has begun the papers around the regulation; for the start page."""
    orders = Document.objects.filter(organization=organization, kind=Document.Kind.USAGE_ORDER)
    return orders.filter(versions__isnull=False).exists()
