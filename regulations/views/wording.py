"""Beside the editor: clauses from the library, and what the document is called."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import access, services
from regulations.answers import refusals_in_words
from regulations.editing.desk import Desk
from regulations.editing.forms import FormOfDocument
from regulations.editing.offers import offers_of
from sferum_portal.lib.errors import DomainError


@login_required
@require_safe
@refusals_in_words
def draft_library(request, slug):
    draft = access.draft_for(request.user, slug)
    context = {"organization": draft.organization, "draft": draft, "groups": offers_of(Desk(draft))}
    return render(request, "regulations/draft_library.html", context)


@login_required
@require_POST
@refusals_in_words
def draft_take(request, slug):
    draft = access.draft_for(request.user, slug)
    clause = services.take_clause(version=draft, key=request.POST.get("key", ""), by=request.user)
    messages.success(request, "Пункт добавлен в проект.")
    address = reverse("regulations:draft_edit", args=[slug])
    return HttpResponseRedirect(f"{address}?clause={clause}#c{clause}")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def draft_form(request, slug):
    draft = access.draft_for(request.user, slug)
    form = FormOfDocument(draft, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _form_page(request, draft, form)
    if not form.is_valid():
        return _form_page(request, draft, form, status=422)
    try:
        services.choose_form(version=draft, by=request.user, **form.answers())
    except DomainError as error:
        form.add_error(None, str(error))
        return _form_page(request, draft, form, status=409)
    messages.success(request, "Сохранено: текст приведён в соответствие.")
    return redirect("regulations:draft_edit", slug=slug)


def _form_page(request, draft, form, status=200):
    context = {"organization": draft.organization, "draft": draft, "form": form}
    return render(request, "regulations/draft_form.html", context, status=status)
