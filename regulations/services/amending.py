"""Putting changes into force: the act is frozen, and the regulation gets its next version."""

from django.db import transaction
from django.utils import timezone

from regulations import contents, files
from regulations.amending.applying import apply_changes
from regulations.amending.papers import render_amendment
from regulations.amendments import changes_of, missing_heading, paper_of_version
from regulations.checking import findings_of_changes, settle, told_with_reason
from regulations.documents import render_regulation
from regulations.editions import edition_of
from regulations.facts import MissingFactsError, known_bodies, missing_approvals
from regulations.models import Approval, Document, DocumentVersion, VersionBasis
from regulations.obstacles import obstacle_to
from regulations.origins import origins_after
from regulations.printing import heading_of, printable_approval
from regulations.services.common import (
    APPROVE,
    locked_draft,
    name_document,
    numbered_act,
    replace_former,
    require_order_after_all,
    require_right_beginning,
)
from regulations.services.drafts import discard_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_many


def approve_amendment(*, version, by, order_number, order_date, effective_from=None, reason=""):
    """Freeze the act of changes and put the changed regulation into force, in one step.

    An act that the portal does not hold is changed on paper alone. Raises MissingFactsError for
    decisions that are not recorded, DomainError for an order that is older than they are, without
    changes, and where another version has come into force since, UnsettledError for what the check
    has against the changed text without a ``reason`` to go on. Renders one or two PDFs.
    """
    written = []
    try:
        with transaction.atomic():
            act = (order_number, order_date, effective_from)
            return _approve(version, by, act, reason, written)
    except BaseException:
        for name in written:
            files.discard(name)
        raise


def _approve(version, by, act, reason, written):
    order_number, order_date, effective_from = act
    organization = version.organization
    require(by, APPROVE, organization)
    regulation = (
        Document.objects.select_for_update()
        .filter(organization=organization, kind=Document.Kind.REGULATION)
        .first()
    )
    version = locked_draft(version)
    changes = changes_of(version)
    if not changes:
        raise DomainError("В акте нет ни одного изменения.")
    if questions := missing_heading(organization) + missing_approvals(version):
        raise MissingFactsError(questions)
    number, date = numbered_act("приказа", order_number, order_date)
    former = _former(version, regulation)
    require_order_after_all(version, former, date)
    begins = effective_from or date
    require_right_beginning(former, date, begins)
    settle(version, findings_of_changes(version), reason)
    version.approvals.exclude(body__in=known_bodies(organization)).delete()
    _fill(version, by, (number, date, begins), title=version.document.title)
    if former:
        changed = _changed_regulation(former, version, changes, by, written)
        version.data = version.data | {"result": changed.number}
    pdf = render_amendment(paper_of_version(version))
    written.append(files.store(version, pdf))
    version.status = DocumentVersion.Status.APPROVED
    told = f"Приказ от {date:%d.%m.%Y} № {number}{told_with_reason(version)}"
    return record(version, by=by, reason=told)


def _former(version, regulation):
    base = version.data["act"].get("base")
    if base is None:
        return None
    if obstacle := obstacle_to(version):
        raise DomainError(obstacle.text)
    return regulation.versions.get(pk=base)


def _fill(version, by, act, title):
    for name, value in heading_of(version.organization).items():
        setattr(version, name, value)
    version.title = title
    version.order_number, version.order_date, version.effective_from = act
    version.verify_code = make_code()
    version.approved_by, version.approved_at = by, timezone.now()


def _changed_regulation(former, amendment, changes, by, written):
    """The consolidated version, in force by the same order."""
    title, sections = apply_changes(former.title, contents.sections(former), changes)
    document = former.document
    for draft in document.versions.drafts():
        discard_draft(version=draft, by=by)
    last = document.versions.order_by("-number").first()
    version = record(
        DocumentVersion(
            organization=amendment.organization,
            document=document,
            number=last.number + 1,
            created_by=by,
            without_ejournal=former.without_ejournal,
            act=former.act,
            features=former.features,
            begun_from=DocumentVersion.Source.IN_FORCE,
        ),
        by=by,
        reason="Внесены изменения",
    )
    _copy_bases(former, version, amendment.data.get("bases"), by)
    origins = origins_after(version, former, sections, amendment.effective_from)
    contents.freeze(version, sections, by=by, origins=origins)
    _copy_approvals(amendment, version, by)
    act = (amendment.order_number, amendment.order_date, amendment.effective_from)
    _fill(version, by, act, title)
    version.data = {
        "amended_by": amendment.pk,
        **edition_of(former).amended_by(version.order_number, version.order_date),
    }
    if "annex" in former.data:
        version.data["annex"] = former.data["annex"]
    if accepted := amendment.data.get("accepted"):
        version.data["accepted"] = accepted
    written.append(files.store(version, render_regulation(printable_approval(version, sections))))
    replace_former(former, version, by=by)
    version.status = DocumentVersion.Status.APPROVED
    name_document(version=version, by=by)
    return record(version, by=by, reason="Внесены изменения")


def _copy_bases(former, version, chosen, by):
    """The bases of the former version, or those that the changes have chosen."""
    rows = former.bases.select_related("basis").order_by("position")
    lines = {row.basis_id: row.line for row in rows}
    copies = [
        VersionBasis(
            organization_id=version.organization_id,
            version=version,
            basis_id=pk,
            position=position,
            line=lines.get(pk, ""),
        )
        for position, pk in enumerate(lines if chosen is None else chosen, start=1)
    ]
    for copy in copies:
        copy.line = copy.line or copy.basis.line
    record_many(VersionBasis, copies, by=by)


def _copy_approvals(amendment, version, by):
    fields = ("body", "body_name", "decides", "protocol_number", "protocol_date")
    copies = [
        Approval(
            organization_id=version.organization_id,
            version=version,
            **{name: getattr(row, name) for name in fields},
        )
        for row in amendment.approvals.all()
    ]
    record_many(Approval, copies, by=by)
