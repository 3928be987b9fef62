"""Signed papers come back: upload, a look at each sheet, confirmation, download."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import services
from regulations.access import document_version_for, organization_for
from regulations.answers import file_name, pdf_response, printable_by_one_press, refusals_in_words
from regulations.publishing.rules import rests_on_one_signing
from regulations.scans import access, files, queries, reading
from regulations.scans.forms import (
    AnySheetsForm,
    ConfirmForm,
    NumbersForm,
    SheetsForm,
    WithdrawForm,
)
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.uploads import limited_upload

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@limited_upload(reading.MOST_BYTES, back="regulations:scan_drop")
@login_required
@require_form_methods
@refusals_in_words
def scan_drop(request, slug):
    """Sheets without saying of which document: their codes tell."""
    organization = organization_for(request.user, slug, services.PREPARE)
    form = AnySheetsForm(*_posted(request))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                scan = services.receive_scan(
                    organization=organization,
                    by=request.user,
                    files=form.cleaned_data["sheets"],
                    typed_code=form.cleaned_data["code"],
                )
                return redirect("regulations:version_scan", slug, scan.version_id)
            except DomainError as error:
                form.add_error(None, str(error))
                status = 409
    context = {"organization": organization, "form": form}
    return render(request, "regulations/scan_drop.html", context, status=status)


@limited_upload(reading.MOST_BYTES, back="regulations:version_scan")
@login_required
@require_form_methods
@refusals_in_words
def version_scan(request, slug, pk):
    """The scan of a version: what counts, what waits to be looked at, and the upload."""
    version = document_version_for(request.user, slug, pk)
    if request.method != "POST":
        return _page(request, version)
    version = document_version_for(request.user, slug, pk, services.PREPARE)
    form = SheetsForm(*_posted(request))
    if not form.is_valid():
        return _page(request, version, upload=form, status=422)
    try:
        services.attach_scan(version=version, by=request.user, files=form.cleaned_data["sheets"])
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, version, upload=form, status=409)
    return redirect("regulations:version_scan", slug, pk)


def _posted(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _page(request, version, *, upload=None, numbers=None, confirm=None, status=200):
    may_attach = request.user.has_perm(services.PREPARE, version.organization)
    waiting = queries.waiting_scan_of(version) if may_attach else None
    context = {
        "organization": version.organization,
        "version": version,
        "may_attach": may_attach and not version.is_draft,
        "scan": queries.scan_of(version),
        "waiting": waiting,
        "upload": upload or SheetsForm(),
    }
    if waiting:
        found = queries.findings_of(waiting)
        numbers = numbers or NumbersForm(found)
        context |= {
            "findings": found,
            "rows": [(one, numbers.field_of(one)) for one in found.sheets],
            "numbers": numbers,
            "confirm": confirm or ConfirmForm(),
        }
    return render(request, "regulations/version_scan.html", context, status=status)


@login_required
@require_POST
@refusals_in_words
def scan_numbers(request, slug, pk):
    scan = access.waiting_scan_for(request.user, slug, pk)
    form = NumbersForm(queries.findings_of(scan), request.POST)
    if not form.is_valid():
        return _page(request, scan.version, numbers=form, status=422)
    services.number_sheets(scan=scan, by=request.user, answers=form.answers())
    return redirect("regulations:version_scan", slug, pk)


@login_required
@require_POST
@refusals_in_words
def scan_confirm(request, slug, pk):
    scan = access.waiting_scan_for(request.user, slug, pk)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, scan.version, confirm=form, status=422)
    try:
        services.confirm_scan(scan=scan, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, scan.version, confirm=form, status=409)
    messages.success(request, "Скан подтверждён: документ подписан на бумаге.")
    return redirect("regulations:version_scan", slug, pk)


@login_required
@require_POST
@refusals_in_words
def scan_discard(request, slug, pk):
    services.discard_scan(scan=access.waiting_scan_for(request.user, slug, pk), by=request.user)
    messages.success(request, "Скан удалён.")
    return redirect("regulations:version_scan", slug, pk)


@login_required
@require_form_methods
@refusals_in_words
def scan_withdraw(request, slug, pk):
    scan = access.scan_for(request.user, slug, pk, services.PREPARE)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_scan(scan=scan, by=request.user, **form.cleaned_data)
        messages.success(request, "Скан отозван: документ больше не считается подписанным.")
        return redirect("regulations:version_scan", slug, pk)
    context = {"organization": scan.organization, "version": scan.version, "form": form}
    context["is_last"] = rests_on_one_signing(scan.version)
    status = 422 if form.is_bound else 200
    return render(request, "regulations/scan_withdraw.html", context, status=status)


@login_required
@require_safe
@refusals_in_words
def scan_sheet(request, slug, pk, sheet):
    """A small picture of a sheet that waits to be looked at."""
    scan = access.waiting_scan_for(request.user, slug, pk)
    if not 1 <= sheet <= len(scan.sheets):
        raise Http404
    jpeg = reading.picture(files.stored_scan(scan), sheet - 1)
    if jpeg is None:
        raise Http404
    response = HttpResponse(jpeg, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=600"
    return response


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def scan_pdf(request, slug, pk):
    """The scan that counts; for those who may read the document."""
    scan = access.scan_for(request.user, slug, pk)
    name = f"{file_name(scan.version)}, подписанный"
    return pdf_response(request, files.stored_scan(scan), name)
