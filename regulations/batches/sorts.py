"""Papers that are printed many at a time."""

from regulations.answers import file_name
from regulations.documents import render_regulation
from regulations.models import DocumentVersion
from regulations.reading import reading_of
from sferum_portal.lib.errors import DomainError


def version_in_large_print(organization, item, by):
    """A version of the regulation for those who see badly; ``item`` is its key."""
    version = (
        DocumentVersion.objects.frozen()
        .select_related("document", "organization")
        .filter(organization=organization, pk=item)
        .first()
    )
    if version is None:
        raise DomainError("Такой утверждённой редакции больше нет.")
    pdf = render_regulation(reading_of(version).paper, large=True)
    return f"{file_name(version)}, крупным шрифтом", pdf
