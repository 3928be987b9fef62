"""The published documents of an organization: for anybody, without signing in."""

from django.urls import path

from regulations.views import public_documents

PREFIX = "p/<slug:slug>/documents/"
urlpatterns = [
    path(PREFIX, public_documents.document_list, name="public_list"),
    path(f"{PREFIX}<str:code>/", public_documents.document_text, name="public_text"),
    path(f"{PREFIX}<str:code>.pdf", public_documents.document_pdf, name="public_pdf"),
    path(f"{PREFIX}<str:code>.zip", public_documents.document_bundle, name="public_bundle"),
]
