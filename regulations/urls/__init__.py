"""Addresses of the documents: a module for each part of their way, as with the views."""

from regulations.urls import regulation, signing, verification

app_name = "regulations"
urlpatterns = [
    *regulation.urlpatterns,
    *signing.urlpatterns,
    *verification.urlpatterns,
]
