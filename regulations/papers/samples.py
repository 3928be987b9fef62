"""A whole package of papers out of an organization's facts, without writing anything."""

import datetime as dt

from regulations.models import Document, DocumentVersion
from regulations.papers.composing import compose
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import all_kinds, kinds_of


def sample_papers(organization, *, date=dt.date(2026, 8, 31)):
    """``{kind: paper}`` of all papers but the regulation, for `printing.render_paper`.

    Numbers that the organization has not given are made up («1-од»); nothing is saved.
    """
    facts = PaperFacts(organization)
    versions = dict(facts.versions)
    codes = [code for code in kinds_of(organization) if code in all_kinds()]
    for number, code in enumerate(codes, start=1):
        versions.setdefault(code, _unsaved(organization, code, f"{number}-од", date))
    facts = PaperFacts(organization, versions=versions)
    return {code: compose(code, facts.beside(versions[code])).paper for code in codes}


def _unsaved(organization, code, number, date):
    document = Document(organization=organization, kind=code, title=code)
    said = {"number": number, "date": date.isoformat()}
    return DocumentVersion(
        organization=organization, document=document, number=1, data={"facts": said}
    )
