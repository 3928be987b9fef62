"""What `manage.py bench_documents` prints: rendered from real rows, nothing is written."""

from functools import partial
from itertools import cycle, islice

from regulations.acknowledging.people import units_asked
from regulations.acknowledging.sheets import sheet_pdf
from regulations.documents import render_regulation
from regulations.papers.printing import render_paper
from regulations.papers.samples import sample_papers
from regulations.queries import version_in_force
from regulations.reading import reading_of
from sferum_portal.lib.errors import DomainError

CODE = "0000-0000-0000"


def version_of(organization):
    """The regulation in force; DomainError where there is none to measure."""
    version = version_in_force(organization)
    if version is None:
        raise DomainError(f"У организации «{organization}» нет действующего положения.")
    return version


def paper_of(organization):
    return reading_of(version_of(organization)).paper


def package_of(organization):
    """The documents of a package as ``[(name, function), …]``; a function gives PDF bytes."""
    regulation = paper_of(organization)
    papers = [
        (kind, partial(render_paper, paper, code=CODE))
        for kind, paper in sample_papers(organization).items()
    ]
    return [("regulation", partial(render_regulation, regulation)), *papers]


def sheets_of(organization, count):
    """Sheets of acknowledgement, one for each unit, again from the first where units are few."""
    version = version_of(organization)
    units = cycle(units_asked(organization))
    return [partial(sheet_pdf, version, unit) for unit in islice(units, count)]
