"""The sheet of acknowledgement of one unit: who has ticked on the portal, lines for the rest."""

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from memberships.models import Membership
from memberships.roles import STAFF_ROLES
from regulations.acknowledging.people import lines_of_unit
from regulations.printing import verify_url
from sferum_portal.lib.pdf import render_pdf


def sheet_pdf(version, unit, *, only_open=False):
    """PDF bytes; ``only_open`` leaves out whom the portal or a paper knows already."""
    return render_pdf(sheet_html(version, unit, only_open=only_open))


def sheet_html(version, unit, *, only_open=False):
    lines = lines_of_unit(version, unit)
    shown = [line for line in lines if not (only_open and line.done)]
    organization = version.organization
    context = {
        "version": version,
        "unit": unit,
        "unit_label": organization.profile.units[unit.kind].label if unit.school_year_id else "",
        "lines": _rows(unit, shown),
        "asked": len(lines),
        "done": sum(bool(line.done) for line in lines),
        "has_families": any(line.is_family for line in shown),
        "has_posts": unit.kind == unit.STAFF,
        "only_open": only_open,
        "printed_on": date_format(timezone.localdate(), "j E Y"),
        "verify_url": verify_url(version.verify_code).split("://", 1)[-1].rstrip("/"),
    }
    return render_to_string("pdf/acknowledgement_sheet.html", context)


def _rows(unit, shown):
    """Staff stand with their posts, without one with their roles."""
    posts = {}
    if unit.kind == unit.STAFF:
        rows = Membership.objects.current().filter(unit=unit, role__in=STAFF_ROLES)
        for row in rows.select_related("organization").order_by("starts_on", "pk"):
            posts[row.user_id] = posts.get(row.user_id) or row.post or row.role_label
    return [_row(line, posts.get(line.user_id, "")) for line in shown]


def _row(line, post):
    mark = line.done
    return {
        "name": line.user.full_name,
        "post": post,
        "is_family": line.is_family,
        "by": line.by.full_name if mark and line.by.pk != line.user_id else "",
        "on_paper": bool(mark and mark.is_on_paper),
        "day": mark.made_on if mark else None,
        "time": timezone.localtime(mark.recorded_at) if mark and not mark.is_on_paper else None,
        "key": mark.key if mark and not mark.is_on_paper else "",
    }
