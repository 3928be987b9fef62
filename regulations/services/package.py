"""The whole package of papers: prepared by one press, put into force by another."""

from django.db import transaction

from organizations.models import Organization
from organizations.services import change_facts
from regulations import files
from regulations.models import Document
from regulations.papers.current import current_versions
from regulations.papers.dates import contradictions
from regulations.papers.facts import PaperFacts
from regulations.papers.kinds import all_kinds, kinds_of
from regulations.papers.package import Package
from regulations.printing import planned_order
from regulations.services.approvals import record_approvals
from regulations.services.approving import freeze_version
from regulations.services.common import APPROVE, PREPARE
from regulations.services.drafts import answer_questions, create_draft
from regulations.services.papers import change_paper, freeze_paper, prepare_paper
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


@transaction.atomic
def prepare_package(*, organization, by):
    """Drafts of all papers that the organization lacks; what exists stays as it is.

    Returns the codes of those that were made.
    """
    require(by, PREPARE, organization)
    known = current_versions(organization)
    made = [kind for kind in kinds_of(organization) if kind not in known]
    for kind in made:
        if kind == Document.Kind.REGULATION:
            create_draft(organization=organization, by=by)
        else:
            prepare_paper(organization=organization, kind=kind, by=by)
    return made


@transaction.atomic
def answer_package(*, organization, by, answers=None, decisions=None, papers=None, contacts=None):
    """Keep what the wizard was told, each where it belongs; frozen papers are left alone.

    ``answers`` and ``decisions`` as `answer_questions` and `record_approvals` take them, ``papers``
    ``{kind: facts}`` as `change_paper` does, ``contacts`` facts of the organization. Raises
    DomainError for dates that disagree; nothing is kept then.
    """
    require(by, PREPARE, organization)
    versions = current_versions(organization)
    if contacts:
        change_facts(organization=organization, by=by, reason="Пакет документов", **contacts)
    regulation = versions.get("regulation")
    if regulation and regulation.is_draft:
        if answers:
            answer_questions(version=regulation, by=by, **answers)
        if decisions:
            record_approvals(version=regulation, by=by, decisions=decisions)
    for kind, facts in (papers or {}).items():
        if (version := versions.get(kind)) and version.is_draft:
            change_paper(version=version, by=by, facts=facts)
    if wrong := contradictions(PaperFacts(organization)):
        raise DomainError(" ".join(found.text for found in wrong))


def approve_package(*, organization, by):
    """Put all drafts of the package into force that are ready, in the order in which they name one
    another: all of these or none.

    Returns ``[(kind, version or None, refusal)]``: what is not ready stays a draft, with all that
    name it. Raises DomainError where one of the ready is refused after all; nothing is written
    then, neither to the database nor to the disk.
    """
    require(by, APPROVE, organization)
    with files.all_or_nothing() as written:
        organization = Organization.objects.select_for_update().get(pk=organization.pk)
        drafts = Package(organization).drafts
        return [
            (item.kind, _approve_one(item, by, written) if item.is_ready else None, item.refusal)
            for item in drafts
        ]


def _approve_one(item, by, written):
    # Read anew: it may name one that has just been approved.
    version = current_versions(item.version.organization)[item.kind]
    try:
        if item.kind in all_kinds():
            return freeze_paper(version=version, by=by, written=written)
        act = planned_order(version.organization)
        order = (act.number, act.date, None)
        return freeze_version(version=version, by=by, act=order, written=written)
    except DomainError as error:
        raise DomainError(f"{item.title}: {error} Ничего не утверждено.") from error
