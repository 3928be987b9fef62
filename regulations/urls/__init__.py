"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import comparison, regulation, verification

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *comparison.urlpatterns,
    *verification.urlpatterns,
]
