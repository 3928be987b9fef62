"""What all verbs of documents share: rights, the lock of a draft, number and date of a paper."""

from datetime import date as date_of
from datetime import timedelta

from django.utils import timezone

from regulations.models import Document, DocumentVersion
from regulations.printing import plain_number
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

PREPARE, APPROVE = "organizations.prepare_regulation", "organizations.approve_regulation"
LONGEST_NUMBER = 30
#: What the regulation is called in lists, by the word that its version has chosen.
TITLE = "{act} об использовании платформы «Сферум»"

#: An older decision is a slip of the pen (1926, 0206); what is approved is never changed.
OLDEST_ACT = date_of(1990, 1, 1)
#: A later beginning is mostly a slip of the pen; what is approved is never changed.
LONGEST_WAIT = timedelta(days=366)


def locked_draft(version):
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


def numbered_act(what, number, date):
    """Number and date of a paper in their normal form: «№ 3» and «3» are one number."""
    number = plain_number(number)
    if not number:
        raise DomainError(f"Укажите номер {what}.")
    if len(number) > LONGEST_NUMBER:
        raise DomainError(f"Номер {what} длиннее {LONGEST_NUMBER} знаков.")
    if date > timezone.localdate():
        raise DomainError(f"Дата {what} ещё не наступила.")
    if date < OLDEST_ACT:
        raise DomainError(f"Проверьте год {what}: он раньше {OLDEST_ACT.year}-го.")
    return number, date


def name_document(*, version, by):
    """A part of verbs: in lists the document is called what its version approved last is called."""
    document = version.document
    title = version.title[: Document._meta.get_field("title").max_length]
    if document.title != title:
        document.title = title
        record(document, by=by, reason="Название по утверждённой редакции")


def replace_former(former, version, *, by):
    """Let the former version hold until the day before this one begins.

    The caller holds the lock of their document; ``former`` is the version approved last.
    """
    former.status = DocumentVersion.Status.SUPERSEDED
    former.replaced_on = version.effective_from
    record(
        former,
        by=by,
        reason=f"Заменяется редакцией {version.number} с {former.replaced_on:%d.%m.%Y}",
        fields=["status", "replaced_on"],
    )


def require_right_beginning(former, order_date, begins):
    """Raise DomainError for a first day before the order or before the former version's."""
    if begins < order_date:
        raise DomainError("Документ не может начать действовать раньше приказа об утверждении.")
    if begins > order_date + LONGEST_WAIT:
        raise DomainError("Проверьте год: от приказа до начала действия больше года.")
    if former and begins < former.effective_from:
        raise DomainError(
            f"Редакция {former.number} действует с {former.effective_from:%d.%m.%Y}: "
            "новая не может начать действовать раньше неё."
        )


def require_order_after_all(version, former, date):
    """Raise DomainError for an order before a protocol or before the former version's order."""
    if later := [row for row in version.approvals.all() if row.protocol_date > date]:
        names = ", ".join(f"{row.body_name} — {row.protocol_date:%d.%m.%Y}" for row in later)
        raise DomainError(f"Приказ не может быть раньше протокола: {names}.")
    if former and date < former.order_date:
        raise DomainError(
            f"Предыдущая редакция утверждена приказом от {former.order_date:%d.%m.%Y}: "
            "новый приказ не может быть раньше."
        )
