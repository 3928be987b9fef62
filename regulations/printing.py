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
from regulations.editions import edition_of
from regulations.facts import MissingFactsError, facts_of, known_bodies, missing_facts
from regulations.grounds import approves
from regulations.models import Document, DocumentVersion

#: What the paper says of the organization; a version keeps these fields on approval.
PRINTED_FACTS = (
    "title",
    "organization_full_name",
    "organization_short_name",
    "settlement",
    "head_post",
    "head_name",
)


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
    # The template holds the words of a title together itself; an imported draft has its own.
    title = version.data.get("title") or library.title(organization.profile, facts)
    return {"title": one_line(title)} | heading_of(organization)


def heading_of(organization):
    """`PRINTED_FACTS` but for the title."""
    return {
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
    order = planned_order(version.organization)
    return _printable(
        printed,
        sections,
        bodies=_bodies_of_draft(version, printed["organization_short_name"]),
        order=order,
        is_annex=order is not None,
        year=timezone.localdate().year,
        draft=True,
    )


def planned_order(organization):
    """The act of the order on the use of the platform that is to approve the regulation's draft.

    None while its number or its date is not known, and where it approves no regulation, or has
    approved a version already.
    """
    versions = DocumentVersion.objects.filter(organization=organization)
    orders = versions.filter(document__kind=Document.Kind.USAGE_ORDER).exclude(
        status=DocumentVersion.Status.CANCELLED
    )
    order = orders.order_by("document_id", "number").last()
    number, day = order.planned_act if order else ("", None)
    if not (number and day):
        return None
    if not (order.is_draft or approves(order, Document.Kind.REGULATION)):
        return None
    used = versions.frozen().filter(
        document__kind=Document.Kind.REGULATION, order_number=number, order_date=day
    )
    return None if used.exists() else Act(number=number, date=day)


def approves_regulation_in_force(order):
    """Whether the regulation in force was approved by this order on the use of the platform."""
    if order.document.kind != Document.Kind.USAGE_ORDER:
        return False
    held = DocumentVersion.objects.in_force().filter(
        organization=order.organization, document__kind=Document.Kind.REGULATION
    )
    # One with changes bears the order of the last act; it rests on that which approved it first.
    act = (order.order_number, order.order_date)
    return any(edition_of(version).order == act for version in held)


def printable_approval(version, sections, marks=()):
    """A version whose approval is filled in: the paper that is about to be frozen, or is.

    One with changes keeps the head of the act as it was first approved (`editions`).
    With ``marks`` of electronic signatures it is the copy of a frozen paper.
    """
    printed = {name: getattr(version, name) for name in PRINTED_FACTS}
    # What was frozen before the first approval was kept shows what its file shows.
    kept = edition_of(version) if "original" in version.data else None
    number, day = kept.order if kept else (version.order_number, version.order_date)
    rows = kept.decisions if kept else version.approvals.all()
    short_name = kept.head["organization_short_name"] if kept else version.organization_short_name
    return _printable(
        printed,
        sections,
        bodies=[_body_approval(version, row, short_name) for row in rows],
        approver=kept.head if kept else printed,
        order=Act(number=number, date=day),
        year=day.year,
        code=version.verify_code,
        verify_url=verify_url(version.verify_code),
        marks=marks,
        note=version.data.get("note"),
        is_annex=version.data.get("annex", False),
    )


def decided_bodies(version, short_name):
    """The blocks of the bodies whose decisions are recorded."""
    return tuple(_body_approval(version, row, short_name) for row in version.approvals.all())


def verify_url(code):
    """The full address that the QR code on the paper carries."""
    return settings.SITE_URL + reverse("regulations:verify", args=[code])


def one_line(text):
    return " ".join(text.split())


def plain_number(number):
    """«№ 3» and «3» are one number."""
    return one_line(number).removeprefix("№").strip()


def capitalized(text):
    return text[:1].upper() + text[1:]


def _printable(printed, sections, *, bodies, order, year, approver=None, marks=(), **more):
    approver = approver or printed
    return PrintableRegulation(
        title=printed["title"],
        organization_full_name=printed["organization_full_name"],
        organization_short_name=printed["organization_short_name"],
        settlement=printed["settlement"],
        year=year,
        approval=HeadApproval(
            post=approver["head_post"],
            organization=approver["organization_short_name"],
            name=approver["head_name"],
            order=order,
            marks=tuple(marks),
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
                    Subclause(number=part.label, text=part.text) for part in clause.subclauses
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
            yield BodyApproval(
                mark=library.act(version.act).mark(body.decides),
                body=_by_whom(version, code, short_name),
            )


def _by_whom(version, code, short_name):
    """«Педагогическим советом МБОУ …»: after «ПРИНЯТО» a body stands in the instrumental case.

    ГОСТ Р 7.0.97, the marks of approval and agreement by a collegial body.
    """
    return f"{capitalized(version.organization.profile.bodies[code].name.ins)} {short_name}"


def _body_approval(version, row, short_name):
    return BodyApproval(
        mark=library.act(version.act).mark(row.decides),
        body=_by_whom(version, row.body, short_name),
        protocol=Act(number=row.protocol_number, date=row.protocol_date),
    )
