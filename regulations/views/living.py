"""Where the regulation in force and the portal differ, and both ways to end it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from regulations import access, queries, services
from regulations.answers import refusals_in_words
from regulations.living.drift import standing_of
from sferum_portal.lib.pages import page_of


@login_required
@require_safe
def drift(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    in_force = queries.version_in_force(organization)
    standing = standing_of(in_force) if in_force else None
    drifts = standing.drifts if standing else ()
    context = {
        "organization": organization,
        "in_force": in_force,
        "page_obj": page_of(request, drifts),
        "may_amend_all": sum(each.can_amend for each in drifts) > 1,
        "unread": standing.unread if standing else (),
    }
    return render(request, "regulations/drift.html", context)


@login_required
@require_POST
@refusals_in_words
def drift_follow(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    sentence = services.follow_regulation(
        organization=organization, by=request.user, **_which(request)
    )
    messages.success(request, sentence)
    return redirect("regulations:drift", slug)


@login_required
@require_POST
@refusals_in_words
def drift_amend(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    version = services.amend_for_drift(
        organization=organization, by=request.user, **_which(request)
    )
    messages.success(request, "Изменения подготовлены: проверьте их.")
    return redirect("regulations:amendment", slug, version.pk)


@login_required
@require_POST
@refusals_in_words
def bases_amend(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    version = services.amend_bases(organization=organization, by=request.user)
    messages.success(request, "Изменения подготовлены: проверьте их.")
    return redirect("regulations:amendment", slug, version.pk)


@login_required
@require_POST
@refusals_in_words
def basis_replace(request, slug, pk):
    draft = access.draft_for(request.user, slug)
    act = services.replace_basis(version=draft, basis=pk, by=request.user)
    text = f"Теперь в проекте {act}." if act else "Основание убрано из проекта."
    messages.success(request, text)
    on_its_page = request.POST.get("next") == "bases"
    return redirect(f"regulations:{'draft_bases' if on_its_page else 'regulation'}", slug)


def _which(request):
    return {name: request.POST.get(name, "")[:100] for name in ("binding", "item")}
