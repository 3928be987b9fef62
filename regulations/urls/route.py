"""The route of any document of the organization, its publication and its bundle."""

from django.urls import path

from regulations.views import publication, route

PREFIX = "o/<slug:slug>/documents/"
VERSION = f"{PREFIX}<number:pk>/"
urlpatterns = [
    path(f"{VERSION}route/", route.version_route, name="version_route"),
    path(f"{VERSION}publish/", publication.publish, name="publish"),
    path(f"{VERSION}unpublish/", publication.unpublish, name="unpublish"),
    path(f"{VERSION}bundle.zip", publication.bundle, name="bundle"),
    path(
        f"{VERSION}bundle-with-signature.zip",
        publication.bundle_with_signature,
        name="bundle_with_signature",
    ),
]
