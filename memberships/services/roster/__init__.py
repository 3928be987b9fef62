"""The roster: a file is received, compared with the present state, applied, taken back.

Nobody is deleted by a file: the gone are a list to decide on. Applying is one transaction and
safe to repeat; the second time says that nothing changes.
"""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from memberships.models import RosterEntry, RosterImport
from memberships.services.matching import match_again
from memberships.services.roster.apply import Application
from memberships.services.roster.plan import Plan, read_plan
from memberships.services.roster.send_back import file_of_rejected, kept_of
from memberships.services.roster.undo import take_back
from memberships.services.roster.work import WORKING, is_stuck, progress_of
from organizations.models import Organization
from sferum_portal.lib import background
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

MANAGE = "organizations.manage_members"
#: Tasks by their names: they import this module.
READ, APPLY = "memberships.tasks.read_roster", "memberships.tasks.apply_roster"
UNDO = "memberships.tasks.undo_roster"
LARGEST_FILE = 10 * 1024 * 1024
STILL_WORKING = "Портал ещё работает с файлом: подождите"
Status = RosterImport.Status


class ChangedMeanwhile(DomainError):
    """The present state is no longer the one that the person compared with."""


@transaction.atomic
def receive_roster(*, organization, file_name, data, by, kind="", mapping=None):
    """Store a file and read it beside the page; its comparison is ready when the status says so.

    ``kind`` is one of `RosterImport.Kind`, empty where the columns shall tell; ``mapping`` names
    columns by hand, ``{title: field}``. What the organization named before is remembered.
    """
    require(by, MANAGE, organization)
    if len(data) > LARGEST_FILE:
        raise DomainError("Файл больше 10 МБ. Оставьте в нём только лист со списком.")
    roster_import = RosterImport(
        organization=organization,
        kind=kind,
        file_name=file_name[-255:],
        data=data,
        mapping=remembered_mapping(organization) | (mapping or {}),
        created_by=by,
    )
    record(roster_import, by=by, reason="Файл загружен")
    background.start(READ, roster_import.pk)
    return roster_import


def remembered_mapping(organization):
    """The columns that this organization has named by hand, ``{title: field}``."""
    found = {}
    for mapping in (
        RosterImport.objects.filter(organization=organization)
        .exclude(mapping={})
        .order_by("-pk")
        .values_list("mapping", flat=True)[:100]
    ):
        # The latest word holds; what is older only adds to it.
        found = mapping | found
    return found


@transaction.atomic
def name_columns(*, roster_import, mapping, by, kind=""):
    """Name columns by hand and read the file again; ``{title: field}``, an empty field skips.

    ``kind`` says what the file is where its columns do not.
    """
    roster_import = _lock(roster_import, by, Status.READY, Status.UNREADABLE)
    roster_import.mapping = roster_import.mapping | mapping
    roster_import.kind = kind or roster_import.kind
    roster_import.status, roster_import.refusal = Status.READING, ""
    record(roster_import, by=by, reason="Названы столбцы")
    background.start(READ, roster_import.pk)
    return roster_import


@transaction.atomic
def begin_application(*, roster_import, by, new_units=(), new_subjects=()):
    """Apply beside the page; ``new_units`` and ``new_subjects`` are names to be entered first."""
    roster_import = _lock(roster_import, by, Status.READY)
    roster_import.status, roster_import.refusal = Status.APPLYING, ""
    record(roster_import, by=by, reason="Список применяется")
    background.start(APPLY, roster_import.pk, by.pk, list(new_units), list(new_subjects))
    return roster_import


@transaction.atomic
def apply_import(*, roster_import, by, new_units=(), new_subjects=(), progress=None):
    """Apply the file as a whole. Returns the comparison that was applied.

    Raises ChangedMeanwhile when the comparison is no longer the one that was shown.
    """
    # Two files of the same children must not both find them new.
    Organization.objects.select_for_update(no_key=True).get(pk=roster_import.organization_id)
    roster_import = _lock(roster_import, by, Status.READY, Status.APPLYING)
    plan = Plan(roster_import)
    if plan.fingerprint != roster_import.comparison.get("fingerprint"):
        raise ChangedMeanwhile(
            "Пока вы смотрели сравнение, списки на портале изменились. Проверьте его ещё раз."
        )
    places = plan.enter_places(by=by, units=new_units, subjects=new_subjects)
    if places:
        plan = Plan(roster_import)
    application = Application(
        roster_import, by=by, units=plan.units_by_name, progress=progress or (lambda rows=1: None)
    )
    application.places(places)
    plan.run(application)
    roster_import.status, roster_import.applied_at = Status.APPLIED, timezone.now()
    roster_import.comparison = plan.as_json()
    roster_import.reading["sent_back"] = kept_of(roster_import)
    roster_import.data = None
    record(roster_import, by=by, reason="Список применён")
    match_again(organization=roster_import.organization)
    return plan


@transaction.atomic
def begin_undo(*, roster_import, by):
    """Take a file back beside the page."""
    roster_import = _lock(roster_import, by, Status.APPLIED)
    roster_import.status, roster_import.refusal = Status.UNDOING, ""
    record(roster_import, by=by, reason="Список отменяется")
    background.start(UNDO, roster_import.pk, by.pk)
    return roster_import


@transaction.atomic
def undo_import(*, roster_import, by, progress=None):
    """Take a file back, as long as nothing was built on it; else DomainError says on what."""
    Organization.objects.select_for_update(no_key=True).get(pk=roster_import.organization_id)
    roster_import = _lock(roster_import, by, Status.APPLIED, Status.UNDOING)
    try:
        with transaction.atomic():
            take_back(roster_import, by=by, progress=progress or (lambda rows=1: None))
    except ProtectedError as error:
        names = sorted({str(row) for row in error.protected_objects})[:3]
        raise DomainError(
            f"Отменить уже нельзя: на этом списке построено другое ({'; '.join(names)})."
        ) from error
    roster_import.status, roster_import.undone_at = Status.UNDONE, timezone.now()
    record(roster_import, by=by, reason="Список отменён")
    match_again(organization=roster_import.organization)
    return roster_import


@transaction.atomic
def discard_import(*, roster_import, by):
    """Drop a file that was not applied; its content goes with it. Also one that hangs."""
    roster_import = _lock(
        roster_import, by, Status.READY, Status.UNREADABLE, Status.READING, Status.APPLYING
    )
    if roster_import.status in WORKING and not is_stuck(roster_import):
        raise DomainError(f"{STILL_WORKING}, потом файл можно убрать.")
    roster_import.status, roster_import.data = Status.DISCARDED, None
    roster_import.reading, roster_import.comparison = {}, {}
    return record(roster_import, by=by, reason="Файл не понадобился")


@transaction.atomic
def try_again(*, roster_import, by):
    """Read a file anew whose work came to no end; what was half done was never written.

    One whose undoing came to no end is undone again.
    """
    roster_import = _lock(roster_import, by, Status.UNREADABLE, *WORKING)
    if roster_import.status in WORKING and not is_stuck(roster_import):
        raise DomainError(f"{STILL_WORKING}.")
    if roster_import.status == Status.UNDOING:
        record(roster_import, by=by, reason="Новая попытка")
        background.start(UNDO, roster_import.pk, by.pk)
        return roster_import
    roster_import.status, roster_import.refusal = Status.READING, ""
    record(roster_import, by=by, reason="Новая попытка")
    background.start(READ, roster_import.pk)
    return roster_import


@transaction.atomic
def forget_entry(*, entry, by, reason):
    """Strike somebody off the roster; roles on the portal stay until they are ended."""
    require(by, MANAGE, entry.organization)
    entry = RosterEntry.objects.select_for_update().get(pk=entry.pk)
    if not reason.strip():
        raise DomainError("Укажите причину.")
    if entry.missing_since is None:
        raise DomainError("Вычёркивают тех, кого нет в последнем файле.")
    organization = entry.organization
    entry._history_user, entry._change_reason = by, reason.strip()
    entry.delete()
    match_again(organization=organization)


def _lock(roster_import, by, *statuses):
    require(by, MANAGE, roster_import.organization)
    roster_import = RosterImport.objects.select_for_update().get(pk=roster_import.pk)
    if roster_import.status not in statuses:
        raise DomainError(f"Файл уже в другом состоянии: {roster_import.get_status_display()}.")
    return roster_import


__all__ = [
    "WORKING",
    "ChangedMeanwhile",
    "apply_import",
    "begin_application",
    "begin_undo",
    "discard_import",
    "file_of_rejected",
    "forget_entry",
    "name_columns",
    "is_stuck",
    "progress_of",
    "read_plan",
    "receive_roster",
    "try_again",
    "undo_import",
]
