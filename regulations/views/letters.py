"""The registration application: as a file for a mail program, and sent from here."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from regulations import services
from regulations.answers import refusals_in_words
from regulations.papers.access import paper_for
from regulations.papers.letters import LETTER, eml, file_name


@login_required
@require_safe
@refusals_in_words
def letter_eml(request, slug, pk):
    version = _letter(request, slug, pk)
    response = HttpResponse(eml(version), content_type="message/rfc822")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=file_name(version, ending=".eml")
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
@refusals_in_words
def letter_send(request, slug, pk):
    version = _letter(request, slug, pk)
    sending = services.send_registration_letter(
        version=version, by=request.user, even_if_unsure=request.POST.get("unsure") == "yes"
    )
    messages.success(request, f"Письмо отправляется на адрес {sending.to}.")
    return redirect("regulations:paper", slug=slug, pk=pk)


def _letter(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.PREPARE)
    if version.document.kind != LETTER:
        raise Http404
    return version
