"""A version as it is printed: rows and facts in, `PrintableRegulation` out."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from regulations import contents, library
from regulations.documents import (
    Act,
    BodyApproval,
    Clause,
    HeadApproval,
    PrintableRegulation,
    Section,
    Subclause,
)
from regulations.facts import MissingFactsError, facts_of, known_bodies, missing_facts
from regulations.models import Approval

#: What the paper says of the organization; a version keeps these fields on approval.
PRINTED_FACTS = (
    "title",
    "organization_full_name",
    "organization_short_name",
    "settlement",
    "head_post",
    "head_name",
)
MARKS = {Approval.Decides.ADOPTS: "ПРИНЯТО", Approval.Decides.AGREES: "СОГЛАСОВАНО"}


def draft_sections(version):
    """The numbered sections of a draft, written with the facts of today.

    Raises MissingFactsError with the questions instead of leaving a blank.
    """
    facts = facts_of(version)
    if questions := missing_facts(version, facts):
        raise MissingFactsError(questions)
    return library.assemble(version.organization.profile, facts, contents.draft_entries(version))


def draft_facts(version):
    """`PRINTED_FACTS` of a draft, of today; nothing may be missing any more."""
    organization, facts = version.organization, facts_of(version)
    return {
        # The template holds the words of a title together itself; an imported draft has its own.
        "title": one_line(version.data.get("title") or library.title(organization.profile, facts)),
        "organization_full_name": one_line(organization.full_name),
        "organization_short_name": one_line(organization.short_name),
        "settlement": one_line(organization.settlement),
        "head_post": capitalized(one_line(organization.head_post)),
        "head_name": one_line(organization.head_initials_first),
    }


def printable_draft(version, sections=None):
    """The draft with «ПРОЕКТ»; protocols stand on it as far as they are recorded.

    Raises MissingFactsError like `draft_sections`, which may be given.
    """
    sections = sections or draft_sections(version)
    printed = draft_facts(version)
    return _printable(
        printed,
        sections,
        bodies=_bodies_of_draft(version, printed["organization_short_name"]),
        order=None,
        year=timezone.localdate().year,
        draft=True,
    )


def printable_approval(version, sections):
    """A version whose approval is filled in: the paper that is about to be frozen, or is."""
    short_name = version.organization_short_name
    return _printable(
        {name: getattr(version, name) for name in PRINTED_FACTS},
        sections,
        bodies=[_body_approval(version, row, short_name) for row in version.approvals.all()],
        order=Act(number=version.order_number, date=version.order_date),
        year=version.order_date.year,
        code=version.verify_code,
        verify_url=verify_url(version.verify_code),
    )


def verify_url(code):
    """The full address that the QR code on the paper carries."""
    return settings.SITE_URL + reverse("regulations:verify", args=[code])


def one_line(text):
    return " ".join(text.split())


def capitalized(text):
    return text[:1].upper() + text[1:]


def _printable(printed, sections, *, bodies, order, year, **more):
    return PrintableRegulation(
        title=printed["title"],
        organization_full_name=printed["organization_full_name"],
        organization_short_name=printed["organization_short_name"],
        settlement=printed["settlement"],
        year=year,
        approval=HeadApproval(
            post=printed["head_post"],
            organization=printed["organization_short_name"],
            name=printed["head_name"],
            order=order,
        ),
        bodies=tuple(bodies),
        sections=tuple(_section(section) for section in sections),
        **more,
    )


def _section(section):
    return Section(
        number=f"{section.number}.",
        title=section.title,
        clauses=tuple(
            Clause(
                number=f"{clause.number}.",
                text=clause.text,
                subclauses=tuple(
                    Subclause(number=f"{part.number}.", text=part.text)
                    for part in clause.subclauses
                ),
            )
            for clause in section.clauses
        ),
    )


def _bodies_of_draft(version, short_name):
    recorded = {row.body: row for row in version.approvals.all()}
    for code in known_bodies(version.organization):
        if code in recorded:
            yield _body_approval(version, recorded[code], short_name)
        else:
            body = version.organization.profile.bodies[code]
            yield BodyApproval(mark=MARKS[body.decides], body=_by_whom(version, code, short_name))


def _by_whom(version, code, short_name):
    """«Педагогическим советом МБОУ …»: after «ПРИНЯТО» a body stands in the instrumental case.

    ГОСТ Р 7.0.97, the marks of approval and agreement by a collegial body.
    """
    return f"{capitalized(version.organization.profile.bodies[code].name.ins)} {short_name}"


def _body_approval(version, row, short_name):
    return BodyApproval(
        mark=MARKS[row.decides],
        body=_by_whom(version, row.body, short_name),
        protocol=Act(number=row.protocol_number, date=row.protocol_date),
    )
