"""HTML in, PDF bytes out: for the archive (PDF/A-2a) and for everybody (PDF/UA-1), searchable, and
without any access to the network.

The same HTML with the same fonts gives the same bytes, so a file can be told by its SHA-256.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from . import pdf_orders
from .errors import DomainError


class ForbiddenResourceError(ValueError):
    """The HTML asks for a resource that a document must not depend on."""


class UnprintableCharacterError(DomainError):
    """No installed font has a character of the text; a blank box must not reach the paper."""


def render_pdf(html, *, assets=None, page_code=None):
    """PDF bytes of an HTML page whose ``<html lang>``, ``<title>`` and author are its metadata.

    ``page_code`` is what the small code in the corner reads on every page but the first, with
    ``{number}`` and ``{pages}`` for the page and how many there are (see `lib.page_codes`).

    A child of the body with ``data-read="last"`` is read aloud after all others.

    The page may use ``data:`` addresses and, if the folder ``assets`` is given, files below it by
    relative addresses. Anything else raises ForbiddenResourceError, it is not left out silently.

    Where there are workers, one of them prints while this process waits (`lib.pdf_orders`); such a
    wait ends with DomainError if nobody takes the order. Files of ``assets`` are only here.
    """
    if settings.PDF_BY_WORKERS and assets is None and not pdf_orders.is_worker():
        return pdf_orders.printed(html, page_code)
    return import_string(pdf_orders.ENGINE)(html, assets, page_code)
