"""The regulation of an organization: its page, its files and its text."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from memberships.standing import Standing
from regulations import access, queries, services
from regulations.acknowledging.own import asking_of
from regulations.answers import (
    file_name,
    pdf_response,
    printable_by_one_press,
    refusals_in_words,
)
from regulations.bases import unknown_acts
from regulations.documents import render_regulation
from regulations.editions import edition_of
from regulations.facts import (
    MissingFactsError,
    missing_approvals,
    missing_facts,
    text_questions,
)
from regulations.files import stored_pdf
from regulations.forms import FactsForm
from regulations.importing.doubts import number_of_doubts
from regulations.living.drift import standing_of
from regulations.papers.orphaned import orphaned_of
from regulations.printing import printable_draft
from regulations.publishing.rules import PUBLISHABLE, deadline_of, is_overdue, publication_of
from regulations.reading import reading_of
from regulations.signatures.queries import right_of
from regulations.states import state_of
from regulations.views.drafts import facts_page
from regulations.views.route import frozen_context
from sferum_portal.lib.access import explain
from sferum_portal.lib.pages import page_of


@login_required
@require_safe
def regulation(request, slug):
    organization = access.organization_for(request.user, slug)
    versions = queries.versions_of(organization)
    in_force = versions.in_force().first()
    asking = in_force and asking_of(Standing(request.user, organization), in_force)
    context = {
        "organization": organization,
        "in_force": in_force,
        "coming": versions.coming().first(),
        "asking": asking,
        "page_obj": page_of(request, versions.superseded(), per_page=20),
        "may_prepare": request.user.has_perm(services.PREPARE, organization),
        "sees_acknowledgements": asking and _sees_acknowledgements(request.user, asking),
    }
    if in_force:
        context["edition"] = edition_of(in_force)
        context |= {"state": state_of(in_force), **frozen_context(request, in_force)}
    if context["page_obj"].object_list:
        context["comparable"] = access.versions_to_compare(request.user, organization)
    if context["may_prepare"]:
        context["unpublished"] = _unpublished(in_force, context["coming"])
        context["left"] = orphaned_of(organization)
        context["usual_source"] = queries.usual_source(context["in_force"])
        draft = versions.drafts().first()
        context |= _draft_card(request.user, draft) if draft else {}
        context |= _standing(context["in_force"])
    return render(request, "regulations/regulation_page.html", context)


def _standing(in_force):
    """How the regulation in force stands to the portal and to the law."""
    if in_force is None:
        return {}
    return {
        "drift_count": len(standing_of(in_force).drifts),
        "repealed_in_force": queries.repealed_bases(in_force),
    }


def _sees_acknowledgements(user, asking):
    """Whoever leads a unit sees its people, the administration all."""
    organization = asking.version.organization
    if user.has_perm("organizations.list_acknowledgements", organization):
        return True
    return bool(Standing(user, organization).led_in_confirmed_role)


def _unpublished(*versions):
    """The versions that still have to be put on the site, with their terms."""
    return [
        {"version": version, "deadline": deadline_of(version), "is_late": is_overdue(version)}
        for version in versions
        if version and version.document.kind in PUBLISHABLE and not publication_of(version)
    ]


def _draft_card(user, draft):
    decision = explain(user, services.APPROVE, draft.organization)
    return {
        "draft": draft,
        "questions": missing_facts(draft),
        "open_approvals": missing_approvals(draft),
        "text_questions": text_questions(draft),
        "doubted": number_of_doubts(draft),
        "repealed": queries.repealed_bases(draft),
        "unknown_acts": unknown_acts(draft),
        "who_approves": "" if decision else decision.who_can,
    }


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def in_force_pdf(request, slug):
    version = access.version_in_force_for(request.user, slug)
    return pdf_response(request, stored_pdf(version), file_name(version))


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def version_pdf(request, slug, number):
    """The stored file of an approved version; a draft as it is now, with «ПРОЕКТ»."""
    version = access.version_for(request.user, slug, number)
    if not version.is_draft:
        return pdf_response(request, stored_pdf(version), file_name(version))
    try:
        pdf = render_regulation(printable_draft(version))
    except MissingFactsError as error:
        return facts_page(request, version, FactsForm(version, error.questions), status=409)
    return pdf_response(request, pdf, file_name(version))


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def version_large_pdf(request, slug, number):
    """The same text in large print: a copy to read, which bears no codes of pages."""
    version = access.version_for(request.user, slug, number)
    try:
        pdf = render_regulation(reading_of(version).paper, large=True)
    except MissingFactsError as error:
        return facts_page(request, version, FactsForm(version, error.questions), status=409)
    return pdf_response(request, pdf, f"{file_name(version)}, крупным шрифтом")


@login_required
@require_safe
@refusals_in_words
def version_text(request, slug, number):
    """The same document as a page that can be read on a phone and aloud."""
    version = access.version_for(request.user, slug, number)
    try:
        reading = reading_of(version)
    except MissingFactsError as error:
        return facts_page(request, version, FactsForm(version, error.questions), status=409)
    context = {
        "organization": version.organization,
        "version": version,
        "state": state_of(version),
        "reading": reading,
        "signatures": [] if version.is_draft else right_of(version),
    }
    return render(request, "regulations/version_text.html", context)
