"""The people of a unit as its leader knows them: learners with their parents."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from memberships import queries
from organizations.access import unit_for
from sferum_portal.lib.pages import page_of


@login_required
@require_safe
def family_list(request, slug, pk):
    """Names alone: phones and e-mails are the administrator's business."""
    unit = unit_for(request.user, slug, pk, perm="organizations.list_families")
    page = page_of(request, queries.learners_of(unit))
    page.object_list = queries.with_parents(unit.organization, page.object_list)
    context = {
        "organization": unit.organization,
        "unit": unit,
        "unit_label": unit.organization.profile.units[unit.kind].label,
        "leaders": queries.leaders_of(unit),
        "page_obj": page,
    }
    return render(request, "memberships/family_list.html", context)
