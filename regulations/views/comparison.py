"""What has changed from one version of the regulation to another: as a page, as a redline."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regulations import access
from regulations.access import versions_to_compare
from regulations.answers import pdf_response, printable_by_one_press, refusals_in_words
from regulations.comparing.pages import ComparisonPage
from regulations.comparing.printing import redline_html
from regulations.facts import MissingFactsError
from regulations.forms import FactsForm
from regulations.views.drafts import facts_page
from sferum_portal.lib.pages import whole_number
from sferum_portal.lib.pdf import render_pdf


@login_required
@require_safe
@refusals_in_words
def compare(request, slug, first, second):
    return _answer(request, slug, first, second, _page)


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def redline_pdf(request, slug, first, second):
    return _answer(request, slug, first, second, _pdf)


@login_required
@require_safe
@refusals_in_words
def compare_chosen(request, slug):
    """Where the form that offers two versions leads; a wrong choice leads back to it."""
    access.organization_for(request.user, slug)
    chosen = [whole_number(request.GET.get(name, "")) for name in ("first", "second")]
    if None in chosen:
        messages.error(request, "Выберите две редакции, которые надо сравнить.")
        return redirect("regulations:regulation", slug=slug)
    return redirect("regulations:compare", slug, *chosen)


def _answer(request, slug, first, second, answer):
    versions = access.two_versions_for(request.user, slug, first, second)
    try:
        page = ComparisonPage(*versions)
    except MissingFactsError as error:
        draft = next(version for version in versions if version.is_draft)
        return facts_page(request, draft, FactsForm(draft, error.questions), status=409)
    return answer(request, page)


def _page(request, page):
    organization = page.new.organization
    context = {
        "organization": organization,
        "page": page,
        "versions": versions_to_compare(request.user, organization),
    }
    return render(request, "regulations/compare.html", context)


def _pdf(request, page):
    html = redline_html(page, whole="whole" in request.GET)
    return pdf_response(request, render_pdf(html), page.file_name)
