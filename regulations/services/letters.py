"""Sending the registration application: by one press, recorded, never twice by accident."""

from functools import partial

from django.db import transaction

from regulations import tasks
from regulations.models import DocumentVersion, LetterSending
from regulations.papers.kinds import all_kinds
from regulations.papers.letters import LETTER, letter_of
from regulations.services.common import PREPARE
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record
from sferum_portal.lib.mail import mail_is_configured

Status = LetterSending.Status


@transaction.atomic
def send_registration_letter(*, version, by, even_if_unsure=False):
    """Queue the letter for the mail server; DomainError for a draft and for one that was sent.

    One whose tries are used up may be sent anew; one that the server may have taken already only
    with ``even_if_unsure``.
    """
    require(by, PREPARE, version.organization)
    # Two presses at once wait for one another.
    version = (
        DocumentVersion.objects.select_for_update(of=("self",))
        .select_related("document", "organization")
        .get(pk=version.pk)
    )
    if version.document.kind != LETTER:
        raise DomainError("Почтой портал отправляет только заявку на регистрацию.")
    if not mail_is_configured():
        raise DomainError("Почта на портале не настроена: скачайте письмо и отправьте его сами.")
    letter_of(version)  # refuses a draft and a damaged attachment now, not in the queue
    if former := version.sendings.exclude(status=Status.FAILED).first():
        _give_up(former, by, even_if_unsure)
    row = LetterSending(
        organization_id=version.organization_id,
        version=version,
        to=all_kinds()[LETTER].entry["to"],
        requested_by=by,
    )
    record(row, by=by, reason="Отправка заявки на регистрацию")
    transaction.on_commit(partial(_send, row.pk))
    return row


def _give_up(former, by, even_if_unsure):
    if former.status == Status.SENT:
        raise DomainError("Это письмо уже отправлено.")
    if former.status == Status.QUEUED and not former.is_overdue:
        raise DomainError("Это письмо уже отправляется: почтовый сервер ещё не ответил.")
    if former.status == Status.SENDING and not (former.is_overdue and even_if_unsure):
        raise DomainError(
            "Почтовый сервер мог принять это письмо, но не ответил. Проверьте почту организации, "
            "прежде чем отправлять его ещё раз."
        )
    former.status = Status.FAILED
    record(former, by=by, reason="Отправляется заново", fields=["status"])


def _send(sending_id):
    tasks.send_letter_by_mail.delay(sending_id)
