"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import amendments, comparison, living, regulation, verification

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *amendments.urlpatterns,
    *living.urlpatterns,
    *comparison.urlpatterns,
    *verification.urlpatterns,
]
