"""Where a version of a document of any kind has its page, and the way that leads there."""

from django.urls import reverse
from django.utils.text import Truncator

from regulations.models import Document

LONGEST_CRUMB = 40


def address_of(version):
    """The address of the version's own page."""
    return way_to(version)[-1]["url"]


def way_to(version):
    """``[{"url", "label"}]`` from the list of its kind to the version's own page."""
    slug = version.organization.slug
    if version.document.kind == Document.Kind.REGULATION:
        return [
            _crumb("Положение", "regulation", slug),
            _crumb(version.label, "version_text", slug, version.number),
        ]
    if version.document.kind == Document.Kind.AMENDMENT:
        return [
            _crumb("Изменения", "amendment_list", slug),
            _crumb("Акт", "amendment", slug, version.pk),
        ]
    title = Truncator(version.document.title).chars(LONGEST_CRUMB)
    return [
        _crumb("Документы", "document_list", slug),
        _crumb(title, "paper", slug, version.pk),
    ]


def _crumb(label, name, *args):
    return {"label": label, "url": reverse(f"regulations:{name}", args=args)}
