"""Whose scan it is and who may see it: strangers get 404, members without the right 403."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from regulations.access import READ, organization_for
from regulations.models import DocumentVersion
from regulations.scans.queries import scan_of, waiting_scan_of
from regulations.services import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


def version_for(user, slug, pk, perm=READ):
    """A version of any kind of document; a draft is shown to those who prepare it."""
    organization = organization_for(user, slug, READ)
    version = get_object_or_404(
        DocumentVersion.objects.select_related("document", "organization"),
        organization=organization,
        pk=pk,
    )
    require(user, PREPARE if version.is_draft else perm, organization)
    return version


def waiting_scan_for(user, slug, pk):
    """The scan that waits to be looked at; DomainError when there is none any more."""
    scan = waiting_scan_of(version_for(user, slug, pk, PREPARE))
    if scan is None:
        raise DomainError("Скана, который ждёт проверки, уже нет: он подтверждён или удалён.")
    return scan


def scan_for(user, slug, pk, perm=READ):
    """The scan that counts; 404 while there is none."""
    scan = scan_of(version_for(user, slug, pk, perm))
    if scan is None:
        raise Http404
    return scan
