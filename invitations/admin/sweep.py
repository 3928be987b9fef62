"""Unclaimed links: first the list with its reasons, then one press and an act (norm JOIN-5)."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from invitations import services
from invitations.services import MOST_ON_AN_ACT
from invitations.unclaimed import IDLE_CHOICES, IDLE_DAYS, unclaimed, why
from sferum_portal.lib.admin.forms import whole_numbers
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.text import counted

ISSUE = "organizations.issue_invitations"
LINKS = ("ссылка", "ссылки", "ссылок")


class Sweep:
    """The page of the sweep, for the organizations in which the person issues links."""

    def sweep_urls(self, name):
        return [self.page("sweep/", self.sweep, f"{name}_sweep")]

    def sweep(self, request):
        organizations = self.organizations(request, ISSUE)
        if not organizations:
            raise PermissionDenied
        organization = self._chosen(request, organizations)
        if organization is None:
            choice = [{"name": str(row), "url": f"?organization={row.pk}"} for row in organizations]
            context = {"title": "Невостребованные ссылки", "organizations": choice}
            return self.answer(request, "admin/choose_organization.html", context)
        days = _days(request)
        if request.method == "POST":
            return self._annul(request, organization, days)
        return self._preview(request, organization, days)

    def _preview(self, request, organization, days, refusal=""):
        rows = unclaimed(organization, days)
        total = rows.count()
        # A queryset that counts cannot be counted on again: read what is shown.
        shown = list(rows.select_related("unit", "created_by", "child")[:MOST_ON_AN_ACT])
        for row in shown:
            row.organization, row.why = organization, why(row, days)
        context = {
            "title": "Невостребованные ссылки",
            "organization": organization,
            "rows": shown,
            "left_over": total - len(shown),
            "days": days,
            "day_choices": [(each, counted(each, "день", "дня", "дней")) for each in IDLE_CHOICES],
            "refusal": refusal,
            "back_url": self.url("changelist"),
            "for_organization": organization if len(self.organizations(request)) > 1 else None,
        }
        template = "admin/invitations/invitation/sweep.html"
        return self.answer(request, template, context, 409 if refusal else 200)

    def _annul(self, request, organization, days):
        chosen = whole_numbers(request.POST.getlist("invitation"))[:MOST_ON_AN_ACT]
        try:
            act, results = services.annul_unclaimed(
                organization=organization, by=request.user, invitations=chosen, idle_days=days
            )
        except DomainError as error:
            return self._preview(request, organization, days, refusal=str(error))
        context = {
            "title": f"Аннулировано: {counted(len(act.lines), *LINKS)}",
            "act": act,
            "act_url": reverse("admin:invitations_annulmentact_change", args=[act.pk]),
            "pdf_url": reverse("admin:invitations_annulmentact_pdf", args=[act.pk]),
            "annulled": [row for row, refused in results if refused is None],
            "kept": [(row, refused) for row, refused in results if refused is not None],
            "back_url": self.url("changelist"),
        }
        return self.answer(request, "admin/invitations/invitation/swept.html", context)


def _days(request):
    """The chosen number, of those on offer; the usual one where the address says nothing."""
    text = request.POST.get("days") or request.GET.get("days") or str(IDLE_DAYS)
    for days in IDLE_CHOICES:
        if text == str(days):
            return days
    raise Http404
