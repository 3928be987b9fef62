"""The regulation in step with the portal, the law and the platform."""

from django.urls import path

from regulations.views import living, rename

PREFIX = "o/<slug:slug>/regulation/"
RENAME = "o/<slug:slug>/documents/rename/"
urlpatterns = [
    path(f"{PREFIX}drift/", living.drift, name="drift"),
    path(f"{PREFIX}drift/follow/", living.drift_follow, name="drift_follow"),
    path(f"{PREFIX}drift/amend/", living.drift_amend, name="drift_amend"),
    path(f"{PREFIX}bases/amend/", living.bases_amend, name="bases_amend"),
    path(RENAME, rename.rename, name="rename"),
    path(f"{RENAME}amend/", rename.rename_amend, name="rename_amend"),
    path(f"{RENAME}papers/", rename.rename_papers, name="rename_papers"),
]
