"""A personal link for an entry of the roster, from that register."""

from django.http import Http404

from invitations import services
from invitations.admin.forms import PersonalLinkForm
from memberships.models import RosterEntry
from sferum_portal.lib.admin.verbs import sent

ISSUE = "organizations.issue_invitations"


class PersonalLinks:
    """The page to which the register of the roster leads by its name: that app knows no links."""

    def personal_urls(self):
        name = "memberships_rosterentry_personal_link"
        return [self.page("personal/<number:object_id>/", self.personal_link, name)]

    def personal_link(self, request, object_id):
        entries = RosterEntry.objects.filter(organization__in=self.organization_ids(request))
        rows = entries.select_related("organization", "user", "unit__organization", "child__unit")
        entry = rows.filter(pk=object_id).first()
        if entry is None:
            raise Http404
        self.require_right(request, ISSUE, entry.organization)
        form = PersonalLinkForm(
            *sent(request), organization=entry.organization, row=entry, by=request.user
        )
        roster = self.admin_site._registry[RosterEntry]
        return self.run_form(
            request,
            form,
            perform=lambda data: self._issue_personal(request, entry, data),
            done=lambda: roster.url("change", entry.pk),
            context={
                "title": f"Личная ссылка: {entry.full_name}",
                "submit": "Выдать личную ссылку",
                "explanation": "Для одного человека, на один раз. Прежняя его ссылка, по которой "
                "никто не пришёл, перестанет действовать.",
                "cancel_url": roster.url("change", entry.pk),
            },
        )

    def _issue_personal(self, request, entry, data):
        issued = services.issue_personal_link(entry=entry, by=request.user, **data)
        return self.show_once(request, *issued)
