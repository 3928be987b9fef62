"""Letters by mail and long work beside the pages: tasks take ids and are safe to run twice."""

import logging
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from celery import shared_task
from django.core.mail import get_connection

from regulations import sending
from regulations.models import DocumentExport
from regulations.papers import registering
from regulations.papers.letters import letter_of
from regulations.retention import watching, work
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.mail import mail_task

logger = logging.getLogger(__name__)


@mail_task
def send_letter_by_mail(sending_id):
    """A server that could not be reached, or that refused, is asked again.

    One that took the letter and did not answer is not: the letter may have arrived.
    """
    row = sending.begin(sending_id)
    if row is None:
        return
    try:
        _hand_over(letter_of(row.version))
    except NotTaken as error:
        sending.again(row)
        raise error.__cause__ from error
    except DomainError:
        logger.exception("Letter %s cannot be sent", sending_id)
        sending.given_up(row)
    except OSError:
        logger.exception("Nobody knows whether letter %s was taken", sending_id)
    else:
        sending.sent(row)


class NotTaken(Exception):
    """The mail server certainly did not take the letter; the cause is an OSError."""


def _hand_over(letter):
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        raise NotTaken from error
    letter.connection = connection
    try:
        letter.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        raise NotTaken from error
    finally:
        connection.close()


@shared_task
def check_files():
    """Once a week: every stored file, a piece after another, so that no worker is held for long."""
    for version_ids in watching.pieces():
        check_files_of.delay(version_ids)


@shared_task
def check_files_of(version_ids):
    for stored, fault in watching.look_at(version_ids)[1]:
        logger.error("Version %s: the file %s is %s", stored.version_id, stored.file.name, fault)


@shared_task
def register_annulment_act(act_id):
    registering.register_annulment_act(act_id)


@shared_task
def register_annulment_acts():
    """Once a night: those whose worker was stopped before it had made the paper."""
    for act_id in registering.acts_without_paper():
        register_annulment_act.delay(act_id)


@shared_task
def make_export(export_id):
    rows = DocumentExport.objects.select_related("organization", "version__organization")
    export = rows.get(pk=export_id)
    if export.status != DocumentExport.Status.WORKING:
        return
    try:
        work.make_file(export)
    except Exception:
        # The page says that it failed; the log says why.
        logger.exception("The export %s could not be made", export_id)
