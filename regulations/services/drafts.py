"""The draft of the regulation: made from the library, completed by answers, thrown away."""

from django.db import transaction
from django.utils import timezone

from organizations.models import Organization
from organizations.services import change_facts, set_platform
from regulations import contents
from regulations.law import load_legal_bases
from regulations.models import Document, DocumentVersion, LegalBasis, VersionBasis
from regulations.queries import usual_source
from regulations.services.common import PREPARE, TITLE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many

Source = DocumentVersion.Source


@transaction.atomic
def create_draft(*, organization, by, source=None):
    """A new draft; DomainError while one exists, and for a source that is not there.

    ``source`` is the library, with the acts in force of today, or the version in force with its
    own; left out, it is what `queries.usual_source` says.
    """
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    # Also one that is approved and begins later: the next text follows from it.
    versions = DocumentVersion.objects.filter(
        organization=organization, document__kind=Document.Kind.REGULATION
    )
    former = versions.without_successor().first()
    source = source or usual_source(former)
    if source not in (Source.LIBRARY, Source.IN_FORCE) or (
        source == Source.IN_FORCE and not former
    ):
        raise DomainError("Отсюда проект взять нельзя: выберите библиотеку портала.")
    version = open_draft(organization, by, reason="Подготовлен проект", source=source)
    load_legal_bases()
    if source == Source.IN_FORCE:
        contents.fill_from_version(version, former, by=by)
        bases = [row.basis for row in former.bases.select_related("basis")]
    else:
        contents.fill_from_library(version, by=by)
        bases = LegalBasis.objects.listed_for(organization.kind)
    record_many(VersionBasis, _numbered_bases(version, bases), by=by)
    return version


def open_draft(organization, by, *, reason, source):
    """A part of verbs: the row of a new draft, still empty; the organization is locked."""
    document = Document.objects.filter(
        organization=organization, kind=Document.Kind.REGULATION
    ).first()
    if document is None:
        title = TITLE.format(act=DocumentVersion.Act.REGULATION.label)
        document = record(
            Document(organization=organization, kind=Document.Kind.REGULATION, title=title), by=by
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
            act=last.act if last else DocumentVersion.Act.REGULATION,
            features=last.features if last else {},
            begun_from=source,
        ),
        by=by,
        reason=reason,
    )


@transaction.atomic
def discard_draft(*, version, by):
    """Throw a draft away with all that it consists of; its history stays."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    for parts in (version.approvals, version.bases, version.clauses, version.edits):
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
