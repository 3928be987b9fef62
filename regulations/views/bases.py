"""The legal bases of the draft: a page of its own, and one address for each verb."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from regulations import access, bases, services
from regulations.answers import refusals_in_words
from sferum_portal.lib.pages import page_of, query_without_page, search_text, whole_number


@login_required
@require_safe
@refusals_in_words
def draft_bases(request, slug):
    draft = access.draft_for(request.user, slug)
    words = search_text(request)
    context = {
        "organization": draft.organization,
        "draft": draft,
        "lines": bases.lines_of(draft),
        "unknown": bases.unknown_acts(draft),
        "words": words,
        "page_obj": page_of(request, bases.offers_for(draft, words), per_page=10),
        "query": query_without_page(request),
    }
    return render(request, "regulations/draft_bases.html", context)


@login_required
@require_POST
@refusals_in_words
def basis_add(request, slug):
    draft = access.draft_for(request.user, slug)
    basis = whole_number(request.POST.get("basis", ""))
    line = services.add_basis(version=draft, basis=basis, by=request.user)
    messages.success(request, f"Добавлено основание: {line.basis}.")
    return redirect("regulations:draft_bases", slug)


@login_required
@require_POST
@refusals_in_words
def basis_remove(request, slug, pk):
    draft = access.draft_for(request.user, slug)
    services.remove_basis(version=draft, basis=pk, by=request.user)
    messages.success(request, "Основание убрано из проекта.")
    return redirect("regulations:draft_bases", slug)


@login_required
@require_POST
@refusals_in_words
def basis_move(request, slug, pk):
    draft = access.draft_for(request.user, slug)
    where = request.POST.get("where", "")
    services.move_basis(version=draft, basis=pk, where=where, by=request.user)
    return redirect("regulations:draft_bases", slug)
