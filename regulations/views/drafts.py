"""The way of the regulation from draft to approval."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regulations import access, queries, services
from regulations.answers import refusals_in_words
from regulations.checking import findings_of, unasked
from regulations.facts import absent_councils, missing_approvals, missing_facts, text_questions
from regulations.forms import ApprovalsForm, ApproveForm, FactsForm
from regulations.printing import planned_order
from sferum_portal.lib.errors import DomainError

require_form_methods = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@require_POST
@refusals_in_words
def draft_create(request, slug):
    organization = access.organization_for(request.user, slug, services.PREPARE)
    source = request.POST.get("source") or None
    draft = services.create_draft(organization=organization, by=request.user, source=source)
    if missing_facts(draft):
        return redirect("regulations:draft_facts", slug=slug)
    messages.success(request, f"Проект редакции {draft.number} подготовлен.")
    return redirect("regulations:regulation", slug=slug)


@login_required
@require_form_methods
@refusals_in_words
def draft_facts(request, slug):
    draft = access.draft_for(request.user, slug)
    form = FactsForm(draft, missing_facts(draft), _posted(request))
    if request.method != "POST":
        return facts_page(request, draft, form)
    if not form.is_valid():
        return facts_page(request, draft, form, status=422)
    try:
        services.answer_questions(version=draft, by=request.user, **form.answers())
    except DomainError as error:
        form.add_error(None, str(error))
        return facts_page(request, draft, form, status=409)
    messages.success(request, "Сведения сохранены.")
    return redirect("regulations:regulation", slug=slug)


def _posted(request):
    return request.POST if request.method == "POST" else None


def facts_page(request, version, form, status=200):
    context = {"organization": version.organization, "draft": version, "form": form}
    return render(request, "regulations/draft_facts.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def draft_approvals(request, slug):
    draft = access.draft_for(request.user, slug)
    form = ApprovalsForm(draft, _posted(request))
    if request.method != "POST":
        return _approvals_page(request, draft, form)
    if not form.is_valid():
        return _approvals_page(request, draft, form, status=422)
    try:
        services.record_approvals(version=draft, by=request.user, decisions=form.decisions())
    except DomainError as error:
        form.add_error(None, str(error))
        return _approvals_page(request, draft, form, status=409)
    messages.success(request, "Решения коллегиальных органов записаны.")
    return redirect("regulations:regulation", slug=slug)


def _approvals_page(request, draft, form, status=200):
    organization = draft.organization
    context = {"organization": organization, "draft": draft, "form": form}
    context |= {"councils": unasked(organization), "absent": absent_councils(organization)}
    return render(request, "regulations/draft_approvals.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def draft_approve(request, slug):
    draft = access.draft_for(request.user, slug, services.APPROVE)
    planned = planned_order(draft.organization)
    initial = {
        "order_number": planned.number if planned else "",
        "order_date": planned.date if planned else timezone.localdate(),
    }
    findings = [finding for finding in findings_of(draft) if not finding.stops]
    form = ApproveForm(_posted(request), initial=initial, asks_reason=bool(findings))
    if request.method != "POST":
        return _approve_page(request, draft, form, findings)
    if not form.is_valid():
        return _approve_page(request, draft, form, findings, status=422)
    try:
        version = services.approve_version(version=draft, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return _approve_page(request, draft, form, findings, status=409)
    holds = "и действует" if version.is_in_force else f"и действует с {_day(version)}"
    messages.success(request, f"Редакция {draft.number} утверждена {holds}.")
    return redirect("regulations:regulation", slug=slug)


def _day(version):
    return f"{version.effective_from:%d.%m.%Y}"


def _approve_page(request, draft, form, findings, status=200):
    former = queries.version_without_successor(draft.organization)
    consequences = [
        "Текст и файл сохранятся навсегда: изменить их потом нельзя.",
        f"{draft.label} начнёт действовать с даты приказа или с другой даты, если вы её укажете.",
    ]
    if former:
        consequences.append(f"{former.label} действует до этого дня и останется в списке прежних.")
    context = {
        "organization": draft.organization,
        "form": form,
        "question": f"Утвердить {draft.get_act_display()}, редакция {draft.number}?",
        "consequences": consequences,
        "missing": missing_facts(draft) + text_questions(draft) + missing_approvals(draft),
        "findings": findings,
    }
    return render(request, "regulations/draft_approve.html", context, status=status)


@login_required
@require_form_methods
@refusals_in_words
def draft_discard(request, slug):
    draft = access.draft_for(request.user, slug)
    if request.method != "POST":
        context = {"organization": draft.organization, "draft": draft}
        return render(request, "regulations/draft_discard.html", context)
    services.discard_draft(version=draft, by=request.user)
    messages.success(request, "Проект удалён.")
    return redirect("regulations:regulation", slug=slug)
