"""Whose regulation it is and who may see it: strangers get 404, members without the right 403."""

from django.shortcuts import get_object_or_404

from organizations import access
from regulations.models import Document, DocumentVersion, PrintBatch
from regulations.services import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError

READ = "organizations.read_regulation"


def organization_for(user, slug, perm=READ):
    return access.organization_for(user, slug, perm)


def version_in_force_for(user, slug):
    """The version in force; 404 while there is none."""
    organization = organization_for(user, slug)
    return get_object_or_404(_versions(organization).in_force())


def version_for(user, slug, number):
    """A version by its number; a draft is shown to those who prepare it."""
    organization = organization_for(user, slug)
    version = get_object_or_404(_versions(organization), number=number)
    if version.is_draft:
        require(user, PREPARE, organization)
    return version


def draft_for(user, slug, perm=PREPARE):
    """The draft that is being prepared; DomainError while there is none."""
    organization = organization_for(user, slug, perm)
    draft = _versions(organization).drafts().first()
    if draft is None:
        raise DomainError("Проекта положения сейчас нет: он уже утверждён или удалён.")
    return draft


def batch_for(user, slug, pk):
    """A batch of papers; for those who prepare documents."""
    organization = organization_for(user, slug, PREPARE)
    batches = PrintBatch.objects.select_related("organization")
    return get_object_or_404(batches, organization=organization, pk=pk)


def _versions(organization):
    return DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.REGULATION
    ).select_related("document", "organization")
