"""Whose regulation it is and who may see it: strangers get 404, members without the right 403."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from organizations import access
from regulations.amendments import amendments_of
from regulations.models import Document, DocumentVersion
from regulations.papers.kinds import all_kinds
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


def right_to_read(version):
    """The right that opens a version, its scans, signatures and route: a draft is for those who
    prepare it, a frozen paper for whom its kind is meant (norm REG-2), the rest for every member.
    """
    if version.is_draft:
        return PREPARE
    kind = all_kinds().get(version.document.kind)
    return kind.right if kind else READ


def document_version_for(user, slug, pk, perm=None):
    """A version of any document of the organization that the person may read (`right_to_read`);
    ``perm`` asks for another right besides.
    """
    organization = organization_for(user, slug)
    rows = DocumentVersion.objects.select_related("document", "organization", "created_by")
    rows = rows.prefetch_related("approvals")
    version = get_object_or_404(rows, organization=organization, pk=pk)
    require(user, right_to_read(version), organization)
    if perm:
        require(user, perm, organization)
    return version


def two_versions_for(user, slug, first, second):
    """Two versions to compare, in the order given; as `version_for` for each of them."""
    organization = organization_for(user, slug)
    found = {row.number: row for row in _versions(organization).filter(number__in=[first, second])}
    if first not in found or second not in found:
        raise Http404
    if any(version.is_draft for version in found.values()):
        require(user, PREPARE, organization)
    return found[first], found[second]


def versions_to_compare(user, organization):
    """All versions of the regulation, the newest first; the draft for those who prepare it."""
    rows = _versions(organization).order_by("-number")
    return list(rows if user.has_perm(PREPARE, organization) else rows.frozen())


def amendment_for(user, slug, pk, *, draft=False, perm=None):
    """An act of changes; a draft is shown to those who prepare it, ``draft`` asks for one."""
    organization = organization_for(user, slug)
    if perm:
        require(user, perm, organization)
    version = get_object_or_404(
        amendments_of(organization, drafts=True).prefetch_related("approvals"), pk=pk
    )
    if version.is_draft:
        require(user, PREPARE, organization)
    elif draft:
        raise DomainError("Эти изменения уже утверждены и больше не изменяются.")
    return version


def draft_for(user, slug, perm=PREPARE):
    """The draft that is being prepared; DomainError while there is none."""
    organization = organization_for(user, slug, perm)
    draft = _versions(organization).drafts().first()
    if draft is None:
        raise DomainError("Проекта положения сейчас нет: он уже утверждён или удалён.")
    return draft


def organization_without_draft_for(user, slug):
    """Where a draft may be begun; DomainError while there is one."""
    organization = organization_for(user, slug, PREPARE)
    if _versions(organization).drafts().exists():
        raise DomainError(
            "Проект положения уже подготовлен. Утвердите или удалите его, потом загрузите текст."
        )
    return organization


def _versions(organization):
    return DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.REGULATION
    ).select_related("document", "organization")
