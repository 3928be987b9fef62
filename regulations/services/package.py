"""The whole package of papers: prepared by one press, put into force by another."""

from django.db import transaction

from organizations.services import change_facts
from regulations.models import Document
from regulations.papers.current import current_versions
from regulations.papers.kinds import PACKAGE, all_kinds
from regulations.printing import planned_order
from regulations.services.approvals import record_approvals
from regulations.services.approving import approve_version
from regulations.services.common import APPROVE, PREPARE
from regulations.services.drafts import answer_questions, create_draft
from regulations.services.papers import approve_paper, change_paper, prepare_paper
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError


@transaction.atomic
def prepare_package(*, organization, by):
    """Drafts of all papers that the organization lacks; what exists stays as it is.

    Returns the codes of those that were made.
    """
    require(by, PREPARE, organization)
    known = current_versions(organization)
    made = [kind for kind in PACKAGE if kind not in known]
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
    ``{kind: facts}`` as `change_paper` does, ``contacts`` facts of the organization.
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


def approve_package(*, organization, by):
    """Put every draft of the package into force, in the order in which they name one another.

    Returns ``[(kind, version or None, refusal)]``: what cannot be approved holds up only those that
    name it.
    """
    require(by, APPROVE, organization)
    results = []
    for kind in PACKAGE:
        versions = current_versions(organization)
        version = versions.get(kind)
        if version is None or not version.is_draft:
            continue
        try:
            results.append((kind, _approve_one(version, versions, by), ""))
        except DomainError as error:
            results.append((kind, None, str(error)))
    return results


def _approve_one(version, versions, by):
    if version.document.kind in all_kinds():
        return approve_paper(version=version, by=by)
    order, act = versions.get("usage_order"), planned_order(version.organization)
    if order is None or order.is_draft:
        raise DomainError("Положение утверждает приказ об использовании: он ещё не готов.")
    if act is None:
        raise DomainError(
            "Этим приказом уже утверждена прежняя редакция положения: подготовьте новый приказ."
        )
    return approve_version(version=version, by=by, order_number=act.number, order_date=act.date)
