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


def successor_of(version):
    """The version that replaces this one; None while there is none."""
    if version.replaced_on is None:
        return None
    later = version.document.versions.frozen().filter(number__gt=version.number)
    return later.order_by("number").first()


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
