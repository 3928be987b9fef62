"""Loaders of exports."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from regulations.access import organization_for
from regulations.models import DocumentExport
from regulations.retention.work import is_stuck, progress_of
from regulations.services.exports import EXPORT
from sferum_portal.lib.errors import DomainError

SHOWN = 20


def exports_for(user, slug):
    """The organization and its latest exports, each with its progress."""
    organization = organization_for(user, slug, EXPORT)
    rows = DocumentExport.objects.filter(organization=organization)
    rows = list(rows.select_related("created_by", "organization")[:SHOWN])
    for row in rows:
        row.is_stuck = is_stuck(row)
        row.progress = progress_of(row) if row.status == row.Status.WORKING else {}
    return organization, rows


def export_file_for(user, slug, pk):
    """The export and its open file."""
    organization = organization_for(user, slug, EXPORT)
    rows = DocumentExport.objects.select_related("organization")
    export = get_object_or_404(rows, organization=organization, pk=pk)
    if not export.file:
        raise Http404
    try:
        return export, export.file.open("rb")
    except OSError as error:
        raise DomainError("Файла больше нет: соберите его ещё раз.") from error
