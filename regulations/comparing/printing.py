"""The redline on paper: what is inserted is underlined, what is gone is struck through."""

from django.template.loader import render_to_string


def redline_html(page, *, whole=False):
    """The HTML behind the PDF of a `pages.ComparisonPage`; ``whole`` adds what has stayed."""
    rows = page.comparison.rows if whole else page.changed_rows
    return render_to_string("pdf/redline.html", {"page": page, "rows": rows, "whole": whole})
