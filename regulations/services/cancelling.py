"""An order that is wrong: cancelled by another, or replaced by a new one that repeals it."""

from django.db import transaction

from regulations.models import Cancellation, Document, DocumentVersion
from regulations.papers.kinds import all_kinds
from regulations.services.common import APPROVE, PREPARE, numbered_act
from regulations.services.papers import prepare_paper
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

LONGEST_REASON = Cancellation._meta.get_field("reason").max_length


@transaction.atomic
def cancel_order(*, version, by, order_number, order_date, reason):
    """Note by which order a registered one was cancelled, and why; it stays kept with its file.

    From the date of that order on it is in force no longer and leaves the public list. Raises
    DomainError for a draft, for another kind of paper, for one that is cancelled or replaced
    already, for an order that is older or the same, and without a reason.
    """
    require(by, APPROVE, version.organization)
    Document.objects.select_for_update().get(pk=version.document_id)
    version = _standing(version)
    number, date = numbered_act("приказа об отмене", order_number, order_date)
    if date < version.order_date:
        raise DomainError(
            f"Приказ издан {version.order_date:%d.%m.%Y}: отменить его можно только приказом "
            f"того же или более позднего дня, а не {date:%d.%m.%Y}."
        )
    if (number, date) == (version.order_number, version.order_date):
        raise DomainError("Приказ не отменяет сам себя: укажите номер и дату другого приказа.")
    reason = _reason(reason)
    told = f"Отменён приказом от {date:%d.%m.%Y} № {number}: {reason}"
    version.status, version.replaced_on = DocumentVersion.Status.CANCELLED, date
    record(version, by=by, reason=told, fields=["status", "replaced_on"])
    cancellation = Cancellation(
        organization_id=version.organization_id,
        version=version,
        order_number=number,
        order_date=date,
        reason=reason,
        cancelled_by=by,
    )
    record(cancellation, by=by, reason=told)
    return version


@transaction.atomic
def prepare_replacement(*, version, by):
    """A draft of a new order with the same facts, whose registering repeals this one.

    DomainError where it cannot be cancelled, where it is not the latest of its kind, and while a
    draft of its kind is being prepared.
    """
    require(by, PREPARE, version.organization)
    version = _standing(version)
    documents = Document.objects.filter(
        organization=version.organization, kind=version.document.kind
    )
    if documents.order_by("-pk").first() != version.document:
        raise DomainError("Есть более поздний приказ этого вида: этот можно только отменить.")
    said = version.data.get("facts", {})
    kept = {name: value for name, value in said.items() if name not in ("number", "date")}
    return prepare_paper(
        organization=version.organization,
        kind=version.document.kind,
        by=by,
        facts=kept,
        renews=True,
    )


def _standing(version):
    """The order as it is now, which neither was cancelled nor has a successor."""
    version = (
        DocumentVersion.objects.select_related("document", "organization")
        .filter(pk=version.pk)
        .first()
    )
    if version is None or version.is_draft:
        raise DomainError("Проект не отменяют: его исправляют или удаляют.")
    kind = all_kinds().get(version.document.kind)
    if kind is None or not kind.is_order:
        raise DomainError("Отменяют только приказы; другой документ заменяют новой редакцией.")
    if version.is_cancelled:
        raise DomainError("Этот приказ уже отменён.")
    if version.status == DocumentVersion.Status.SUPERSEDED:
        raise DomainError("Этот приказ уже заменён другим.")
    return version


def _reason(text):
    reason = " ".join(text.split())
    if not reason:
        raise DomainError("Напишите, почему приказ отменяют.")
    if len(reason) > LONGEST_REASON:
        raise DomainError(f"Причина длиннее {LONGEST_REASON} знаков.")
    return reason
