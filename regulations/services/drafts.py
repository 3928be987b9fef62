"""The draft of the regulation: made from the library, completed by answers, thrown away."""

from django.db import transaction
from django.utils import timezone

from organizations.models import Organization
from organizations.services import change_facts, set_platform
from regulations import contents
from regulations.law import load_legal_bases
from regulations.models import Document, DocumentVersion, LegalBasis, VersionBasis
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many

TITLE = "Положение об использовании платформы «Сферум»"


@transaction.atomic
def create_draft(*, organization, by):
    """A new draft from the library, with the acts in force; DomainError while one exists."""
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    version = open_draft(organization, by, reason="Подготовлен проект")
    load_legal_bases()
    contents.fill_from_library(version, by=by)
    bases = LegalBasis.objects.listed_for(organization.kind)
    record_many(VersionBasis, _numbered_bases(version, bases), by=by)
    return version


def open_draft(organization, by, reason):
    """A part of verbs: the row of a new draft, still empty; the organization is locked."""
    document = Document.objects.filter(
        organization=organization, kind=Document.Kind.REGULATION
    ).first()
    if document is None:
        document = record(
            Document(organization=organization, kind=Document.Kind.REGULATION, title=TITLE), by=by
        )
    if document.versions.drafts().exists():
        raise DomainError("Проект положения уже подготовлен: продолжите работу с ним.")
    last = document.versions.order_by("-number").first()
    return record(
        DocumentVersion(
            organization=organization,
            document=document,
            number=last.number + 1 if last else 1,
            created_by=by,
            without_ejournal=bool(last and last.without_ejournal),
        ),
        by=by,
        reason=reason,
    )


@transaction.atomic
def discard_draft(*, version, by):
    """Throw a draft away with all that it consists of; its history stays."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    for parts in (version.approvals, version.bases, version.clauses):
        parts.all().delete()
    version._history_user, version._change_reason = by, "Проект удалён"
    version.delete()


@transaction.atomic
def answer_questions(*, version, by, facts, platform="", without_ejournal=None):
    """Keep the answers where they belong: with the organization, and with the draft.

    ``facts`` as `organizations.services.change_facts` takes them; ``platform`` holds from today.
    """
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    organization = version.organization
    if facts:
        change_facts(
            organization=organization, by=by, reason="Ответы на вопросы к положению", **facts
        )
    if platform:
        set_platform(
            organization=organization, by=by, name=platform, starts_on=timezone.localdate()
        )
    if without_ejournal is not None and without_ejournal != version.without_ejournal:
        version.without_ejournal = without_ejournal
        record(version, by=by, fields=["without_ejournal"])


def _numbered_bases(version, bases):
    return [
        VersionBasis(
            organization_id=version.organization_id,
            version=version,
            basis=basis,
            position=position,
        )
        for position, basis in enumerate(bases, start=1)
    ]
