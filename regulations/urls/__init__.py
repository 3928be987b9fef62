"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import batches, regulation, scans, verification

app_name = "regulations"
urlpatterns = [
    *batches.urlpatterns,
    *regulation.urlpatterns,
    *scans.urlpatterns,
    *verification.urlpatterns,
]
