"""The register of the acts by which unclaimed links were annulled (norm JOIN-5)."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.urls import reverse
from unfold.decorators import display

from invitations.acts import paper_of
from invitations.models import AnnulmentAct
from sferum_portal.lib.admin.filters import OrganizationFilter
from sferum_portal.lib.admin.register import RegisterAdmin
from sferum_portal.lib.pages import page_of


@admin.register(AnnulmentAct)
class AnnulmentActAdmin(RegisterAdmin):
    heading = "Акты об аннулировании ссылок"
    intro = "Составляются, когда невостребованные ссылки-приглашения аннулируют."
    nothing = "Актов пока нет."
    list_display = ("title", "count", "author", "organization")
    list_filter = (OrganizationFilter,)
    list_select_related = ("organization", "made_by")
    row_template = "admin/invitations/act.html"
    silent_columns = ("lines", "facts")
    facts = ("title", "count", "author", "organization")

    def more_urls(self, name):
        return [self.page("<number:object_id>/pdf/", self.pdf, f"{name}_pdf")]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        act = self.get_object(request, object_id)
        context = {
            "more_buttons": self._buttons(act),
            "page_obj": page_of(request, act.lines),
        }
        return super().change_view(request, object_id, form_url, context)

    def _buttons(self, act):
        version = paper_of(act)
        if version is None:
            return [("Акт в PDF", self.url("pdf", act.pk))]
        page = reverse("regulations:paper", args=[act.organization.slug, version.pk])
        return [("Акт в PDF", self.url("pdf", act.pk)), ("Подписать и проверить", page)]

    def pdf(self, request, object_id):
        """To the document's file; it is made a moment after the act."""
        act = self.get_object(request, str(object_id))
        version = paper_of(act)
        if version is None:
            messages.info(request, "Документ составляется. Обновите страницу через минуту.")
            return redirect(self.url("change", act.pk))
        return redirect("regulations:paper_pdf", act.organization.slug, version.pk)

    @display(description="акт", ordering="number")
    def title(self, obj):
        return str(obj)

    @display(description="ссылок")
    def count(self, obj):
        return len(obj.lines)

    @display(description="кто составил")
    def author(self, obj):
        return obj.made_by.full_name
