"""How views answer: with a PDF, or with a refusal in words."""

from functools import wraps

from csp.constants import SELF
from csp.decorators import csp_replace
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin

from regulations.files import checksum
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name

#: A ZIP up to this size is answered as a whole, and its file closed at once.
AT_ONCE = 4 * 1024 * 1024


def refusals_in_words(view):
    """A DomainError that a view lets through becomes a page with its sentence (409)."""

    @wraps(view)
    def answer(request, slug, **kwargs):
        try:
            return view(request, slug=slug, **kwargs)
        except DomainError as error:
            context = {
                "error": str(error),
                "back_url": reverse("regulations:regulation", args=[slug]),
            }
            return render(request, "errors/409.html", context, status=409)

    return answer


def printable_by_one_press(view):
    """Lets the portal's own pages load the answer into a frame, which is how they print it."""
    return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))


def pdf_response(request, pdf, name):
    """The PDF to be shown by the browser under a name that speaks; 304 when it is known there."""
    etag = f'"{checksum(pdf)}"'
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=False, filename=safe_name(name, ".pdf")
    )
    response["ETag"] = etag
    # Kept by the browser, but the right to read is asked each time.
    response["Cache-Control"] = "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response)


def zip_response(file, name):
    """An open ZIP for download, closed in the end: a small one at once, a large one in pieces."""
    head = file.read(AT_ONCE + 1)
    common = {"content_type": "application/zip"}
    if len(head) <= AT_ONCE:
        file.close()
        response = HttpResponse(head, **common)
    else:
        file.seek(0)
        response = FileResponse(file, **common)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=safe_name(name, ".zip")
    )
    return response


def file_name(version):
    """«Положение «Сферум», МБОУ СОШ № 31, редакция 2»"""
    organization = version.organization_short_name or version.organization.short_name
    state = " (проект)" if version.is_draft else ""
    return f"{version.get_act_display()} «Сферум», {organization}, редакция {version.number}{state}"
