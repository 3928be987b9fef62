"""A version as a page: the same facts as on the paper, with addresses for its clauses."""

from dataclasses import dataclass

from regulations import contents
from regulations.documents import PrintableRegulation
from regulations.library import Section
from regulations.printing import draft_sections, printable_approval, printable_draft


@dataclass(frozen=True)
class Reading:
    """``paper`` gives the heading and the approvals, ``sections`` the text by bare numbers."""

    paper: PrintableRegulation
    sections: tuple[Section, ...]


def reading_of(version):
    """Raises MissingFactsError for a draft that cannot be printed either."""
    if version.is_draft:
        sections = draft_sections(version)
        return Reading(printable_draft(version, sections), tuple(sections))
    sections = contents.sections(version)
    return Reading(printable_approval(version, sections), tuple(sections))
