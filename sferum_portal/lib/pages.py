"""Lists are paged in one way."""

from urllib.parse import urlencode

from django.core.paginator import Paginator


def page_of(request, rows, per_page=50, name="page"):
    """The page that ``?page=`` asks for; a wrong number gives the nearest page.

    ``name``: the parameter of a second list on the same page.
    """
    return Paginator(rows, per_page).get_page(request.GET.get(name))


def query_without_page(request, name="page"):
    """The other GET parameters, URL-encoded, for the links of the pagination."""
    return urlencode([(key, value) for key, value in request.GET.items() if key != name])


def whole_number(text):
    """A number of an address as int; None for anything else and for what no row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def search_text(request, name="q"):
    """What was typed into the search field: one line, at most 100 signs, without NUL."""
    return " ".join(request.GET.get(name, "").replace("\x00", "").split())[:100]
