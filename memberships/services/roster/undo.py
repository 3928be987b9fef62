"""Taking the application of a file back, many rows at once, the latest first."""

from collections import defaultdict
from datetime import date

from django.contrib.auth import get_user_model

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
from memberships.models.roster import LONGEST_SEARCH
from memberships.services.roster.compare import NAMES
from organizations import services as organizations
from organizations.models import Subject, Unit, UnitSubject
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record_changes, record_deletions
from sferum_portal.lib.text import search_form

#: What an application makes, by the name under which `RosterChange.made` keeps it, in the order in
#: which it goes: nothing rests on what has gone before. Entries that are new go after the duties.
DUTIES = {"rosterduty": RosterDuty, "teaching": Teaching, "unitleadership": UnitLeadership}
PEOPLE = {"membership": Membership, "user": get_user_model()}
PLACES = {"unit_subject": UnitSubject, "subject": Subject}
#: Rows of one statement.
BATCH = 500


def take_back(roster_import, *, by, progress):
    """Undo all changes of the file; DomainError or ProtectedError where others rest on it."""
    changes = list(roster_import.changes.select_related("entry__user").order_by("-pk"))
    _require_nothing_built(roster_import, changes)
    told = {"by": by, "reason": f"Список отменён: «{roster_import.file_name}»"[:300]}
    _restore([change for change in changes if change.entry and change.before], told, progress)
    made = _made(changes)
    _delete(DUTIES, made, told)
    entries = [change.entry for change in changes if change.entry and change.is_new]
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        record_deletions(batch, **told)
        progress(len(batch))
    _delete(PEOPLE, made, told)
    _delete(PLACES, made, told)
    for unit in Unit.objects.filter(pk__in=made["unit"]).order_by("-pk"):
        # With the empty chats that came with it; refuses where people have built on them.
        organizations.remove_unit(unit=unit, **told)


def _made(changes):
    """``{name: numbers}`` of all that the file has made."""
    found = defaultdict(list)
    for change in changes:
        for name, pk in change.made:
            found[name].append(pk)
    return found


def _delete(models, made, told):
    for name, model in models.items():
        for start in range(0, len(made[name]), BATCH):
            rows = model.objects.filter(pk__in=made[name][start : start + BATCH])
            record_deletions(rows, **told)


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


def _restore(changes, told, progress):
    for start in range(0, len(changes), BATCH):
        batch = changes[start : start + BATCH]
        _restore_batch(batch, told)
        progress(len(batch))


def _restore_batch(changes, told):
    """The entries as they were, with the roles that a move has ended and the children's names."""
    stored = RosterEntry.objects.select_related("user").in_bulk(
        [change.entry_id for change in changes]
    )
    moved = {change.pk: dict(change.made).get("moved") for change in changes}
    roles = Membership.objects.in_bulk([pk for pk in moved.values() if pk])
    columns, reopened, renamed = set(), [], {}
    for change in changes:
        entry = stored[change.entry_id]
        columns |= _set_former(entry, change.before)
        if former := roles.get(moved[change.pk]):
            ends_on = change.before.get("ends_on")
            former.ends_on = date.fromisoformat(ends_on) if ends_on else None
            entry.membership = former
            reopened.append(former)
            columns.add("membership")
        if set(change.before) & set(NAMES) and entry.user_id and not entry.user.has_account:
            renamed[entry.user_id] = entry
    record_changes(RosterEntry, list(stored.values()), sorted(columns), **told)
    # The role of the new unit goes first: nobody is twice a learner of one place.
    _delete({"membership": Membership}, _made(c for c in changes if moved[c.pk]), told)
    record_changes(Membership, reopened, ["ends_on"], **told)
    for entry in renamed.values():
        for name in NAMES:
            setattr(entry.user, name, getattr(entry, name))
        entry.user.search_name = search_form(entry.user.full_name)[:LONGEST_SEARCH]
    users = [entry.user for entry in renamed.values()]
    record_changes(get_user_model(), users, [*NAMES, "search_name"], **told)


def _set_former(entry, before):
    """Returns the columns that this changes."""
    columns = set()
    for name, former in before.items():
        if name in ("birth_date", "missing_since"):
            setattr(entry, name, date.fromisoformat(former) if former else None)
        elif name in ("unit", "ends_on"):
            continue
        else:
            setattr(entry, name, former)
        columns.add(name.removesuffix("_id"))
    entry.search_name = search_form(entry.full_name)[:LONGEST_SEARCH]
    return columns | {"search_name"}
