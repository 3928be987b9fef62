"""Whose scan it is and who may see it: strangers get 404, members without the right 403."""

from django.http import Http404

from regulations.access import document_version_for
from regulations.scans.queries import scan_of, waiting_scan_of
from regulations.services import PREPARE
from sferum_portal.lib.errors import DomainError


def waiting_scan_for(user, slug, pk):
    """The scan that waits to be looked at; DomainError when there is none any more."""
    scan = waiting_scan_of(document_version_for(user, slug, pk, PREPARE))
    if scan is None:
        raise DomainError("Скана, который ждёт проверки, уже нет: он подтверждён или удалён.")
    return scan


def scan_for(user, slug, pk, perm=None):
    """The scan that counts; 404 while there is none."""
    scan = scan_of(document_version_for(user, slug, pk, perm))
    if scan is None:
        raise Http404
    return scan
