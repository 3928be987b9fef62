"""The long work on a file, beside the page: reading and applying, with progress."""

from dataclasses import asdict
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from memberships.models import RosterImport
from memberships.roster import UnreadableFileError, read_roster
from memberships.services.roster.plan import Plan
from sferum_portal.lib.history import record

Status = RosterImport.Status
WORKING = (Status.READING, Status.APPLYING, Status.UNDOING)
#: Rows between two writings of the progress.
STEP = 250
#: Work without an end after this time has none: the process that did it was stopped.
LONGEST = timedelta(minutes=10)
NOT_READ = (
    "Файл прочитать не удалось: на портале что-то сломалось. Попробуйте ещё раз; если не поможет, "
    "сохраните список в новый файл и загрузите его."
)
NOT_UNDONE = (
    "Отменить список не удалось: на портале что-то сломалось. Ничего не изменилось. Попробуйте "
    "ещё раз; если не поможет, позовите того, кто ведёт портал."
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
    """Counts rows and tells the page now and then.

    By the cache: what a transaction writes nobody else sees before its end.
    """

    def __init__(self, roster_import, total=0):
        self.key, self.done, self.total, self.written = _key(roster_import), 0, total, 0
        cache.delete(self.key)

    def set(self, done, total):
        self.done, self.total = done, total
        self._write()

    def __call__(self, rows=1):
        self.done += rows
        self._write()

    def _write(self):
        if self.done - self.written < STEP:
            return
        self.written = self.done
        total = max(self.total, self.done)
        cache.set(self.key, {"done": self.done, "total": total}, LONGEST.total_seconds())


def rows_of(roster_import):
    """How many people an application goes through, parents too."""
    comparison = roster_import.comparison
    items = [*comparison.get("added", []), *comparison.get("changed", [])]
    return len(items) + sum(len(item.get("parents", [])) for item in items)


def progress_of(roster_import):
    """``{"done": …, "total": …}`` of the work on the file, empty where nothing is known of it."""
    return cache.get(_key(roster_import)) or {}


def _key(roster_import):
    return f"roster-progress-{roster_import.pk}"


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


def not_undone(roster_import, refusal):
    """The file stays applied, and the page says why."""
    return _end(roster_import, _applied, refusal[:500], reason="Список не отменён")


def _applied(roster_import, notice):
    roster_import.status, roster_import.refusal = Status.APPLIED, notice


def failed(roster_import):
    """Work that broke off for a fault of ours: nothing of it was written; it may be tried again."""
    roster_import.refresh_from_db()
    if roster_import.status == Status.APPLYING:
        # The comparison that was shown stays: to compute it anew may fail again.
        return _end(roster_import, _ready, NOT_APPLIED, reason="Список не применён")
    if roster_import.status == Status.UNDOING:
        return not_undone(roster_import, NOT_UNDONE)
    return _end(roster_import, _unreadable, NOT_READ, reason="Файл не прочитан")


def _ready(roster_import, notice):
    roster_import.status, roster_import.refusal = Status.READY, notice
