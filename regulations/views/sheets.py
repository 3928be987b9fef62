"""Sheets of acknowledgement as PDF."""

from django.contrib.auth.decorators import login_required
from django.views.decorators.http import require_safe

from regulations.acknowledging import pages
from regulations.acknowledging.sheets import sheet_pdf
from regulations.answers import pdf_response, printable_by_one_press, refusals_in_words


@login_required
@require_safe
@printable_by_one_press
@refusals_in_words
def unit_sheet(request, slug, pk):
    """All of the unit; with ``?only=open`` those alone who have not ticked."""
    unit = pages.unit_for(request.user, slug, pk)
    version = pages.version_to_read(unit.organization)
    pdf = sheet_pdf(version, unit, only_open=request.GET.get("only") == "open")
    return pdf_response(request, pdf, f"Лист ознакомления, {unit.dated_name}")
