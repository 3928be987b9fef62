"""The editor of a draft: its page and its verbs."""

from django.urls import path

from regulations.views import editing, wording

PREFIX = "o/<slug:slug>/regulation/draft/edit/"
CLAUSE = f"{PREFIX}<number:clause>/"
urlpatterns = [
    path(PREFIX, editing.draft_edit, name="draft_edit"),
    path(f"{PREFIX}add/", editing.draft_add, name="draft_add"),
    path(f"{CLAUSE}write/", editing.draft_write, name="draft_write"),
    path(f"{CLAUSE}move/", editing.draft_move, name="draft_move"),
    path(f"{CLAUSE}mark/", editing.draft_mark, name="draft_mark"),
    path(f"{CLAUSE}settle/", editing.draft_settle, name="draft_settle"),
    path(f"{CLAUSE}join/", editing.draft_join, name="draft_join"),
    path(f"{CLAUSE}delete/", editing.draft_delete, name="draft_delete"),
    path(f"{CLAUSE}restore/", editing.draft_restore, name="draft_restore"),
    path(f"{PREFIX}undo/<number:edit>/", editing.draft_undo, name="draft_undo"),
    path(f"{PREFIX}redo/<number:edit>/", editing.draft_redo, name="draft_redo"),
    path(f"{PREFIX}library/", wording.draft_library, name="draft_library"),
    path(f"{PREFIX}library/take/", wording.draft_take, name="draft_take"),
    path(f"{PREFIX}form/", wording.draft_form, name="draft_form"),
]
