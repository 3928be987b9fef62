"""Versions and signatures for those who may see them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from regulations.access import READ, organization_for
from regulations.models import Document, DocumentVersion, Signature
from regulations.services import PREPARE


def frozen_version_for(user, slug, pk):
    """An approved version of any kind of document: the regulation for every member, others for
    those who prepare documents. A draft is not signed and has no such page.
    """
    organization = organization_for(user, slug)
    versions = DocumentVersion.objects.frozen().filter(organization=organization)
    version = get_object_or_404(versions.select_related("document", "organization"), pk=pk)
    if version.document.kind != Document.Kind.REGULATION:
        organization_for(user, slug, PREPARE)
    return version


def signature_for(user, slug, pk, perm=READ):
    """A signature under such a version, for holders of the right in its organization."""
    organization = organization_for(user, slug, perm)
    rows = Signature.objects.select_related("version__document", "organization")
    signature = get_object_or_404(rows, organization=organization, pk=pk)
    if signature.version.organization_id != organization.pk:
        raise Http404
    return signature
