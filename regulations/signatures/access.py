"""Versions and signatures for those who may see them."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from regulations.access import READ, document_version_for, organization_for
from regulations.models import Signature


def frozen_version_for(user, slug, pk):
    """An approved version of any kind of document, for those who may read it.

    404 for a draft: it is not signed.
    """
    version = document_version_for(user, slug, pk)
    if version.is_draft:
        raise Http404
    return version


def signature_for(user, slug, pk, perm=READ):
    """A signature under such a version, for holders of the right in its organization."""
    organization = organization_for(user, slug, perm)
    rows = Signature.objects.select_related("version__document", "organization")
    signature = get_object_or_404(rows, organization=organization, pk=pk)
    if signature.version.organization_id != organization.pk:
        raise Http404
    return signature
