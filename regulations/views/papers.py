"""Documents of an organization: the list of all, and the way of one paper."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import services
from regulations.access import organization_for
from regulations.answers import pdf_response, printable_by_one_press, refusals_in_words
from regulations.files import stored_pdf
from regulations.papers import queries
from regulations.papers.access import kind_or_404, paper_for
from regulations.papers.badges import badge_of, unsigned_badge
from regulations.papers.composing import compose
from regulations.papers.current import current_versions
from regulations.papers.facts import PaperFacts
from regulations.papers.forms import PaperForm
from regulations.papers.kinds import all_kinds, kinds_of
from regulations.papers.letters import LETTER, file_name
from regulations.papers.orphaned import orphaned_of
from regulations.papers.printing import render_paper
from regulations.papers.registered import READ as READ_PRIVATE
from regulations.papers.registered import mismatches_of
from regulations.publishing.waiting import unsigned_of
from regulations.views.route import frozen_context
from sferum_portal.lib.access import explain
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.mail import mail_is_configured
from sferum_portal.lib.pages import page_of

ENTER_REGISTER = "organizations.enter_register"


@login_required
@require_safe
def document_list(request, slug):
    organization = organization_for(request.user, slug)
    page = page_of(request, queries.documents_for(request.user, organization), per_page=50)
    rows = [
        {
            "document": document,
            "version": version,
            "badge": badge_of(version),
            "has_draft": any(each.is_draft for each in document.newest_first),
        }
        for document in page
        for version in queries.shown_versions(document)
    ]
    unsigned = unsigned_of(row["version"] for row in rows)
    for row in rows:
        row["unsigned"] = unsigned_badge(row["version"]) if row["version"].pk in unsigned else ""
    prepares = request.user.has_perm(services.PREPARE, organization)
    context = {
        "organization": organization,
        "page_obj": page,
        "rows": rows,
        "may_prepare": prepares,
        "left": orphaned_of(organization) if prepares else [],
        "mismatches": _mismatches(request.user, organization),
        "sees_acts": request.user.has_perm(ENTER_REGISTER, organization),
    }
    if prepares:
        known, wanted = current_versions(organization), kinds_of(organization)
        context["package_lacks"] = any(code not in known for code in wanted)
        context["kinds"] = [
            {"code": code, "label": all_kinds()[code].label_for(organization)}
            for code in wanted
            if code in all_kinds() and not (code in known and known[code].is_draft)
        ]
    return render(request, "regulations/papers/document_list.html", context)


def _mismatches(user, organization):
    """Contacts are private: they are shown to those who read such papers."""
    return mismatches_of(organization) if user.has_perm(READ_PRIVATE, organization) else []


@login_required
@require_POST
@refusals_in_words
def paper_create(request, slug, kind):
    organization = organization_for(request.user, slug, services.PREPARE)
    kind_or_404(kind)
    version = services.prepare_paper(organization=organization, kind=kind, by=request.user)
    messages.success(request, f"Проект подготовлен: {version.document.title}.")
    return redirect("regulations:paper", slug=slug, pk=version.pk)


@login_required
@require_safe
@refusals_in_words
def paper(request, slug, pk):
    """The paper to read, and what may be done with it."""
    version = paper_for(request.user, slug, pk)
    organization = version.organization
    prepares = request.user.has_perm(services.PREPARE, organization)
    context = {
        "organization": organization,
        "version": version,
        "badge": badge_of(version),
        "may_prepare": prepares,
    }
    if version.is_draft:
        facts = PaperFacts(organization, own=version)
        composed = compose(version.document.kind, facts)
        decision = explain(request.user, services.APPROVE, organization)
        context |= {
            "paper": composed.paper,
            "open": composed.open,
            "gaps": composed.gaps,
            "who_approves": "" if decision else decision.who_can,
            "has_form": bool(PaperForm(version, facts).fields),
        }
    else:
        context |= frozen_context(request, version) | {"paper": version.data["paper"]}
        context |= _cancelling(request.user, version, prepares)
    if version.document.kind == LETTER and not version.is_draft:
        context |= {
            "is_letter": True,
            "sendings": list(queries.sendings_of(version)[:10]),
            "mail_is_configured": mail_is_configured(),
        }
    return render(request, "regulations/papers/paper.html", context)


def _cancelling(user, version, prepares):
    """How the order was cancelled, or whether this person may cancel or replace it."""
    if version.is_cancelled:
        return {"cancellation": queries.cancellation_of(version)}
    may = all_kinds()[version.document.kind].is_order and not version.is_superseded
    return {
        "may_cancel": may and user.has_perm(services.APPROVE, version.organization),
        "may_replace": may and prepares,
    }


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def paper_pdf(request, slug, pk):
    """The stored file of a frozen paper; a draft as it is now, with «ПРОЕКТ»."""
    version = paper_for(request.user, slug, pk)
    if not version.is_draft:
        return pdf_response(request, stored_pdf(version), file_name(version, ending=""))
    name = file_name(version, " (проект)", ending="")
    return pdf_response(request, render_paper(_printable(version), draft=True), name)


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def paper_large_pdf(request, slug, pk):
    """The same text in large print: a copy to read, which bears no codes of pages."""
    version = paper_for(request.user, slug, pk)
    paper = version.data.get("paper") or _printable(version)
    pdf = render_paper(paper, code=version.verify_code, draft=version.is_draft, large=True)
    return pdf_response(request, pdf, file_name(version, ", крупным шрифтом", ending=""))


def _printable(version):
    """The paper of a draft as it is now; DomainError for what it lacks."""
    composed = compose(version.document.kind, PaperFacts(version.organization, own=version))
    if composed.gaps:
        raise DomainError(" ".join(question.text for question in composed.gaps))
    return composed.paper


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def paper_facts(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.PREPARE)
    facts = PaperFacts(version.organization, own=version)
    form = PaperForm(version, facts, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _facts_page(request, version, form)
    if not form.is_valid():
        return _facts_page(request, version, form, status=422)
    try:
        services.change_paper(version=version, by=request.user, facts=form.facts())
    except DomainError as error:
        form.add_error(None, str(error))
        return _facts_page(request, version, form, status=409)
    messages.success(request, "Сведения сохранены.")
    return redirect("regulations:paper", slug=slug, pk=pk)


def _facts_page(request, version, form, status=200):
    context = {"organization": version.organization, "version": version, "form": form}
    return render(request, "regulations/papers/paper_facts.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def paper_approve(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.APPROVE)
    if request.method == "POST":
        version = services.approve_paper(version=version, by=request.user)
        messages.success(request, f"Зарегистрирован: {version.title}.")
        return redirect("regulations:paper", slug=slug, pk=pk)
    context = {"organization": version.organization, "version": version}
    context["composed"] = compose(
        version.document.kind, PaperFacts(version.organization, own=version)
    )
    return render(request, "regulations/papers/paper_approve.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def paper_discard(request, slug, pk):
    version = paper_for(request.user, slug, pk, services.PREPARE)
    if request.method != "POST":
        context = {"organization": version.organization, "version": version}
        return render(request, "regulations/papers/paper_discard.html", context)
    services.discard_draft(version=version, by=request.user)
    messages.success(request, "Проект удалён.")
    return redirect("regulations:document_list", slug=slug)
