"""Acts of changes: their list, their beginning, their approval and print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import access, queries, services
from regulations.amending.applying import CannotApplyError
from regulations.amending.papers import render_amendment
from regulations.amendment_forms import ActForm
from regulations.amendments import amendments_of, paper_of_version
from regulations.answers import pdf_response, printable_by_one_press, refusals_in_words
from regulations.checking import findings_of_changes
from regulations.facts import asks_bodies, missing_approvals
from regulations.files import stored_pdf
from regulations.forms import ApprovalsForm, ApproveForm
from regulations.obstacles import obstacle_to, obstacle_to_new
from regulations.views.route import frozen_context
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pages import page_of

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])
#: By whether their decisions are asked for.
LEAD_OF_BODIES = {
    True: "Изменения принимаются в том же порядке, что и сам акт. Протокол не может быть позже "
    "приказа.",
    False: "Этого акта на портале нет, и портал не знает, кто его принимает. Если изменения "
    "рассмотрели коллегиальные органы, внесите их протоколы; если нет, оставьте поля пустыми. "
    "Протокол не может быть позже приказа.",
}


@login_required
@require_safe
def amendment_list(request, slug):
    organization = access.organization_for(request.user, slug)
    may_prepare = request.user.has_perm(services.PREPARE, organization)
    context = {
        "organization": organization,
        "page_obj": page_of(request, amendments_of(organization, drafts=may_prepare), per_page=20),
        "may_prepare": may_prepare,
    }
    return render(request, "regulations/amendment_list.html", context)


@login_required
@require_form_methods
@refusals_in_words
def amendment_create(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    form = ActForm(queries.version_in_force(organization), _posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            version = services.create_amendment(
                organization=organization, by=request.user, act=form.act()
            )
            return redirect("regulations:amendment", slug, version.pk)
        except DomainError as error:
            return _refused(request, form, error, _create_page, organization)
    return _create_page(request, form, organization, 422 if form.is_bound else 200)


def _create_page(request, form, organization, status):
    obstacle = obstacle_to_new(organization)
    context = {"organization": organization, "form": form, "obstacle": obstacle}
    return render(request, "regulations/amendment_create.html", context, status=status)


@login_required
@require_POST
@refusals_in_words
def amendment_from_draft(request, slug):
    draft = access.draft_for(request.user, slug)
    version = services.amend_from_draft(version=draft, by=request.user)
    messages.success(request, "Отличия проекта записаны изменениями.")
    return redirect("regulations:amendment", slug, version.pk)


@login_required
@require_safe
@refusals_in_words
def amendment(request, slug, pk):
    version = access.amendment_for(request.user, slug, pk)
    may_prepare = request.user.has_perm(services.PREPARE, version.organization)
    context = {
        "organization": version.organization,
        "version": version,
        "paper": paper_of_version(version),
        "may_change": version.is_draft and may_prepare,
        "may_approve": request.user.has_perm(services.APPROVE, version.organization),
        "open_approvals": missing_approvals(version) if version.is_draft else [],
        "asks_bodies": asks_bodies(version),
        "obstacle": obstacle_to(version) if version.is_draft and may_prepare else None,
    }
    if not version.is_draft:
        context |= frozen_context(request, version)
    return render(request, "regulations/amendment.html", context)


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def amendment_large_pdf(request, slug, pk):
    """The same text in large print: a copy to read, which bears no codes of pages."""
    version = access.amendment_for(request.user, slug, pk)
    pdf = render_amendment(paper_of_version(version), large=True)
    return pdf_response(request, pdf, f"{_file_name(version)}, крупным шрифтом")


def _file_name(version):
    return f"{version.document.title[:80]}, {version.organization.short_name}"


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def amendment_pdf(request, slug, pk):
    version = access.amendment_for(request.user, slug, pk)
    name = _file_name(version)
    if not version.is_draft:
        return pdf_response(request, stored_pdf(version), name)
    return pdf_response(request, render_amendment(paper_of_version(version)), f"{name} (проект)")


@login_required
@require_form_methods
@refusals_in_words
def amendment_approvals(request, slug, pk):
    version = access.amendment_for(request.user, slug, pk, draft=True, perm=services.PREPARE)
    form = ApprovalsForm(version, _posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.record_approvals(version=version, by=request.user, decisions=form.decisions())
            messages.success(request, "Решения коллегиальных органов записаны.")
            return redirect("regulations:amendment", slug, pk)
        except DomainError as error:
            return _refused(request, form, error, _approvals_page, version)
    return _approvals_page(request, form, version, 422 if form.is_bound else 200)


def _approvals_page(request, form, version, status):
    context = {
        "organization": version.organization,
        "version": version,
        "form": form,
        "lead": LEAD_OF_BODIES[asks_bodies(version)],
    }
    return render(request, "regulations/amendment_approvals.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def amendment_approve(request, slug, pk):
    version = access.amendment_for(request.user, slug, pk, draft=True, perm=services.APPROVE)
    findings = _findings(version)
    initial = {"order_date": timezone.localdate(), "effective_from": version.data.get("begins")}
    form = ApproveForm(_posted(request), initial=initial, asks_reason=bool(findings))
    if request.method == "POST" and form.is_valid():
        try:
            version = services.approve_amendment(
                version=version, by=request.user, **form.cleaned_data
            )
            holds = "действуют" if version.is_in_force else f"действуют с {_day(version)}"
            messages.success(request, f"Изменения утверждены и {holds}.")
            return redirect("regulations:amendment", slug, pk)
        except DomainError as error:
            return _refused(request, form, error, _approve_page, version, findings)
    return _approve_page(request, form, version, 422 if form.is_bound else 200, findings)


def _findings(version):
    """Changes that do not fit any more are told of by the approval itself."""
    try:
        return findings_of_changes(version)
    except CannotApplyError:
        return []


def _day(version):
    return f"{version.effective_from:%d.%m.%Y}"


def _approve_page(request, form, version, status, findings):
    consequences = ["Текст и файл сохранятся навсегда: изменить их потом нельзя."]
    if "base" in version.data["act"]:
        consequences.append(
            "Тем же приказом вступит в силу редакция положения, в которую внесены изменения."
        )
    if not (asks_bodies(version) or version.decisions_line):
        consequences.append("Протоколов коллегиальных органов на акте не будет: они не внесены.")
    context = {
        "organization": version.organization,
        "version": version,
        "form": form,
        "consequences": consequences,
        "missing": missing_approvals(version),
        "findings": findings,
        "obstacle": obstacle_to(version),
    }
    return render(request, "regulations/amendment_approve.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def amendment_discard(request, slug, pk):
    version = access.amendment_for(request.user, slug, pk, draft=True, perm=services.PREPARE)
    if request.method != "POST":
        context = {
            "organization": version.organization,
            "version": version,
            "action_url": reverse("regulations:amendment_discard", args=[slug, pk]),
        }
        return render(request, "regulations/amendment_discard.html", context)
    services.discard_amendment(version=version, by=request.user)
    messages.success(request, "Проект изменений удалён.")
    return redirect("regulations:amendment_list", slug)


def _posted(request):
    return request.POST if request.method == "POST" else None


def _refused(request, form, error, page, version, *more):
    """The form again, with what the service refused (409)."""
    form.add_error(None, str(error))
    return page(request, form, version, 409, *more)
