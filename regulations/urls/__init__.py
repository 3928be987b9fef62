"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import (
    amendments,
    comparison,
    editing,
    living,
    papers,
    regulation,
    scans,
    signing,
    verification,
)

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *amendments.urlpatterns,
    *comparison.urlpatterns,
    *editing.urlpatterns,
    *living.urlpatterns,
    *papers.urlpatterns,
    *scans.urlpatterns,
    *signing.urlpatterns,
    *verification.urlpatterns,
]
