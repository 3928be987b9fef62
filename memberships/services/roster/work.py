"""The long work on a file, beside the page: reading and applying, with progress."""

from dataclasses import asdict
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from memberships.models import RosterImport
from memberships.roster import UnreadableFileError, read_roster
from memberships.services.roster.plan import Plan
from sferum_portal.lib.history import record

Status = RosterImport.Status
WORKING = (Status.READING, Status.APPLYING)
#: Rows between two writings of the progress.
STEP = 250
#: Work without an end after this time has none: the process that did it was stopped.
LONGEST = timedelta(minutes=10)
NOT_READ = (
    "Файл прочитать не удалось: на портале что-то сломалось. Попробуйте ещё раз; если не поможет, "
    "сохраните список в новый файл и загрузите его."
)
NOT_APPLIED = (
    "Применить список не удалось: на портале что-то сломалось. Ничего не изменилось. Попробуйте "
    "ещё раз; если не поможет, позовите того, кто ведёт портал."
)


def is_stuck(roster_import):
    """Whether the work on a file has come to no end for so long that it never will."""
    if roster_import.status not in WORKING:
        return False
    begun = roster_import.history.latest("history_date", "history_id").history_date
    return begun <= timezone.now() - LONGEST


class Progress:
    """Counts rows and writes the count now and then, outside of the work's own transaction.

    Inside a transaction nobody else would see it: there the count is written by its end only.
    """

    def __init__(self, roster_import, total=0):
        self.pk, self.done, self.total, self.written = roster_import.pk, 0, total, 0

    def set(self, done, total):
        self.done, self.total = done, total
        self._write()

    def __call__(self, rows=1):
        self.done += rows
        self._write()

    def _write(self):
        if self.done - self.written < STEP or transaction.get_connection().in_atomic_block:
            return
        self.written = self.done
        # No change of the file itself: its history does not grow with each step.
        RosterImport.objects.filter(pk=self.pk).note_progress(self.done, self.total)


def read_file(roster_import):
    """Read the stored file and compare it; a file that cannot be read says why."""
    progress = Progress(roster_import)
    try:
        reading = read_roster(
            roster_import.file_name,
            bytes(roster_import.data),
            kind=roster_import.kind or None,
            mapping=roster_import.mapping,
            progress=progress.set,
        )
    except UnreadableFileError as error:
        by_hand = {} if error.titles is None else {"unknown": list(error.titles)}
        roster_import.reading = by_hand
        return _end(roster_import, _unreadable, str(error), reason="Файл не прочитан")
    roster_import.kind = reading.kind
    roster_import.reading = as_json(reading)
    return _end(roster_import, compared, reason="Файл прочитан")


@transaction.atomic
def _end(roster_import, change, *args, reason):
    """Write how the work ended, unless somebody has decided about the file meanwhile."""
    rows = RosterImport.objects.select_for_update().defer("data")
    now = rows.get(pk=roster_import.pk)
    if now.status != roster_import.status:
        return roster_import
    change(roster_import, *args)
    return record(roster_import, by=roster_import.created_by, reason=reason)


def _unreadable(roster_import, refusal):
    roster_import.status, roster_import.refusal = Status.UNREADABLE, refusal[:500]


def compared(roster_import, notice=""):
    """Compare with the present state and wait for a person's look."""
    roster_import.comparison = Plan(roster_import).as_json()
    roster_import.status, roster_import.refusal = Status.READY, notice


def as_json(reading):
    """What is kept of a file: its rows as plain values, and what was passed over."""
    return {
        "sheet": reading.sheet,
        "header_row": reading.header_row,
        "columns": reading.mapping,
        "unknown": list(reading.unknown),
        "dropped": list(reading.dropped),
        "notes": [{"text": note.text, "row": note.number} for note in reading.notes],
        "rows": [_plain(row) for row in reading.rows],
        "rejected": [
            {"row": each.number, "sheet": each.sheet, "reason": each.reason}
            for each in reading.rejected
        ],
    }


def _plain(row):
    values = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(row).items()
    }
    values["row"] = values.pop("number")
    return values


def refused(roster_import, refusal):
    """An application that was refused goes back to the comparison, with the reason."""
    return _end(roster_import, compared, refusal[:500], reason="Список не применён")


def failed(roster_import):
    """Work that broke off for a fault of ours: nothing of it was written; it may be tried again."""
    roster_import.refresh_from_db()
    if roster_import.status == Status.APPLYING:
        # The comparison that was shown stays: to compute it anew may fail again.
        return _end(roster_import, _ready, NOT_APPLIED, reason="Список не применён")
    return _end(roster_import, _unreadable, NOT_READ, reason="Файл не прочитан")


def _ready(roster_import, notice):
    roster_import.status, roster_import.refusal = Status.READY, notice
