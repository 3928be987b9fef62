"""What has changed between two versions."""

from django.urls import path

from regulations.views import comparison

PREFIX = "o/<slug:slug>/regulation/compare/"
urlpatterns = [
    path(PREFIX, comparison.compare_chosen, name="compare_chosen"),
    path(f"{PREFIX}<number:first>/<number:second>/", comparison.compare, name="compare"),
    path(f"{PREFIX}<number:first>/<number:second>.pdf", comparison.redline_pdf, name="redline_pdf"),
]
