"""The legal bases of the draft."""

from django.urls import path

from regulations.views import bases, living

PREFIX = "o/<slug:slug>/regulation/draft/bases/"
urlpatterns = [
    path(PREFIX, bases.draft_bases, name="draft_bases"),
    path(f"{PREFIX}add/", bases.basis_add, name="basis_add"),
    path(f"{PREFIX}<number:pk>/remove/", bases.basis_remove, name="basis_remove"),
    path(f"{PREFIX}<number:pk>/move/", bases.basis_move, name="basis_move"),
    path(f"{PREFIX}<number:pk>/replace/", living.basis_replace, name="basis_replace"),
]
