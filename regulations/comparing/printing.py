"""The redline on paper: what is inserted is underlined, what is gone is struck through."""

from django.template.loader import render_to_string


def redline_html(page):
    """The HTML behind the PDF of a `pages.ComparisonPage`."""
    return render_to_string("pdf/redline.html", {"page": page})
