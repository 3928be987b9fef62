"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import (
    acknowledgements,
    exports,
    public,
    regulation,
    route,
    verification,
)

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *route.urlpatterns,
    *acknowledgements.urlpatterns,
    *exports.urlpatterns,
    *public.urlpatterns,
    *verification.urlpatterns,
]
