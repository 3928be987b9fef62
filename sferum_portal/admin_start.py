"""The admin's first page: what waits, and the way to every register."""

from django.contrib import admin
from django.urls import reverse

from memberships.admin.queue import queue_rows
from regulations.retention.watching import damaged_files
from regulations.services.exports import EXPORT
from sferum_portal import admin_navigation, admin_waiting
from sferum_portal.lib.admin.texts import age
from sferum_portal.start_matters import damage_of

SHOWN = 10


def with_start(request, context):
    """The context of the first page (the setting DASHBOARD_CALLBACK of django-unfold)."""
    site = admin.site
    waiting = admin_waiting.counts(request, site)["memberships_joinrequest"]
    oldest = admin_waiting.join_requests(request, site).oldest_first()[:SHOWN]
    rows = queue_rows(request, site, oldest) if waiting else []
    return context | {
        "title": "Управление порталом",
        "waiting": waiting,
        "oldest_age": age(rows[0].created_at) if rows else "",
        "rows": rows,
        "left_over": max(waiting - SHOWN, 0),
        "may_see_requests": bool(site.organizations(request, "organizations.list_joinrequests")),
        "queue_url": reverse("admin:memberships_joinrequest_changelist"),
        "several_organizations": len(site.organizations(request)) > 1,
        "damaged": [
            {"organization": row.version.organization, **damage_of(row)}
            for row in damaged_files(site.organizations(request, EXPORT))[:SHOWN]
        ],
        "here": reverse("admin:index"),
        "groups": admin_navigation.groups(request, site),
    }
