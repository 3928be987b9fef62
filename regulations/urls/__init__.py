"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import (
    acknowledgements,
    amendments,
    bases,
    comparison,
    editing,
    exports,
    importing,
    living,
    papers,
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
    *acknowledgements.urlpatterns,
    *amendments.urlpatterns,
    *bases.urlpatterns,
    *comparison.urlpatterns,
    *editing.urlpatterns,
    *exports.urlpatterns,
    *importing.urlpatterns,
    *living.urlpatterns,
    *papers.urlpatterns,
    *public.urlpatterns,
    *route.urlpatterns,
    *scans.urlpatterns,
    *signing.urlpatterns,
    *verification.urlpatterns,
]
