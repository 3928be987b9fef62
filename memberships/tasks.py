"""Long work beside the pages: tasks take ids, read again and call a service; safe to run twice."""

import logging

from celery import shared_task
from django.conf import settings
from django.contrib.auth import get_user_model

from memberships.models import JoinRequest, ParentCode, RosterImport
from memberships.services import roster, undo_many
from memberships.services.codes import set_parent_code
from memberships.services.matching import match_again
from memberships.services.roster import work
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.mail import mail_task, send_letter

Status = RosterImport.Status
logger = logging.getLogger(__name__)


@shared_task
def read_roster(roster_import_id):
    roster_import = RosterImport.objects.get(pk=roster_import_id)
    if roster_import.status != Status.READING:
        return
    try:
        work.read_file(roster_import)
    except Exception:
        # Whatever it was, the file must not hang: a person decides what becomes of it.
        logger.exception("Roster file %s could not be read", roster_import_id)
        work.failed(roster_import)


@shared_task
def apply_roster(roster_import_id, user_id, new_units, new_subjects):
    roster_import = RosterImport.objects.get(pk=roster_import_id)
    if roster_import.status != Status.APPLYING:
        return
    by = get_user_model().objects.get(pk=user_id)
    try:
        roster.apply_import(
            roster_import=roster_import,
            by=by,
            new_units=new_units,
            new_subjects=new_subjects,
            progress=work.Progress(roster_import, work.rows_of(roster_import)),
        )
    except DomainError as error:
        work.refused(roster_import, str(error))
    except Exception:
        logger.exception("Roster file %s could not be applied", roster_import_id)
        work.failed(roster_import)


@shared_task
def undo_roster(roster_import_id, user_id):
    roster_import = RosterImport.objects.get(pk=roster_import_id)
    if roster_import.status != Status.UNDOING:
        return
    by = get_user_model().objects.get(pk=user_id)
    progress = work.Progress(roster_import, roster_import.changes.count())
    try:
        roster.undo_import(roster_import=roster_import, by=by, progress=progress)
    except DomainError as error:
        work.not_undone(roster_import, str(error))
    except Exception:
        logger.exception("Roster file %s could not be taken back", roster_import_id)
        work.failed(roster_import)


@shared_task
def undo_requests(join_request_ids, user_id):
    """The rest of a bulk that is taken back; what was taken back by now is refused once more."""
    rows = JoinRequest.objects.filter(pk__in=join_request_ids).select_related("organization")
    by = get_user_model().objects.get(pk=user_id)
    for row, refusal in undo_many(join_requests=list(rows), by=by):
        if refusal:
            logger.info("The decision on request %s stays: %s", row.pk, refusal)


@shared_task
def match_requests(join_request_ids):
    """Those that wait again are compared with the roster as it is by now."""
    rows = JoinRequest.objects.filter(pk__in=join_request_ids).select_related("organization")
    for organization in {row.organization_id: row.organization for row in rows}.values():
        match_again(organization=organization, only=join_request_ids)


@mail_task
def send_parent_code(parent_code_id):
    """The secret is made here: it never lies in the queue of tasks."""
    rows = ParentCode.objects.select_related("join_request__applicant", "organization")
    parent_code = rows.get(pk=parent_code_id)
    code = set_parent_code(parent_code)
    if code is None:
        return
    context = {
        "join_request": parent_code.join_request,
        "code": code,
        "site_url": settings.SITE_URL,
    }
    send_letter(
        "emails/parent_code.txt",
        context,
        subject=f"{parent_code.organization}: код для заявки",
        to=parent_code.email,
    )
