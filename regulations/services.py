"""Writing regulations: drafts, decisions of bodies, approval."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from organizations.models import Organization
from organizations.services import change_facts, set_platform
from regulations import contents, files
from regulations.documents import render_regulation
from regulations.facts import (
    MissingFactsError,
    known_bodies,
    missing_approvals,
    missing_facts,
)
from regulations.law import load_legal_bases
from regulations.models import Approval, Document, DocumentVersion, LegalBasis, VersionBasis
from regulations.printing import draft_facts, draft_sections, one_line, printable_approval
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many

PREPARE, APPROVE = "organizations.prepare_regulation", "organizations.approve_regulation"
TITLE = "Положение об использовании платформы «Сферум»"
LONGEST_NUMBER = 30

__all__ = [
    "answer_questions",
    "approve_version",
    "create_draft",
    "discard_draft",
    "load_legal_bases",
    "record_approval",
    "record_approvals",
]

#: An older decision is mostly a slip of the pen; what is approved is never changed.
OLDEST_ACT = timedelta(days=5 * 366)


@transaction.atomic
def create_draft(*, organization, by):
    """A new draft from the library, with the acts in force; DomainError while one exists."""
    require(by, PREPARE, organization)
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    document = Document.objects.filter(
        organization=organization, kind=Document.Kind.REGULATION
    ).first()
    if document is None:
        document = record(
            Document(organization=organization, kind=Document.Kind.REGULATION, title=TITLE), by=by
        )
    if document.versions.drafts().exists():
        raise DomainError("Проект положения уже подготовлен: продолжите работу с ним.")
    load_legal_bases()
    last = document.versions.order_by("-number").first()
    version = record(
        DocumentVersion(
            organization=organization,
            document=document,
            number=last.number + 1 if last else 1,
            created_by=by,
            without_ejournal=bool(last and last.without_ejournal),
        ),
        by=by,
        reason="Подготовлен проект",
    )
    contents.fill_from_library(version, by=by)
    bases = LegalBasis.objects.listed_for(organization.kind)
    record_many(VersionBasis, _numbered_bases(version, bases), by=by)
    return version


@transaction.atomic
def discard_draft(*, version, by):
    """Throw a draft away with all that it consists of; its history stays."""
    require(by, PREPARE, version.organization)
    version = _locked_draft(version)
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
    version = _locked_draft(version)
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


def record_approval(*, version, by, body, protocol_number, protocol_date):
    """Note the decision of one body; see `record_approvals`."""
    record_approvals(version=version, by=by, decisions={body: (protocol_number, protocol_date)})


@transaction.atomic
def record_approvals(*, version, by, decisions):
    """Note the decisions of bodies on a draft: ``{body: (protocol number, date) or None}``.

    A decision noted before is corrected; None takes it back. Raises DomainError for a body that
    the organization lacks, an empty number or a protocol of a day to come.
    """
    require(by, PREPARE, version.organization)
    version = _locked_draft(version)
    recorded = {row.body: row for row in version.approvals.all()}
    for code, decision in decisions.items():
        row = recorded.get(code)
        if decision is None:
            if row:
                row._history_user = by
                row.delete()
            continue
        if code not in known_bodies(version.organization):
            raise DomainError("Такого коллегиального органа в организации нет.")
        body = version.organization.profile.bodies[code]
        number, date = _act(f"протокола ({body.name})", *decision)
        if row and (row.protocol_number, row.protocol_date) == (number, date):
            continue
        row = row or Approval(organization_id=version.organization_id, version=version, body=code)
        row.body_name, row.decides = str(body.name), body.decides
        row.protocol_number, row.protocol_date = number, date
        record(row, by=by)


def approve_version(*, version, by, order_number, order_date):
    """Put a draft into force by the head's order: freeze it, store its PDF, replace the former.

    Raises MissingFactsError with the questions that are still open, DomainError for an order that
    is older than a protocol or than the order of the version in force. Nothing is written then,
    neither to the database nor to the disk. Renders the PDF in place (about a second).
    """
    written = []
    try:
        with transaction.atomic():
            return _approve(version, by, order_number, order_date, written)
    except BaseException:
        for name in written:
            files.discard(name)
        raise


def _approve(version, by, order_number, order_date, written):
    require(by, APPROVE, version.organization)
    version = _locked_draft(version)
    if questions := missing_facts(version) + missing_approvals(version):
        raise MissingFactsError(questions)
    number, date = _act("приказа", order_number, order_date)
    former = version.document.versions.in_force().first()
    _require_order_after_all(version, former, date)

    sections = draft_sections(version)
    for name, value in draft_facts(version).items():
        setattr(version, name, value)
    version.order_number, version.order_date, version.effective_from = number, date, date
    version.verify_code = make_code()
    _freeze_parts(version, sections, by)
    pdf = render_regulation(printable_approval(version, sections))
    written.append(files.store(version, pdf))
    if former:
        former.status = DocumentVersion.Status.SUPERSEDED
        record(former, by=by, reason=f"Заменена редакцией {version.number}", fields=["status"])
    version.status = DocumentVersion.Status.APPROVED
    version.approved_by, version.approved_at = by, timezone.now()
    return record(version, by=by, reason=f"Приказ от {date:%d.%m.%Y} № {number}")


def _freeze_parts(version, sections, by):
    contents.freeze(version, sections, by=by)
    for row in version.bases.select_related("basis"):
        row.line = row.basis.line
        record(row, by=by, fields=["line"])
    # The organization may have given a body up after its decision was noted.
    version.approvals.exclude(body__in=known_bodies(version.organization)).delete()


def _require_order_after_all(version, former, date):
    if later := [row for row in version.approvals.all() if row.protocol_date > date]:
        names = ", ".join(f"{row.body_name} — {row.protocol_date:%d.%m.%Y}" for row in later)
        raise DomainError(f"Приказ не может быть раньше протокола: {names}.")
    if former and date < former.order_date:
        raise DomainError(
            f"Действующая редакция утверждена приказом от {former.order_date:%d.%m.%Y}: "
            "новый приказ не может быть раньше."
        )


def _locked_draft(version):
    """The draft as it is now, with its organization, under the lock of its document."""
    Document.objects.select_for_update().get(pk=version.document_id)
    locked = (
        DocumentVersion.objects.select_related("document", "organization")
        .filter(pk=version.pk)
        .first()
    )
    if locked is None:
        raise DomainError("Этот проект уже удалён.")
    if not locked.is_draft:
        raise DomainError("Эта редакция уже утверждена и больше не изменяется.")
    return locked


def _act(what, number, date):
    """Number and date of a paper in their normal form: «№ 3» and «3» are one number."""
    number = one_line(number).removeprefix("№").strip()
    if not number:
        raise DomainError(f"Укажите номер {what}.")
    if len(number) > LONGEST_NUMBER:
        raise DomainError(f"Номер {what} длиннее {LONGEST_NUMBER} знаков.")
    if date > timezone.localdate():
        raise DomainError(f"Дата {what} ещё не наступила.")
    if date < timezone.localdate() - OLDEST_ACT:
        raise DomainError(f"Проверьте год {what}: документу больше пяти лет.")
    return number, date


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
