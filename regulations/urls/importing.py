"""An existing regulation becomes the draft."""

from django.urls import path

from regulations.views import importing

PREFIX = "o/<slug:slug>/regulation/import/"
urlpatterns = [
    path(PREFIX, importing.regulation_import, name="regulation_import"),
    path(f"{PREFIX}save/", importing.regulation_import_save, name="regulation_import_save"),
]
