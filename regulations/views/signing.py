"""Signing a version: by one's password, or with a file made in a tool of one's own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.confirmation import ConfirmationForm
from regulations import services
from regulations.answers import (
    file_name,
    pdf_response,
    printable_by_one_press,
    refusals_in_words,
)
from regulations.files import stored_pdf
from regulations.publishing.rules import rests_on_one_signing
from regulations.services.signing import ADD_FILES, SIGN, AnotherSignerError, UnprovenTimeError
from regulations.signatures import queries, stored
from regulations.signatures.access import frozen_version_for, signature_for
from regulations.signatures.checking import LARGEST_SIGNATURE
from regulations.signatures.forms import ConfirmingForm, SignatureFileForm, WithdrawSignatureForm
from regulations.signatures.panel import panel_of
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name
from sferum_portal.lib.uploads import limited_upload

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_safe
@refusals_in_words
def signing(request, slug, pk):
    return _page(request, frozen_version_for(request.user, slug, pk))


@login_required
@require_POST
@refusals_in_words
def sign_simply(request, slug, pk):
    version = frozen_version_for(request.user, slug, pk)
    require(request.user, SIGN, version.organization)
    form = ConfirmationForm(request.POST, request=request)
    if not form.is_valid():
        return _page(request, version, simple_form=form, status=422)
    services.sign_simply(version=version, by=request.user)
    messages.success(request, "Документ подписан простой электронной подписью.")
    return redirect("regulations:signing", slug=slug, pk=pk)


@limited_upload(LARGEST_SIGNATURE, back="regulations:signing")
@login_required
@require_POST
@refusals_in_words
def add_signature_file(request, slug, pk):
    version = frozen_version_for(request.user, slug, pk)
    require(request.user, ADD_FILES, version.organization)
    asks = ConfirmingForm.asked_in(request.POST)
    form = ConfirmingForm(request.POST, request.FILES, asks=asks)
    if not form.is_valid():
        return _page(request, version, file_form=form, status=422)
    try:
        signature = services.add_signature_file(
            version=version,
            by=request.user,
            data=form.cleaned_data["file"].read(),
            other_signer_reason=form.confirmed("reason"),
            unproven_time_reason=form.confirmed("time_reason"),
        )
    except (AnotherSignerError, UnprovenTimeError) as error:
        reason = "reason" if isinstance(error, AnotherSignerError) else "time_reason"
        form = ConfirmingForm(request.POST, request.FILES, asks={*asks, reason})
        form.add_error(form.ASKED[reason], str(error))
        return _page(request, version, file_form=form, status=409)
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, version, file_form=form, status=409)
    messages.success(request, f"{signature.outcome}. Подписано: {signature.owner}.")
    return redirect("regulations:signing", slug=slug, pk=pk)


@login_required
@require_safe
@refusals_in_words
def file_to_sign(request, slug, pk):
    """The frozen file as a download: exactly these bytes are to be signed."""
    version = frozen_version_for(request.user, slug, pk)
    return _download(stored_pdf(version), "application/pdf", file_name(version), ".pdf")


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def marked_copy(request, slug, pk):
    version = frozen_version_for(request.user, slug, pk)
    signature = queries.latest_copy(version)
    if signature is None:
        raise Http404
    pdf = stored.copy_file(signature)
    return pdf_response(request, pdf, f"{file_name(version)} (с отметкой о подписи)")


@login_required
@require_safe
@refusals_in_words
def signature_file(request, slug, pk):
    """For those who bring such files: a certificate bears more of a person than its mark."""
    signature = signature_for(request.user, slug, pk, ADD_FILES)
    if signature.is_simple:
        raise Http404
    data = stored.signature_file(signature)
    ending = f".pdf.{stored.ENDINGS[signature.form]}"
    return _download(data, stored.TYPES[signature.form], file_name(signature.version), ending)


@login_required
@require_POST
@refusals_in_words
def check_again(request, slug, pk):
    signature = signature_for(request.user, slug, pk, ADD_FILES)
    signature = services.check_again(signature=signature, by=request.user)
    tell = messages.success if signature.is_right else messages.error
    tell(request, f"Проверено ещё раз. {signature.outcome}.")
    return redirect("regulations:signing", slug=slug, pk=signature.version_id)


@login_required
@require_form_methods
@refusals_in_words
def withdraw_signature(request, slug, pk):
    signature = signature_for(request.user, slug, pk, ADD_FILES)
    form = WithdrawSignatureForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        services.withdraw_signature(signature=signature, by=request.user, **form.cleaned_data)
        messages.success(request, "Подпись отозвана и больше не учитывается.")
        return redirect("regulations:signing", slug=slug, pk=signature.version_id)
    context = {"organization": signature.organization, "version": signature.version}
    context |= {"signature": signature, "form": form}
    context["is_last"] = signature.is_right and rests_on_one_signing(signature.version)
    status = 422 if form.is_bound else 200
    return render(request, "regulations/signature_withdraw.html", context, status=status)


def _page(request, version, *, simple_form=None, file_form=None, status=200):
    context = {
        "organization": version.organization,
        "version": version,
        "panel": panel_of(request.user, version),
        "simple_form": simple_form or ConfirmationForm(request=request),
        "file_form": file_form or SignatureFileForm(),
    }
    return render(request, "regulations/signing.html", context, status=status)


def _download(data, content_type, name, ending):
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(name, ending)
    )
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response
