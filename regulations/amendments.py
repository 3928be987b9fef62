"""Acts of changes for pages and papers: reads alone."""

from functools import cached_property

from django.utils import timezone

from regulations import contents
from regulations.amending.changes import Change
from regulations.amending.choosing import mark_in, parts_to_choose, present_lines
from regulations.amending.papers import head_and_order, paper_of
from regulations.facts import HEADING, Question
from regulations.models import Document, DocumentVersion
from regulations.printing import decided_bodies, heading_of, verify_url
from sferum_portal.lib.errors import DomainError


def amendments_of(organization, *, drafts=False):
    """The acts of changes, the newest first; drafts for those who prepare them."""
    rows = DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.AMENDMENT
    ).select_related("document", "organization")
    return (rows if drafts else rows.frozen()).order_by("-created_at", "-pk")


def changes_of(version):
    """The `Change`s of an act of changes, in their order."""
    return [Change.from_data(data) for data in version.data["changes"]]


def base_of(version):
    """The version of the regulation that the changes are about, None for an act held elsewhere."""
    base = version.data["act"].get("base")
    return (
        base
        and DocumentVersion.objects.filter(organization_id=version.organization_id, pk=base).first()
    )


class HeldAct:
    """The version of the regulation that is changed, read once; its parts to choose from."""

    def __init__(self, base):
        self.title, self.sections = base.title, contents.sections(base)

    @cached_property
    def parts(self):
        return parts_to_choose(self.title, self.sections)

    def mark(self, number):
        return mark_in(self.sections, number)

    def present(self, number):
        return present_lines(self.title, self.sections, number)


def held_act_of(version):
    """The `HeldAct` that an act of changes is about, None where it is held elsewhere."""
    base = base_of(version)
    return base and HeldAct(base)


def sizes_of(version):
    """How many parts each section and clause of the changed act has; {} for one held elsewhere."""
    base = base_of(version)
    if base is None:
        return {}
    sections = contents.sections(base)
    sizes = {"": len(sections)}
    for section in sections:
        sizes[section.number] = len(section.clauses)
        sizes |= {clause.number: len(clause.subclauses) for clause in section.clauses}
    return sizes


def paper_of_version(version, marks=()):
    """The `PrintableAmendment` of a draft as it is now, or of one whose approval is filled in.

    With ``marks`` of electronic signatures it is the copy of a frozen one.
    """
    done = bool(version.order_number)
    heading = heading_of(version.organization)
    if done:
        heading = {name: getattr(version, name) for name in heading}
    short = heading["organization_short_name"]
    return paper_of(
        version.data["act"],
        changes_of(version),
        sizes_of(version),
        title=version.title or version.document.title,
        organization_full_name=heading["organization_full_name"],
        organization_short_name=short,
        settlement=heading["settlement"],
        year=version.order_date.year if done else timezone.localdate().year,
        approval=head_and_order(
            heading["head_post"],
            short,
            heading["head_name"],
            version.order_number,
            version.order_date,
            marks,
        ),
        bodies=decided_bodies(version, short),
        code=version.verify_code,
        verify_url=verify_url(version.verify_code) if version.verify_code else None,
        draft=not done,
    )


def missing_heading(organization):
    """What the head of any paper needs and nobody has said."""
    known = heading_of(organization) | {"short_name": organization.short_name}
    return [Question(key, text) for key, text in HEADING.items() if not known[key].strip()]


def in_force(organization):
    """The regulation in force; DomainError while there is none."""
    version = (
        DocumentVersion.objects.in_force()
        .select_related("document", "organization")
        .filter(organization=organization, document__kind=Document.Kind.REGULATION)
        .first()
    )
    if version is None:
        raise DomainError("Действующего положения нет. Сначала подготовьте и утвердите его.")
    return version
