"""The regulation and its way from draft to approval."""

from django.urls import path

from regulations.views import councils, drafts, regulation

PREFIX = "o/<slug:slug>/regulation/"
urlpatterns = [
    path(PREFIX, regulation.regulation, name="regulation"),
    path(f"{PREFIX}in-force.pdf", regulation.in_force_pdf, name="in_force_pdf"),
    path(f"{PREFIX}<number:number>/", regulation.version_text, name="version_text"),
    path(f"{PREFIX}<number:number>.pdf", regulation.version_pdf, name="version_pdf"),
    path(
        f"{PREFIX}<number:number>-large.pdf", regulation.version_large_pdf, name="version_large_pdf"
    ),
    path(f"{PREFIX}councils/<slug:body>/", councils.council_answer, name="council_answer"),
    path(f"{PREFIX}draft/create/", drafts.draft_create, name="draft_create"),
    path(f"{PREFIX}draft/facts/", drafts.draft_facts, name="draft_facts"),
    path(f"{PREFIX}draft/approvals/", drafts.draft_approvals, name="draft_approvals"),
    path(f"{PREFIX}draft/approve/", drafts.draft_approve, name="draft_approve"),
    path(f"{PREFIX}draft/discard/", drafts.draft_discard, name="draft_discard"),
]
