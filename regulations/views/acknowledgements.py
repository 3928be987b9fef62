"""«Ознакомлен(а)»: the own tick, who has not yet, marks of paper, the rules."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from memberships.standing import Standing
from organizations.services import set_acknowledgement_rules
from regulations import access
from regulations.acknowledging import pages
from regulations.acknowledging.forms import PaperForm, RulesForm, TakeBackForm
from regulations.acknowledging.own import asking_of
from regulations.answers import refusals_in_words
from regulations.services.acknowledgements import (
    acknowledge,
    mark_on_paper,
    take_back_paper_mark,
)
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])
PER_PAGE = 50


@login_required
@require_safe
@refusals_in_words
def own(request, slug):
    organization = access.organization_for(request.user, slug)
    version = pages.version_to_read(organization)
    asking = asking_of(Standing(request.user, organization), version)
    context = {"organization": organization, "version": version, "asking": asking}
    return render(request, "regulations/acknowledgement.html", context)


@login_required
@require_POST
@refusals_in_words
def tick(request, slug):
    """For the version that the person has seen: another one is read first."""
    organization = access.organization_for(request.user, slug)
    version = pages.version_to_read(organization)
    if request.POST.get("version") != str(version.pk):
        messages.warning(request, "Документ обновился: прочитайте новую редакцию.")
        return redirect("regulations:acknowledgement", slug=slug)
    mark = acknowledge(version=version, by=request.user)
    messages.success(request, f"Спасибо, отметка сохранена. Её ключ: {mark.key}.")
    return redirect("regulations:acknowledgement", slug=slug)


@login_required
@require_safe
@refusals_in_words
def units(request, slug):
    organization, shown = pages.units_for(request.user, slug)
    version = pages.version_to_read(organization)
    page = page_of(request, shown, per_page=PER_PAGE)
    rows = pages.rows_of_units(version, shown)
    on_page = {unit.pk for unit in page}
    context = {
        "organization": organization,
        "version": version,
        "page_obj": page,
        "rows": [row for row in rows if row["unit"].pk in on_page],
        "total": pages.total_of(rows) if len(rows) > 1 else None,
        "may_change_rules": request.user.has_perm("organizations.change_strategy", organization),
        "may_export": request.user.has_perm("organizations.export_documents", organization),
    }
    return render(request, "regulations/acknowledgement_units.html", context)


@login_required
@require_safe
@refusals_in_words
def unit(request, slug, pk):
    return _unit_page(request, pages.unit_for(request.user, slug, pk))


@login_required
@require_POST
@refusals_in_words
def mark_paper(request, slug, pk):
    found = pages.unit_for(request.user, slug, pk)
    version = pages.version_to_read(found.organization)
    waiting, _ = pages.rows_of_unit(version, found)
    form = PaperForm(waiting, request.POST)
    if "go" in request.POST:
        # Another page of the list; what was ticked on this one goes along.
        return _unit_page(request, found, form)
    if not form.is_valid():
        return _unit_page(request, found, form, status=422)
    try:
        rows = mark_on_paper(version=version, unit=found, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _unit_page(request, found, form, status=409)
    messages.success(request, f"Отмечено подписей: {len(rows)}.")
    return redirect("regulations:acknowledgement_unit", slug=slug, pk=pk)


def _unit_page(request, found, form=None, status=200):
    version = pages.version_to_read(found.organization)
    waiting, done = pages.rows_of_unit(version, found)
    is_done = request.GET.get("show") == "done"
    rows = done if is_done else waiting
    number = request.POST.get("go") or request.POST.get("page") or request.GET.get("page")
    page = Paginator(rows, PER_PAGE).get_page(number)
    chosen = form.chosen if form else []
    here = {str(line.user_id) for line in page}
    context = {
        "organization": found.organization,
        "unit": found,
        "version": version,
        "page_obj": page,
        "query": query_without_page(request),
        "is_done": is_done,
        "waiting": len(waiting),
        "done": len(done),
        "today": timezone.localdate(),
        "has_families": any(line.is_family for line in waiting),
        "chosen": chosen,
        "chosen_elsewhere": [pk for pk in chosen if pk not in here],
        "form": form or PaperForm(waiting, initial={"signed_on": timezone.localdate()}),
    }
    return render(request, "regulations/acknowledgement_unit.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def take_back(request, slug, pk):
    mark = pages.acknowledgement_for(request.user, slug, pk)
    back = reverse("regulations:acknowledgement_unit", args=[slug, mark.unit_id])
    form = TakeBackForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            take_back_paper_mark(acknowledgement=mark, by=request.user, **form.cleaned_data)
            messages.success(request, "Отметка снята.")
            return redirect(back)
    context = {
        "organization": mark.organization,
        "mark": mark,
        "form": form,
        "question": f"Снять отметку: {mark.user.full_name}?",
        "cancel_url": back,
    }
    return render(request, "regulations/acknowledgement_take_back.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def rules(request, slug):
    organization = access.organization_for(request.user, slug, "organizations.change_strategy")
    form = RulesForm(organization, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        set_acknowledgement_rules(organization=organization, by=request.user, **form.cleaned_data)
        messages.success(request, "Правила ознакомления сохранены.")
        return redirect("regulations:acknowledgement_units", slug=slug)
    context = {"organization": organization, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "regulations/acknowledgement_rules.html", context, status=status)
