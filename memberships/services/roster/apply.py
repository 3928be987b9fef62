"""A comparison becomes rows, many at once; each leaves what is needed to take it back.

Called inside the transaction of `memberships.services.roster.apply_import`, which asks the rights.
"""

from datetime import date

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from memberships.models import Membership, RosterChange, RosterEntry
from memberships.models.roster import LONGEST_SEARCH
from memberships.roles import Role
from memberships.services.roster.compare import FIELDS, NAMES
from memberships.services.roster.moves import Moves
from sferum_portal.lib.history import record_changes, record_many
from sferum_portal.lib.text import search_form

#: Rows of one statement.
BATCH = 500
ENTRY_COLUMNS = "surname given_name patronymic post phone email external_id relation".split()


class Application:
    """The rows of one file on their way into the database."""

    def __init__(self, roster_import, *, by, units, progress):
        self.roster_import, self.by, self.units = roster_import, by, units
        self.organization = roster_import.organization
        self.progress = progress
        self.today = timezone.localdate()
        self.reason = f"Список из файла «{roster_import.file_name}»"[:300]
        self.changes = []

    def places(self, made):
        """Keep what was entered before the people: taken back after them, it is empty again."""
        if made:
            self.changes.append(self.made(None, made=made))
            self.finish()

    def learners(self, comparison):
        """Children enter their units' lists at once, without accounts; parents are expected."""
        for items in _batches(comparison.added):
            self._enter(items, Role.LEARNER, with_members=True)
            self._end_batch(items)
        for items in _batches([*comparison.changed, *comparison.unchanged]):
            self._adopt(items, Role.LEARNER)
            self._change([item for item in items if item.news])
            self._end_batch(items)
        self._mark_gone(comparison)
        self.finish()

    def staff(self, comparison):
        """Staff are expected only: they come through a link, of their own will."""
        self._enter(comparison.added, Role.STAFF)
        self._adopt([*comparison.changed, *comparison.unchanged], Role.STAFF)
        self._change(comparison.changed)
        self._mark_gone(comparison)
        self.finish()

    def _end_batch(self, items):
        """Write what belongs to these children, and let go of their rows: thousands come after."""
        self._enter_parents(items)
        self.finish()
        for item in items:
            item.entry = None
            for parent in item.parents:
                parent.entry = None

    # --- New people ------------------------------------------------------------------------------

    def _enter(self, items, role, with_members=False):
        entries = [self._entry(role, item.values) for item in items]
        made = [[] for _ in items]
        if with_members:
            users = self._new_people(items)
            memberships = self._new_members(users, entries)
            for entry, user, membership, rows in zip(
                entries, users, memberships, made, strict=True
            ):
                entry.user, entry.membership = user, membership
                rows += [["user", user.pk], ["membership", membership.pk]]
        self._insert(entries)
        for item, entry, rows in zip(items, entries, made, strict=True):
            item.entry = entry
            self.changes.append(self.made(entry, is_new=True, made=rows))

    def _new_people(self, items):
        model = get_user_model()
        people = [
            model(
                **{name: item.values.get(name, "") for name in NAMES},
                search_name=search_form(
                    " ".join(filter(None, (item.values.get(name, "") for name in NAMES)))
                ),
                password=make_password(None),
            )
            for item in items
        ]
        return record_many(model, people, by=self.by, reason=self.reason)

    def _new_members(self, users, entries):
        rows = [
            Membership(
                organization=self.organization,
                user=user,
                role=Role.LEARNER,
                unit=entry.unit,
                starts_on=self.today,
            )
            for user, entry in zip(users, entries, strict=True)
        ]
        return record_many(Membership, rows, by=self.by, reason=self.reason)

    # --- People whom no file has named before ----------------------------------------------------

    def _adopt(self, items, role):
        """Members get their entry: from now on files are compared with it."""
        items = [item for item in items if item.known.entry is None]
        entries = []
        for item in items:
            entry = self._entry(role, item.values)
            entry.user_id, entry.membership_id = item.known.user, item.known.membership
            if role == Role.LEARNER:
                # Where the person is now; a move to another unit is a change of its own.
                entry.unit_id = item.known.unit
            entries.append(entry)
        self._insert(entries)
        for item, entry in zip(items, entries, strict=True):
            item.entry = entry
            self.changes.append(self.made(entry, is_new=True))

    # --- Changes ---------------------------------------------------------------------------------

    def _change(self, items):
        stored = {}
        keys = [item.known.entry for item in items if item.known.entry]
        rows = RosterEntry.objects.select_related("user", "membership", "unit")
        for batch in _batches(keys):
            stored |= rows.in_bulk(batch)
        for item in items:
            item.entry = stored.get(item.known.entry) or item.entry
        changed = [item for item in items if item.fields]
        for batch in _batches(changed):
            self._change_batch(batch)

    def _change_batch(self, items):
        moves = Moves(self)
        changes = [self._changed(item, moves) for item in items]
        moves.write()
        entries = [item.entry for item in items]
        self._write(RosterEntry, entries, _columns(items))
        self._rename([item.entry for item in items if set(item.fields) & set(NAMES)])
        self.changes += changes
        self.progress(len(items))

    def _changed(self, item, moves):
        """Set the fields of one entry; returns what takes them back."""
        entry = item.entry
        change = self.made(
            entry, before={name: former for name, (former, _) in item.fields.items()}
        )
        for name, (_, new) in item.fields.items():
            if name == "unit":
                moves.add(change, self.units[new])
            elif name == "birth_date":
                entry.birth_date = date.fromisoformat(new)
            else:
                setattr(entry, name, new)
        entry.search_name = search_form(entry.full_name)[:LONGEST_SEARCH]
        return change

    def _rename(self, entries):
        """Who has an account keeps the own name; a child without one is called as in the list."""
        users = {}
        for entry in entries:
            if entry.user is None or entry.user.has_account:
                continue
            user = users.setdefault(entry.user_id, entry.user)
            for name in NAMES:
                setattr(user, name, getattr(entry, name))
            user.search_name = search_form(user.full_name)[:LONGEST_SEARCH]
        self._write(get_user_model(), list(users.values()), [*NAMES, "search_name"])

    def _write(self, model, rows, fields):
        record_changes(model, rows, fields, by=self.by, reason=self.reason)

    # --- Parents ---------------------------------------------------------------------------------

    def _enter_parents(self, items):
        entries, changed = [], []
        for item in items:
            for parent in item.parents:
                if parent.known is None or parent.known.entry is None:
                    entry = self._entry(Role.PARENT, parent.values)
                    entry.child = item.entry or RosterEntry(pk=item.known.entry)
                    entry.user_id = parent.known.user if parent.known else None
                    entries.append(entry)
                elif parent.fields:
                    changed.append(parent)
        self._insert(entries)
        self.changes += [self.made(entry, is_new=True) for entry in entries]
        self._change(changed)

    # --- Those who are gone ----------------------------------------------------------------------

    def _mark_gone(self, comparison):
        """Nobody is deleted: the gone are a list to decide on. Who is back is no longer gone."""
        back = [
            item.known.entry
            for item in (*comparison.changed, *comparison.unchanged)
            if item.known.entry
        ]
        missing = [known.entry for known in comparison.gone if known.entry]
        entries = RosterEntry.objects.filter(organization=self.organization)
        for batch in _batches(missing):
            some = entries.filter(pk__in=batch)
            self._set_missing(list(some.filter(missing_since=None)), self.today)
        for batch in _batches(back):
            some = entries.filter(pk__in=batch)
            self._set_missing(list(some.exclude(missing_since=None)), None)

    def _set_missing(self, entries, since):
        for entry in entries:
            former, entry.missing_since = entry.missing_since, since
            before = {"missing_since": former.isoformat() if former else ""}
            self.changes.append(self.made(entry, before=before))
        self._write(RosterEntry, entries, ["missing_since"])
        self.progress(len(entries))

    # --- Parts -----------------------------------------------------------------------------------

    def _entry(self, role, values):
        """An unsaved entry, complete: of many at once `save` is not called."""
        columns = {name: values.get(name) or "" for name in ENTRY_COLUMNS if name in FIELDS[role]}
        entry = RosterEntry(organization=self.organization, role=role, **columns)
        if values.get("birth_date"):
            entry.birth_date = date.fromisoformat(values["birth_date"])
        if role == Role.LEARNER:
            entry.unit = self.units[values["unit"]]
        entry.search_name = search_form(entry.full_name)
        return entry

    def _insert(self, entries):
        for batch in _batches(entries):
            record_many(RosterEntry, batch, by=self.by, reason=self.reason)
            self.progress(len(batch))

    def made(self, entry, *, is_new=False, before=None, made=()):
        return RosterChange(
            roster_import=self.roster_import,
            organization=self.organization,
            entry=entry,
            is_new=is_new,
            before=before or {},
            made=list(made),
        )

    def finish(self):
        record_many(RosterChange, self.changes, by=self.by, reason=self.reason)
        self.changes = []


def _batches(items):
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _columns(items):
    """The columns of entries that these changes touch: each costs a case for every row."""
    found = set().union(*(item.fields for item in items))
    if "unit" in found:
        found.add("membership")
    if found & set(NAMES):
        found.add("search_name")
    return sorted(found)
