"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import comparison, editing, papers, regulation, scans, signing, verification

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *comparison.urlpatterns,
    *editing.urlpatterns,
    *papers.urlpatterns,
    *scans.urlpatterns,
    *signing.urlpatterns,
    *verification.urlpatterns,
]
