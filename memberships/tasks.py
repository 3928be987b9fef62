"""Long work beside the pages: tasks take ids, read again and call a service; safe to run twice."""

from celery import shared_task
from django.contrib.auth import get_user_model

from memberships.models import RosterImport
from memberships.services import roster
from memberships.services.roster import work
from sferum_portal.lib.errors import DomainError

Status = RosterImport.Status


@shared_task
def read_roster(roster_import_id):
    roster_import = RosterImport.objects.get(pk=roster_import_id)
    if roster_import.status == Status.READING:
        work.read_file(roster_import)


@shared_task
def apply_roster(roster_import_id, user_id, new_units, new_subjects):
    roster_import = RosterImport.objects.get(pk=roster_import_id)
    if roster_import.status != Status.APPLYING:
        return
    by = get_user_model().objects.get(pk=user_id)
    try:
        roster.apply_import(
            roster_import=roster_import, by=by, new_units=new_units, new_subjects=new_subjects
        )
    except DomainError as error:
        work.refused(roster_import, error)
