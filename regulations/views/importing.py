"""An existing regulation: uploaded or pasted, looked through, made the draft."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from regulations import access, services
from regulations.answers import refusals_in_words
from regulations.bases import by_number, doubt_dates, known_act, unknown_acts
from regulations.checking.imported import doubt_findings
from regulations.forms_import import ImportForm, SaveImportForm
from regulations.importing.confined import imported_from
from regulations.importing.review import Review
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import MAX_BYTES
from regulations.obstacles import held_up_by_draft
from sferum_portal.lib.text import counted
from sferum_portal.lib.uploads import limited_upload


@limited_upload(MAX_BYTES, back="regulations:regulation_import")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_in_words
def regulation_import(request, slug):
    """The form; its answer shows the structure that was found, and keeps nothing."""
    organization = access.organization_without_draft_for(request.user, slug)
    if request.method != "POST":
        return _form_page(request, organization, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, organization, form, status=422)
    source = form.cleaned_data["source"]
    try:
        imported = imported_from(source)
    except UnreadableFileError as error:
        form.add_error(None, str(error))
        return _form_page(request, organization, form, status=422)
    register = by_number()
    doubt_dates(imported, register)
    doubt_findings(imported, register, organization)
    context = {
        "organization": organization,
        "review": Review(imported, organization.kind, partial(known_act, register)),
        "form": SaveImportForm.holding(source),
        "held_up": held_up_by_draft(organization),
    }
    return render(request, "regulations/import_review.html", context)


@login_required
@require_POST
@refusals_in_words
def regulation_import_save(request, slug):
    organization = access.organization_without_draft_for(request.user, slug)
    form = SaveImportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, organization, form.as_upload(), status=422)
    source = form.cleaned_data["source"]
    draft = services.import_draft(
        organization=organization,
        by=request.user,
        imported=imported_from(source),
        file_name=source.file_name,
    )
    messages.success(request, f"Проект редакции {draft.number} составлен из вашего текста: вот он.")
    if unknown := len(unknown_acts(draft)):
        acts = counted(unknown, "акт", "акта", "актов")
        them = "его" if unknown == 1 else "их"
        messages.warning(
            request, f"{acts} из текста портал не знает: проверьте {them} в правовых основаниях."
        )
    return redirect("regulations:draft_edit", slug)


def _form_page(request, organization, form, status=200):
    held_up = held_up_by_draft(organization)
    context = {"organization": organization, "form": form, "held_up": held_up}
    return render(request, "regulations/import_form.html", context, status=status)
