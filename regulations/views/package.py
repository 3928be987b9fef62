"""The package of papers: made by one press, asked only for what it lacks, approved and printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regulations import services
from regulations.access import organization_for
from regulations.answers import pdf_response, printable_by_one_press, refusals_in_words
from regulations.papers.package import Package
from regulations.papers.printing import joined, zipped
from regulations.papers.wizard import Wizard
from sferum_portal.lib.access import explain
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.file_names import safe_name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def package(request, slug):
    organization = organization_for(request.user, slug, services.PREPARE)
    found = Package(organization)
    wizard = Wizard(found, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, found, wizard)
    if not wizard.is_valid():
        return _page(request, found, wizard, status=422)
    try:
        services.answer_package(organization=organization, by=request.user, **wizard.answers())
    except DomainError as error:
        return _page(request, found, wizard, status=409, error=str(error))
    messages.success(request, "Сведения сохранены, документы обновлены.")
    return redirect("regulations:package", slug=slug)


def _page(request, found, wizard, status=200, **more):
    decision = explain(request.user, services.APPROVE, found.organization)
    context = {
        "organization": found.organization,
        "package": found,
        "wizard": wizard,
        "who_approves": "" if decision else decision.who_can,
    }
    return render(request, "regulations/papers/package.html", context | more, status=status)


@login_required
@require_POST
@refusals_in_words
def package_prepare(request, slug):
    organization = organization_for(request.user, slug, services.PREPARE)
    made = services.prepare_package(organization=organization, by=request.user)
    if made:
        messages.success(request, f"Подготовлено документов: {len(made)}.")
    return redirect("regulations:package", slug=slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def package_approve(request, slug):
    """First what will be frozen and what will not; then all that are ready, or none."""
    organization = organization_for(request.user, slug, services.APPROVE)
    if request.method != "POST":
        context = {"organization": organization, "package": Package(organization)}
        return render(request, "regulations/papers/package_approve.html", context)
    try:
        results = services.approve_package(organization=organization, by=request.user)
    except DomainError as error:
        return _fresh_page(request, organization, error=str(error))
    done = [version for _, version, _ in results if version]
    if results and not done:
        return _fresh_page(request, organization, shows_refusals=True)
    if done:
        messages.success(request, f"Утверждено и зарегистрировано документов: {len(done)}.")
    if left := len(results) - len(done):
        messages.info(request, f"Остались проектами: {left}. Почему — сказано в списке ниже.")
    return redirect("regulations:package", slug=slug)


def _fresh_page(request, organization, *, shows_refusals=False, **more):
    found = Package(organization)
    if shows_refusals:
        more["refused"] = found.drafts
    return _page(request, found, Wizard(found), status=409, **more)


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def package_pdf(request, slug):
    """All that can be printed, one after another in one file."""
    found = Package(organization_for(request.user, slug, services.PREPARE))
    if not found.printable:
        raise DomainError("Печатать пока нечего: ответьте на вопросы пакета.")
    pdf = joined(item.pdf() for item in found.printable)
    return pdf_response(request, pdf, f"Пакет документов, {found.organization.short_name}")


@login_required
@require_safe
@refusals_in_words
def package_zip(request, slug):
    """The same as files, each as it was frozen."""
    found = Package(organization_for(request.user, slug, services.PREPARE))
    files = {
        safe_name(f"{number:02d} {item.title}", ".pdf"): item.pdf()
        for number, item in enumerate(found.printable, start=1)
    }
    response = HttpResponse(zipped(files), content_type="application/zip")
    name = safe_name(f"Пакет документов, {found.organization.short_name}", ".zip")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["Cache-Control"] = "private, no-store"
    return response
