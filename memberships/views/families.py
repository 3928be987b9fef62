"""The people of a unit as its leader knows them: learners with their parents."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from memberships import queries
from organizations.access import unit_for
from sferum_portal.lib.pages import page_of
from sferum_portal.lib.text import counted


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
        "has_accounts": "learner_accounts" in unit.organization.profile.features,
        "totals": _totals(unit, page.paginator.count),
        "page_obj": page,
    }
    return render(request, "memberships/family_list.html", context)


def _totals(unit, listed):
    """How many there are, how many families have come, and who of the learners has nobody yet."""
    parents, families = queries.families_of_units(unit.organization, [unit.pk])[unit.pk]
    joined = counted(parents, "родитель", "родителя", "родителей")
    word = unit.organization.words.learner
    found = [
        f"В списке {counted(listed, word.nom, word.gen, word.pl_gen)}",
        f"на портале {joined} из {counted(families, 'семьи', 'семей', 'семей')}"
        if parents
        else "из родителей на портале пока никого",
    ]
    if parents and (lacking := queries.learners_without_parents(unit)):
        found.append(f"ещё без родителей — {lacking}")
    return f"{', '.join(found)}."
