"""What anybody may see of an organization's documents: those in force that are published."""

from django.shortcuts import get_object_or_404

from organizations.models import Organization
from regulations.models import DocumentVersion, Publication
from regulations.printing import verify_url
from regulations.signings import signings_of_many
from regulations.states import state_of


def public_organization(slug):
    """404 for one that has published nothing."""
    published = Publication.objects.standing().values("organization")
    return get_object_or_404(Organization.objects.filter(pk__in=published), slug=slug)


def published_versions(organization):
    """Those in force that stand on the site, the regulation first."""
    standing = Publication.objects.standing().filter(organization=organization)
    return (
        DocumentVersion.objects.in_force()
        .filter(organization=organization, pk__in=standing.values("version"))
        .select_related("document", "organization")
        .prefetch_related("approvals")
        .order_by("-document__kind", "title", "pk")
    )


def rows_of(versions):
    """Rows of the public list; signatures are read for all at once."""
    signings = signings_of_many(versions)
    return [
        {
            "version": version,
            "state": state_of(version),
            "signings": signings[version.pk],
            "verify_url": verify_url(version.verify_code),
        }
        for version in versions
    ]


def published_version(organization, code):
    """A published version by its code, also one that is in force no longer: links live on."""
    standing = Publication.objects.standing().filter(organization=organization)
    rows = DocumentVersion.objects.filter(pk__in=standing.values("version"))
    rows = rows.select_related("document", "organization").prefetch_related("approvals")
    return get_object_or_404(rows, verify_code=code)
