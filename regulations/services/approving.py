"""Putting a draft into force by the head's order."""

from django.utils import timezone

from regulations import contents, files
from regulations.checking import findings_of, settle, told_with_reason
from regulations.documents import Act, render_regulation
from regulations.facts import (
    MissingFactsError,
    known_bodies,
    missing_approvals,
    missing_facts,
    text_questions,
)
from regulations.models import DocumentVersion
from regulations.printing import draft_facts, draft_sections, planned_order, printable_approval
from regulations.services.common import (
    APPROVE,
    locked_draft,
    name_document,
    numbered_act,
    replace_former,
    require_order_after_all,
    require_right_beginning,
)
from sferum_portal.lib.access import require
from sferum_portal.lib.codes import make_code
from sferum_portal.lib.history import record


def approve_version(*, version, by, order_number, order_date, effective_from=None, reason=""):
    """Approve a draft by the head's order: freeze it, store its PDF, name the end of the former.

    It is in force from ``effective_from``, else from the date of the order; until then the former
    one stays in force. Raises MissingFactsError with the questions that are still open, DomainError
    for an order that is older than a protocol or than the former order, and for a beginning before
    the order or before the former version's, UnsettledError for findings of the check without a
    ``reason`` to go on, which is kept with the version. Nothing is written then, neither to the
    database nor to the disk. Renders the PDF in place (about a second).
    """
    with files.all_or_nothing() as written:
        act = (order_number, order_date, effective_from)
        return freeze_version(version=version, by=by, act=act, written=written, reason=reason)


def freeze_version(*, version, by, act, written, reason=""):
    """A part of verbs: `approve_version` in the caller's transaction."""
    order_number, order_date, effective_from = act
    require(by, APPROVE, version.organization)
    version = locked_draft(version)
    if questions := missing_facts(version) + text_questions(version) + missing_approvals(version):
        raise MissingFactsError(questions)
    number, date = numbered_act("приказа", order_number, order_date)
    begins = effective_from or date
    former = version.document.versions.without_successor().first()
    require_order_after_all(version, former, date)
    require_right_beginning(former, date, begins)
    settle(version, findings_of(version, date), reason)

    sections = draft_sections(version)
    for name, value in draft_facts(version).items():
        setattr(version, name, value)
    version.order_number, version.order_date, version.effective_from = number, date, begins
    version.verify_code = make_code()
    if planned_order(version.organization) == Act(number=number, date=date):
        version.data = version.data | {"annex": True}
    _freeze_parts(version, sections, by)
    pdf = render_regulation(printable_approval(version, sections))
    written.append(files.store(version, pdf))
    if former:
        replace_former(former, version, by=by)
    version.status = DocumentVersion.Status.APPROVED
    version.approved_by, version.approved_at = by, timezone.now()
    name_document(version=version, by=by)
    told = f"Приказ от {date:%d.%m.%Y} № {number}{told_with_reason(version)}"
    return record(version, by=by, reason=told)


def _freeze_parts(version, sections, by):
    contents.freeze(version, sections, by=by)
    for row in version.bases.select_related("basis"):
        row.line = row.basis.line
        record(row, by=by, fields=["line"])
    # The organization may have given a body up after its decision was noted.
    version.approvals.exclude(body__in=known_bodies(version.organization)).delete()
