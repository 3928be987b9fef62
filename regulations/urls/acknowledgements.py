"""Getting acquainted: the own tick, who has not, the sheets."""

from django.urls import path

from regulations.views import acknowledgements as pages
from regulations.views import sheets

PREFIX = "o/<slug:slug>/documents/acknowledgement/"
UNIT = f"{PREFIX}units/<number:pk>/"
urlpatterns = [
    path(PREFIX, pages.own, name="acknowledgement"),
    path(f"{PREFIX}tick/", pages.tick, name="acknowledge"),
    path(f"{PREFIX}units/", pages.units, name="acknowledgement_units"),
    path(f"{PREFIX}rules/", pages.rules, name="acknowledgement_rules"),
    path(UNIT, pages.unit, name="acknowledgement_unit"),
    path(f"{UNIT}paper/", pages.mark_paper, name="acknowledgement_paper"),
    path(f"{PREFIX}<number:pk>/take-back/", pages.take_back, name="acknowledgement_take_back"),
    path(f"{UNIT}sheet.pdf", sheets.unit_sheet, name="acknowledgement_sheet"),
]
