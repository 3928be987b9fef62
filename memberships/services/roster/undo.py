"""Taking the application of a file back, row by row, the latest first."""

from datetime import date

from django.contrib.auth import get_user_model
from django.db.models import Q

from memberships.models import (
    FamilyLink,
    JoinRequest,
    Membership,
    RosterChange,
    RosterDuty,
    RosterEntry,
    Teaching,
    UnitLeadership,
)
from memberships.services.roster.compare import NAMES
from organizations import services as organizations
from organizations.models import Subject, Unit, UnitSubject
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record

#: What an application makes, by the name under which `RosterChange.made` keeps it.
MADE = {
    "membership": Membership,
    "user": get_user_model(),
    "teaching": Teaching,
    "unitleadership": UnitLeadership,
    "rosterduty": RosterDuty,
    "unit_subject": UnitSubject,
    "subject": Subject,
    "unit": Unit,
}


def take_back(roster_import, *, by, progress):
    """Undo all changes of the file; DomainError or ProtectedError where others rest on it."""
    changes = list(roster_import.changes.select_related("entry__user").order_by("-pk"))
    _require_nothing_built(roster_import, changes)
    reason = f"Список отменён: «{roster_import.file_name}»"[:300]
    for change in changes:
        entry = change.entry
        if entry is not None and change.before:
            _restore(change, by=by, reason=reason)
        if entry is not None and change.is_new:
            _delete(entry, by=by, reason=reason)
        for name, pk in reversed(change.made):
            _unmake(name, pk, by=by, reason=reason)
        progress()


def _require_nothing_built(roster_import, changes):
    entries = {change.entry_id: change.entry for change in changes if change.entry_id}
    later = RosterChange.objects.filter(
        entry__in=entries,
        roster_import__status="applied",
        pk__gt=max((change.pk for change in changes), default=0),
    ).exclude(roster_import=roster_import)
    if later.exists():
        raise DomainError("Отменить уже нельзя: эти записи изменил более поздний файл.")
    made = [change for change in changes if change.is_new and change.made]
    people = [change.entry.user_id for change in made if change.entry and change.entry.user_id]
    children = FamilyLink.objects.filter(child__in=people)
    asked = JoinRequest.objects.filter(child__in=people)
    joined = [
        change.entry
        for change in changes
        if change.is_new
        and change.entry
        and change.entry.user_id
        and change.entry.user.has_account
        and _was_claimed(change)
    ]
    named = [str(link.child) for link in children[:3]] + [str(row.child) for row in asked[:3]]
    named += [str(entry) for entry in joined[:3]]
    if named:
        raise DomainError(
            "Отменить уже нельзя: к этим людям присоединились или просятся другие — "
            f"{', '.join(dict.fromkeys(named))}."
        )


def _was_claimed(change):
    """Who stood for a new entry from the first day was known before the file."""
    first = change.entry.history.order_by("history_date", "history_id").first()
    return first is not None and first.user_id != change.entry.user_id


def _restore(change, *, by, reason):
    entry = RosterEntry.objects.get(pk=change.entry_id)
    for name, former in change.before.items():
        if name in ("birth_date", "missing_since"):
            setattr(entry, name, date.fromisoformat(former) if former else None)
        elif name not in ("unit", "ends_on"):
            setattr(entry, name, former)
    made = dict(change.made)
    if "moved" in made:
        former = Membership.objects.get(pk=made["moved"])
        ends_on = change.before.get("ends_on")
        former.ends_on = date.fromisoformat(ends_on) if ends_on else None
        entry.membership = former
        record(entry, by=by, reason=reason)
        if "membership" in made:
            _unmake("membership", made["membership"], by=by, reason=reason)
        record(former, by=by, reason=reason, fields=["ends_on"])
        change.made = []
    else:
        record(entry, by=by, reason=reason)
    if set(change.before) & set(NAMES) and entry.user_id and not entry.user.has_account:
        for name in NAMES:
            setattr(entry.user, name, getattr(entry, name))
        record(entry.user, by=by, reason=reason)


def _delete(row, *, by, reason):
    row._history_user, row._change_reason = by, reason
    row.delete()


def _unmake(name, pk, *, by, reason):
    row = MADE[name].objects.filter(Q(pk=pk)).first()
    if row is None:
        return
    if name == "unit":
        # With the empty chats that came with it; refuses where people have built on them.
        organizations.remove_unit(unit=row, by=by, reason=reason)
    else:
        _delete(row, by=by, reason=reason)
