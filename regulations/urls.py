from django.urls import path

from regulations import public_views, views

app_name = "regulations"
urlpatterns = [
    path("o/<slug:slug>/regulation/", views.regulation, name="regulation"),
    path("o/<slug:slug>/regulation/in-force.pdf", views.in_force_pdf, name="in_force_pdf"),
    path("o/<slug:slug>/regulation/<int:number>/", views.version_text, name="version_text"),
    path("o/<slug:slug>/regulation/<int:number>.pdf", views.version_pdf, name="version_pdf"),
    path("o/<slug:slug>/regulation/draft/create/", views.draft_create, name="draft_create"),
    path("o/<slug:slug>/regulation/draft/facts/", views.draft_facts, name="draft_facts"),
    path(
        "o/<slug:slug>/regulation/draft/approvals/", views.draft_approvals, name="draft_approvals"
    ),
    path("o/<slug:slug>/regulation/draft/approve/", views.draft_approve, name="draft_approve"),
    path("o/<slug:slug>/regulation/draft/discard/", views.draft_discard, name="draft_discard"),
    path("verify/", public_views.verify_by_hand, name="verify_by_hand"),
    path("verify/<str:code>/", public_views.verify, name="verify"),
]
