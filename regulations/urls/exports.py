"""Files that are made beside the page: the archive of all documents, all sheets at once."""

from django.urls import path

from regulations.views import exports

PREFIX = "o/<slug:slug>/documents/exports/"
urlpatterns = [
    path(PREFIX, exports.export_list, name="export_list"),
    path(f"{PREFIX}<str:kind>/start/", exports.start, name="export_start"),
    path(f"{PREFIX}<number:pk>/file/", exports.download, name="export_file"),
]
