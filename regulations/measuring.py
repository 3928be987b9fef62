"""What `manage.py bench_documents` prints: one register of all that can be rendered.

A line of `PACKAGE` is the dotted name of a function ``(organization) -> {name: function}``, of
`SHEETS` one ``(organization, count) -> [function, …]``; the functions take nothing and give PDF
bytes. Whoever adds a kind of paper adds its line here.
"""

from functools import partial

from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from regulations.documents import render_regulation
from regulations.queries import version_in_force
from regulations.reading import reading_of
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pdf import render_pdf

PACKAGE = ["regulations.measuring.regulation"]
SHEETS = "regulations.measuring.sheets"
DOCUMENTS_OF_PACKAGE = 8
LINES_OF_SHEET = 30


def package_of(organization):
    """The documents of a package as ``[(name, function), …]``, repeated until they are eight."""
    found = {}
    for name in PACKAGE:
        found |= import_string(name)(organization)
    rows = list(found.items())
    return (rows * DOCUMENTS_OF_PACKAGE)[:DOCUMENTS_OF_PACKAGE]


def sheets_of(organization, count):
    return import_string(SHEETS)(organization, count)


def regulation(organization):
    """The regulation in force; DomainError where there is none to measure."""
    paper = paper_of(organization)
    return {"положение": lambda: render_regulation(paper)}


def paper_of(organization):
    version = version_in_force(organization)
    if version is None:
        raise DomainError(f"У организации «{organization}» нет действующего положения.")
    return reading_of(version).paper


def sheets(organization, count):
    """Sheets of a table as people sign it: numbers, names, room to sign."""
    lines = range(1, LINES_OF_SHEET + 1)

    def sheet(number):
        return render_pdf(
            render_to_string("pdf/measured_sheet.html", {"number": number, "lines": lines})
        )

    return [partial(sheet, number) for number in range(1, count + 1)]
