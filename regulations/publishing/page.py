"""A version as a page that stands alone: on the portal's public address and inside the bundle."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from regulations.amendments import paper_of_version
from regulations.editions import edition_of
from regulations.models import Document
from regulations.papers.words import BLANK, day_of
from regulations.printing import verify_url
from regulations.publishing.rules import publication_of
from regulations.reading import reading_of
from regulations.signings import signings_of
from regulations.states import state_of

#: Its text has neither quotes nor angle brackets, so it may stand within a page as it is.
STYLE = "portal/public.css"


def facts_of_page(version):
    """What the page of a version says, wherever it stands."""
    return {
        "version": version,
        "state": state_of(version),
        **_text_of(version),
        "signings": signings_of(version),
        "edition": edition_of(version),
        "verify_url": verify_url(version.verify_code),
        "publication": publication_of(version),
    }


def _text_of(version):
    """The words of the document, by its kind: ``reading``, ``amendment`` or ``paper``."""
    if version.document.kind == Document.Kind.REGULATION:
        return {"reading": reading_of(version)}
    if version.document.kind == Document.Kind.AMENDMENT:
        return {"amendment": paper_of_version(version)}
    paper = version.data["paper"]
    return {"paper": paper, "date": day_of(paper["date"]), "blank": BLANK}


def standalone_page(version):
    """One HTML file with its style within, that needs nothing beside it."""
    context = facts_of_page(version) | {"style": style(), "pdf_name": "document.pdf"}
    return render_to_string("pdf/accessible.html", context)


def style():
    return Path(finders.find(STYLE)).read_text()
