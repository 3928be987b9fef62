"""Names and posts in their cases, as the papers of the organization say them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import services
from regulations.access import organization_for
from regulations.answers import refusals_in_words
from regulations.papers.access import word_forms_for
from regulations.papers.forms import WordFormsForm
from regulations.papers.wording import WordList
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page, search_text


@login_required
@require_safe
def word_list(request, slug):
    """Whom and what papers name, in the accusative; the organization's own forms are marked."""
    organization = organization_for(request.user, slug, services.PREPARE)
    words, query = WordList(organization), search_text(request)
    page = page_of(request, words.found(query), per_page=50)
    context = {
        "organization": organization,
        "page_obj": page,
        "words": [words.entry(*word) for word in page],
        "query": query,
        "page_query": query_without_page(request),
    }
    return render(request, "regulations/papers/word_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def word_forms(request, slug):
    """One word in its cases; which one, stands in the address («?kind=post&nom=директор»)."""
    organization = organization_for(request.user, slug, services.PREPARE)
    if request.method != "POST":
        entry = WordList(organization).asked(request.GET.get("kind"), request.GET.get("nom"))
        form = WordFormsForm(initial={"kind": entry["kind"], **entry["forms"]})
        return _page(request, organization, form, entry["row"])
    form = WordFormsForm(request.POST)
    if not form.is_valid():
        return _page(request, organization, form, status=422)
    try:
        row = services.keep_forms(
            organization=organization,
            by=request.user,
            kind=form.cleaned_data["kind"],
            forms=form.forms(),
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, organization, form, status=409)
    messages.success(request, f"Запомнено: {row.nom} — {row.acc}.")
    return redirect("regulations:word_list", slug=slug)


def _page(request, organization, form, row=None, status=200):
    context = {"organization": organization, "form": form, "row": row}
    return render(request, "regulations/papers/word_forms.html", context, status=status)


@login_required
@require_POST
@refusals_in_words
def word_forget(request, slug, pk):
    row = word_forms_for(request.user, slug, pk)
    services.forget_forms(word_forms=row, by=request.user)
    messages.success(request, f"Возвращены формы по правилам: {row.nom}.")
    return redirect("regulations:word_list", slug=slug)
