"""The platform gets another name: what names the former one, and the changes it needs."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from organizations.models import Platform
from organizations.services import set_platform
from regulations import access, services
from regulations.answers import refusals_in_words
from regulations.forms import DayField, LineField
from regulations.renaming import Naming, change_of
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of, query_without_page, search_text

LONGEST_NAME = Platform._meta.get_field("name").max_length


class RenameForm(forms.Form):
    name = LineField(
        label="Новое название приложения",
        max_length=LONGEST_NAME,
        help_text="Как его называют документы, без кавычек.",
    )
    starts_on = DayField(label="С какого дня")


class NamesForm(forms.Form):
    former = LineField(max_length=LONGEST_NAME)
    name = LineField(max_length=LONGEST_NAME)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def rename(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    posted = request.POST if request.method == "POST" else None
    form = RenameForm(posted, initial={"starts_on": timezone.localdate()})
    if form.is_bound and form.is_valid():
        try:
            set_platform(organization=organization, by=request.user, **form.cleaned_data)
            messages.success(request, "Новое название записано. Осталось изменить документы.")
            return redirect("regulations:rename", slug)
        except DomainError as error:
            form.add_error(None, str(error))
            return _page(request, organization, form, 409)
    return _page(request, organization, form, 422 if form.is_bound else 200)


def _page(request, organization, form, status):
    present = organization.platform_on(timezone.localdate())
    change = change_of(organization)
    former = search_text(request, "former") or change.former
    naming = Naming(organization, former)
    context = {
        "organization": organization,
        "form": form,
        "present": present.name if present else "",
        "change": change,
        "former": former,
        "naming": naming,
    }
    for name in ("documents", "chats", "links"):
        page = page_of(request, getattr(naming, name), name=name)
        context[name] = page
        context[f"{name}_query"] = query_without_page(request, name)
    return render(request, "regulations/rename.html", context, status=status)


@login_required
@require_POST
@refusals_in_words
def rename_amend(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    form = NamesForm(request.POST)
    if not form.is_valid():
        raise DomainError("Укажите прежнее и новое название приложения.")
    version = services.amend_for_platform(
        organization=organization, by=request.user, **form.cleaned_data
    )
    messages.success(request, "Изменения подготовлены: проверьте их.")
    return redirect("regulations:amendment", slug, version.pk)


@login_required
@require_POST
@refusals_in_words
def rename_papers(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    former = " ".join(request.POST.get("former", "").split())[:LONGEST_NAME]
    drafts = services.renew_papers_for_platform(
        organization=organization, by=request.user, former=former
    )
    names = "; ".join(draft.document.title for draft in drafts)
    messages.success(request, f"Подготовлены проекты: {names}.")
    return redirect("regulations:document_list", slug)
