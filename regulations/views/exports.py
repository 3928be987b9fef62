"""Files that are made beside the page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from regulations import access
from regulations.acknowledging.pages import version_to_read
from regulations.answers import refusals_in_words, zip_response
from regulations.models import DocumentExport
from regulations.retention import pages
from regulations.services.exports import EXPORT, order_export

Kind = DocumentExport.Kind


@login_required
@require_safe
def export_list(request, slug):
    organization, rows = pages.exports_for(request.user, slug)
    working = any(row.status == row.Status.WORKING and not row.is_stuck for row in rows)
    context = {"organization": organization, "rows": rows, "is_working": working}
    return render(request, "regulations/export_list.html", context)


@login_required
@require_POST
@refusals_in_words
def start(request, slug, kind):
    organization = access.organization_for(request.user, slug, EXPORT)
    if kind not in Kind.values:
        raise Http404
    version = version_to_read(organization) if kind == Kind.SHEETS else None
    order_export(organization=organization, by=request.user, kind=kind, version=version)
    messages.success(request, "Файл готовится. Страницу можно закрыть.")
    return redirect("regulations:export_list", slug=slug)


@login_required
@require_safe
@refusals_in_words
def download(request, slug, pk):
    export, file = pages.export_file_for(request.user, slug, pk)
    response = zip_response(file, f"{export}, {export.organization.short_name}")
    response["Cache-Control"] = "private, no-store"
    return response
