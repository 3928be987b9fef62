"""What becomes of a letter that is being sent; called by the task alone."""

from django.db import transaction
from django.utils import timezone

from regulations.models import LetterSending
from sferum_portal.lib.history import record

Status = LetterSending.Status


@transaction.atomic
def begin(sending_id):
    """Take a queued letter in hand; None where another worker did, or it was sent.

    One that was in hand when the machine failed stays so: nobody knows whether the server took it.
    """
    rows = LetterSending.objects.select_for_update(of=("self",)).select_related(
        "requested_by", "version__document", "version__organization"
    )
    row = rows.get(pk=sending_id)
    return _moved(row, Status.SENDING, "Передаётся") if row.status == Status.QUEUED else None


@transaction.atomic
def sent(sending):
    sending.sent_at = timezone.now()
    return _moved(sending, Status.SENT, "Отправлена", "sent_at")


@transaction.atomic
def again(sending):
    """The server did not answer: the letter was not taken and waits for the next try."""
    return _moved(sending, Status.QUEUED, "Почтовый сервер не ответил")


@transaction.atomic
def given_up(sending):
    return _moved(sending, Status.FAILED, "Отправить не удалось")


def _moved(row, status, reason, *fields):
    row.status = status
    return record(row, by=row.requested_by, reason=reason, fields=["status", *fields])
