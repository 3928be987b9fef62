"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import importing, regulation, verification

app_name = "regulations"
urlpatterns = [
    *importing.urlpatterns,
    *regulation.urlpatterns,
    *verification.urlpatterns,
]
