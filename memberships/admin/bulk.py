"""Several join requests accepted at once; each is decided by itself, and the answer names it."""

from collections import defaultdict

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect

from memberships import services
from memberships.deciding import of_one_press, presses_of, still_matched
from memberships.models import JoinRequest
from memberships.queries import bulk_acceptable
from sferum_portal.lib.access import require
from sferum_portal.lib.admin.forms import whole_numbers
from sferum_portal.lib.admin.verbs import return_address
from sferum_portal.lib.text import counted

DECIDE = "organizations.decide_joinrequests"
#: More at once would keep the page waiting.
MOST_AT_ONCE = 1000
#: So many names are read at a glance: they are shown without a fold.
SHORT = 30


class BulkApproval:
    """The two pages of the queue that accept more than one request."""

    def approve_selected(self, request):
        """Several at once, each decided by itself; the answer names every one."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        chosen = whole_numbers(request.POST.getlist("_selected_action"))[: self.list_per_page]
        rows = list(self.get_queryset(request).filter(pk__in=chosen).order_by("created_at", "pk"))
        if not rows:
            messages.warning(request, "Сначала отметьте заявки, которые нужно принять.")
            return redirect(return_address(request, self.url("changelist")))
        for organization in {row.organization_id: row.organization for row in rows}.values():
            require(request.user, DECIDE, organization)
        return self._approve(request, rows)

    def matched_requests(self, request):
        """Who waits and may be accepted in a heap, in the organizations where one decides."""
        rows = (
            self.get_queryset(request)
            .waiting()
            .filter(organization__in=self.organization_ids(request, DECIDE))
            .not_of(request.user)
        )
        return bulk_acceptable(rows).order_by("created_at", "pk")

    def approve_matched(self, request):
        """First the totals, then all of them at once; those that came meanwhile wait."""
        if not self.organizations(request, DECIDE):
            raise PermissionDenied
        if request.method == "POST":
            # One field for all: Django takes no more than a thousand.
            chosen = whole_numbers(request.POST.get("requests", "").split(","))[:MOST_AT_ONCE]
            rows = self.get_queryset(request).filter(
                organization__in=self.organization_ids(request, DECIDE)
            )
            found = still_matched(rows, chosen)
            return self._approve(request, found.to_decide, found.refused, found.missing)
        rows = list(self.matched_requests(request)[: MOST_AT_ONCE + 1])
        context = {
            "title": "Принять всех, кто совпал со списком",
            "number": len(rows[:MOST_AT_ONCE]),
            "left_over": len(rows) > MOST_AT_ONCE,
            "places": by_place(rows[:MOST_AT_ONCE]),
            "chosen": ",".join(str(row.pk) for row in rows[:MOST_AT_ONCE]),
            "back_url": self.url("changelist"),
            "several_organizations": len(self.organizations(request)) > 1,
        }
        return self.answer(request, "admin/memberships/joinrequest/matched.html", context)

    def presses(self, request):
        """What the person accepted together today, for the way back."""
        decided_here = self.organization_ids(request, DECIDE)
        rows = JoinRequest.objects.filter(organization__in=decided_here)
        return presses_of(rows, request.user) if decided_here else []

    def undo_bulk(self, request, object_id):
        """First how many and who; then all that one press accepted, each with what came of it."""
        obj = self.get_object(request, str(object_id))
        if obj is None:
            raise Http404
        require(request.user, DECIDE, obj.organization)
        mine = self.get_queryset(request).filter(
            organization__in=self.organization_ids(request, DECIDE)
        )
        rows = list(of_one_press(mine.not_of(request.user), obj))
        if not rows:
            messages.info(request, "Отменять нечего: решения уже отменены, или прошли сутки.")
            return redirect(self.url("changelist"))
        context = {
            "object": obj,
            "back_url": self.url("changelist"),
            "several_organizations": len(self.organizations(request)) > 1,
        }
        if request.method != "POST":
            decisions = counted(len(rows), "решение", "решения", "решений")
            context |= {
                "title": f"Отменить {decisions}?",
                "button": f"Отменить {decisions}",
                "places": by_place(rows),
                "is_short": len(rows) <= SHORT,
            }
            return self.answer(request, "admin/memberships/joinrequest/undo_bulk.html", context)
        results, later = services.undo_bulk(join_requests=rows, by=request.user)
        undone = [row for row, refusal in results if refusal is None]
        context |= {
            "title": "Отменено: " + counted(len(undone), "решение", "решения", "решений"),
            "places": by_place(undone),
            "is_short": len(undone) <= SHORT,
            "refused": [pair for pair in results if pair[1] is not None],
            "later": later,
        }
        return self.answer(request, "admin/memberships/joinrequest/undone_bulk.html", context)

    def _approve(self, request, rows, refused=(), missing=0):
        results = services.approve_many(join_requests=rows, by=request.user)
        accepted = [row for row, refusal in results if refusal is None]
        number = counted(len(accepted), "заявка", "заявки", "заявок")
        context = {
            "title": f"Принято: {number}" if accepted else "Никто не принят",
            "undo_all_url": self.url("undo_bulk", accepted[0].pk) if len(accepted) > 1 else "",
            "accepted_number": len(accepted),
            "places": by_place(accepted),
            "is_short": len(accepted) <= SHORT,
            "refused": [*refused, *(pair for pair in results if pair[1] is not None)],
            "missing": missing,
            "here": return_address(request, self.url("changelist")),
            "several_organizations": len(self.organizations(request)) > 1,
        }
        return self.answer(request, "admin/memberships/joinrequest/results.html", context)


def by_place(rows):
    """``[((organization, role, unit), rows)]``: a thousand names are read class by class."""
    places = defaultdict(list)
    for row in rows:
        places[str(row.organization), row.role_label, str(row.unit)].append(row)
    return sorted(places.items())
