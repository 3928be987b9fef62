"""Acts of changes."""

from django.urls import path

from regulations.views import amendments, changes

PREFIX = "o/<slug:slug>/documents/amendments/"
ONE = f"{PREFIX}<number:pk>/"
urlpatterns = [
    path(PREFIX, amendments.amendment_list, name="amendment_list"),
    path(f"{PREFIX}create/", amendments.amendment_create, name="amendment_create"),
    path(f"{PREFIX}from-draft/", amendments.amendment_from_draft, name="amendment_from_draft"),
    path(ONE, amendments.amendment, name="amendment"),
    path(f"{PREFIX}<number:pk>.pdf", amendments.amendment_pdf, name="amendment_pdf"),
    path(
        f"{PREFIX}<number:pk>-large.pdf", amendments.amendment_large_pdf, name="amendment_large_pdf"
    ),
    path(f"{ONE}changes/", changes.change_add, name="change_add"),
    path(f"{ONE}changes/<number:place>/", changes.change_edit, name="change_edit"),
    path(f"{ONE}changes/<number:place>/remove/", changes.change_remove, name="change_remove"),
    path(f"{ONE}approvals/", amendments.amendment_approvals, name="amendment_approvals"),
    path(f"{ONE}approve/", amendments.amendment_approve, name="amendment_approve"),
    path(f"{ONE}discard/", amendments.amendment_discard, name="amendment_discard"),
]
