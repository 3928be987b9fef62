"""HTML in, PDF bytes out: for the archive (PDF/A-2a) and for everybody (PDF/UA-1), searchable, and
without any access to the network.

The same HTML with the same fonts gives the same bytes, so a file can be told by its SHA-256.
"""

from django.utils.module_loading import import_string

from .errors import DomainError

# Loaded when something is printed: WeasyPrint takes a third of a second, which no other command
# and no other page should wait for.
RENDER = "sferum_portal.lib.pdf_engine.render"


class ForbiddenResourceError(ValueError):
    """The HTML asks for a resource that a document must not depend on."""


class UnprintableCharacterError(DomainError):
    """No installed font has a character of the text; a blank box must not reach the paper."""


def render_pdf(html, *, assets=None, page_code=None):
    """PDF bytes of an HTML page whose ``<html lang>``, ``<title>`` and author are its metadata.

    ``page_code(number, total)`` says what the small code in the corner of a page reads (see
    `lib.page_codes`); an empty answer leaves the page without one.

    The page may use ``data:`` addresses and, if the folder ``assets`` is given, files below it by
    relative addresses. Anything else raises ForbiddenResourceError, it is not left out silently.
    """
    return import_string(RENDER)(html, assets, page_code)
