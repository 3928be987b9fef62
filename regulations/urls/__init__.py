"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import (
    acknowledgements,
    comparison,
    editing,
    exports,
    public,
    regulation,
    route,
    scans,
    signing,
    verification,
)

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *route.urlpatterns,
    *acknowledgements.urlpatterns,
    *exports.urlpatterns,
    *public.urlpatterns,
    *comparison.urlpatterns,
    *editing.urlpatterns,
    *scans.urlpatterns,
    *signing.urlpatterns,
    *verification.urlpatterns,
]
