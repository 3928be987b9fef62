"""Many PDFs at once."""

from django.urls import path

from regulations.views import batches

PREFIX = "o/<slug:slug>/documents/batch/<int:pk>/"
urlpatterns = [
    path(PREFIX, batches.batch, name="batch"),
    path(f"{PREFIX}repeat/", batches.batch_repeat, name="batch_repeat"),
    path(f"{PREFIX}documents.zip", batches.batch_zip, name="batch_zip"),
]
