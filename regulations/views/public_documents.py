"""The organization's documents for anybody: no sign-in, no cookie, to be linked or framed."""

from datetime import timedelta
from functools import wraps
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from regulations.answers import file_name, zip_response
from regulations.files import checksum, stored_pdf
from regulations.publishing.bundle import bundle_of, may_be_bundled
from regulations.publishing.listing import (
    public_organization,
    published_version,
    published_versions,
    rows_of,
)
from regulations.publishing.page import facts_of_page
from regulations.publishing.rules import gives_out_certificates
from sferum_portal.lib.errors import TooManyTries
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.throttle import within_limit
from sferum_portal.lib.visitors import address_of

KEPT = "public, max-age=300"
#: A whole school sits behind one address; a machine that copies the site asks far more.
MOST, PERIOD = 300, timedelta(minutes=1)
PER_PAGE = 20


def public(view):
    """For anybody at a limited rate; the organization's own site may show it in a frame."""

    @wraps(view)
    def answer(request, slug, **kwargs):
        visitor = address_of(request)
        if not within_limit(f"public documents {visitor}", limit=MOST, period=PERIOD):
            raise TooManyTries("Слишком много обращений подряд. Попробуйте через минуту.")
        # The same for everybody: nothing of a visitor's account may reach what caches keep, be it a
        # cookie of the middleware or a page for each session apart.
        request.user = AnonymousUser()
        request.session.accessed = False
        organization = public_organization(slug)
        response = view(request, organization, **kwargs)
        response["Cache-Control"] = KEPT
        response["X-Content-Type-Options"] = "nosniff"
        response._csp_replace = {"frame-ancestors": framing_sites(organization)}
        return response

    return require_safe(xframe_options_exempt(answer))


def framing_sites(organization):
    """The organization's site with and without «www», by both schemes; else nobody but us."""
    host = urlsplit(organization.site).netloc.rpartition("@")[2].lower()
    if not host or any(sign in host for sign in " ;,'\"*"):
        return [SELF] if not host else [NONE]
    try:
        name = host.encode("idna").decode()
    except UnicodeError:  # no such name can exist: a label of it is too long
        return [NONE]
    hosts = (name, name.removeprefix("www.") if name.startswith("www.") else f"www.{name}")
    return [SELF, *(f"{scheme}://{each}" for each in hosts for scheme in ("https", "http"))]


@public
def document_list(request, organization):
    page = page_of(request, published_versions(organization), per_page=PER_PAGE)
    large = _large(request)
    rows = [row | _addresses(row["version"], large) for row in rows_of(list(page))]
    context = {"rows": rows, "page_obj": page}
    return _page(request, "public/document_list.html", organization, context)


@public
def document_text(request, organization, code):
    version = published_version(organization, code)
    list_url = reverse("regulations:public_list", args=[organization.slug])
    context = facts_of_page(version) | _addresses(version, _large(request))
    context["list_url"] = list_url + _suffix(_large(request))
    return _page(request, "public/document.html", organization, context)


@public
def document_pdf(request, organization, code):
    version = published_version(organization, code)
    pdf = stored_pdf(version)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_plain_name(version)}.pdf"'
    return _unless_known(request, response, checksum(pdf))


@public
def document_bundle(request, organization, code):
    """The files of signatures are in it only where who published it wanted so."""
    version = published_version(organization, code)
    return bundle_response(version, certificates=gives_out_certificates(version))


def bundle_response(version, *, certificates, name=None):
    return zip_response(bundle_of(version, certificates=certificates), name or file_name(version))


def _page(request, template, organization, context):
    """Without the request's own context: no account, no session, the same for everybody."""
    large = _large(request)
    context |= {
        "organization": organization,
        "large": large,
        "view_url": f"{request.path}{_suffix(not large)}",
    }
    text = render_to_string(template, context)
    return _unless_known(request, HttpResponse(text), checksum(text.encode()))


def _unless_known(request, response, digest):
    etag = f'"{digest}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def _addresses(version, large):
    """Without ``bundle_url`` for what was replaced: its text and its file alone live on."""
    slug, code = version.organization.slug, version.verify_code
    text, pdf, bundle = (
        reverse(f"regulations:public_{name}", args=[slug, code])
        for name in ("text", "pdf", "bundle")
    )
    addresses = {"text_url": text + _suffix(large), "pdf_url": pdf}
    return addresses | ({"bundle_url": bundle} if may_be_bundled(version) else {})


def _large(request):
    return request.GET.get("view") == "large"


def _suffix(large):
    return "?view=large" if large else ""


def _plain_name(version):
    return f"{version.document.kind}-{version.number}"
