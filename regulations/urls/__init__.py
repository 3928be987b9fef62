"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import papers, regulation, verification

app_name = "regulations"
urlpatterns = [
    *papers.urlpatterns,
    *regulation.urlpatterns,
    *verification.urlpatterns,
]
