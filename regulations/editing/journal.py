"""Writing a change of a draft with its entry in the journal, and taking it back."""

from datetime import timedelta

from django.utils import timezone

from regulations.editing.outline import FIELDS, state
from regulations.models import Clause, Edit
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.history import record, record_changes, record_many, record_matches

#: Out of the way of all real places, while rows change theirs (`one_clause_at_a_position`).
PARKING = 20_000
#: Typing on in the same clause is one edit, and is undone at once.
ONE_BREATH = timedelta(minutes=2)


class ChangedOtherwiseError(DomainError):
    """The rows are no longer as the edit left them."""

    def __init__(self):
        super().__init__(
            "После этой правки текст изменили другим путём: вернуть его шаг за шагом нельзя."
        )


def save(outline, *, by, verb, what):
    """Write what has changed in the outline; returns the Edit, or None where nothing did."""
    new, gone = outline.settle()
    before = outline.before
    moved = [
        node.row
        for node in outline.all()
        if node.row.pk is not None and _after(node.row) != before[node.row.pk]
    ]
    if not (new or gone or moved):
        return None
    removed = {row.pk: [before[row.pk], None] for row in gone}
    _write(outline.version, moved, new, gone, before, by=by, reason=what)
    changes = removed | {row.pk: [before[row.pk], _after(row)] for row in moved}
    changes |= {row.pk: [None, _after(row)] for row in new}
    return _note(outline.version, changes, by=by, verb=verb, what=what)


def reverse(edit, *, by, forward=False):
    """Put the rows of an edit back to what they were, or (``forward``) to what it made of them."""
    was, becomes = (0, 1) if forward else (1, 0)
    steps = {int(pk): [*map(_whole, change)] for pk, change in edit.changes.items()}
    rows = {row.pk: row for row in edit.version.clauses.filter(pk__in=steps)}
    for pk, change in steps.items():
        found = state(rows[pk]) if pk in rows else None
        if found != change[was]:
            raise ChangedOtherwiseError
    new = [_row(edit.version, pk, step[becomes]) for pk, step in steps.items() if pk not in rows]
    gone = [rows[pk] for pk, step in steps.items() if step[becomes] is None]
    moved = [rows[pk] for pk, step in steps.items() if pk in rows and step[becomes] is not None]
    before = {row.pk: state(row) for row in rows.values()}
    for row in moved:
        for name in FIELDS:
            setattr(row, name, steps[row.pk][becomes][name])
    reason = f"{'Возвращено' if forward else 'Отменено'}: {edit.what}"
    _write(edit.version, moved, new, gone, before, by=by, reason=reason)
    edit.undone_at = None if forward else timezone.now()
    record(edit, by=by, reason=reason, fields=["undone_at"])


def last(version):
    """The edit that can be undone; None when there is none."""
    return version.edits.live().select_related("made_by").first()


def next_undone(version):
    """The edit that can be done again: the first that was undone after the last live one."""
    live = version.edits.live().values_list("pk", flat=True).first() or 0
    undone = version.edits.exclude(undone_at=None).filter(pk__gt=live)
    return undone.select_related("made_by").order_by("pk").first()


def _write(version, moved, new, gone, before, *, by, reason):
    """Rows in an order that no constraint minds: aside, new ones, places and texts, gone ones."""
    leaving = [row for row in moved if _place(_after(row)) != _place(before[row.pk])] + gone
    _park(version, leaving, before)
    _insert(new, by=by, reason=reason)
    for row in moved:
        row.parent_id = _parent_id(row)
        row._change_reason = reason
    record_changes(Clause, moved, list(FIELDS), by=by, reason=reason)
    for row in _deepest_first(gone):
        row._history_user, row._change_reason = by, reason
        row.delete()


def _park(version, rows, before):
    places = {row.pk: row.position for row in rows}
    for number, row in enumerate(rows):
        row.position = PARKING + number
    if rows:
        record_matches(version.clauses.all(), rows, ["position"])
    for row in rows:
        row.position = places[row.pk]


def _insert(rows, *, by, reason):
    """Those first of which others are parts."""
    waiting = list(rows)
    while waiting:
        unsaved, numbers = {id(row) for row in waiting}, {row.pk for row in waiting if row.pk}
        ready = [
            row
            for row in waiting
            if id(_cached_parent(row)) not in unsaved and row.parent_id not in numbers
        ]
        for row in ready:
            row.parent_id = _parent_id(row)
        record_many(Clause, ready, by=by, reason=reason)
        done = {id(row) for row in ready}
        waiting = [row for row in waiting if id(row) not in done]


def _deepest_first(rows):
    gone = {row.pk: row for row in rows}

    def depth(row):
        return 1 + depth(gone[row.parent_id]) if row.parent_id in gone else 0

    return sorted(rows, key=depth, reverse=True)


def _whole(fields):
    """A row as an edit keeps it; those of earlier days know nothing of later fields."""
    return fields and {"marks": ""} | fields


def _row(version, pk, fields):
    return Clause(pk=pk, organization_id=version.organization_id, version=version, **fields)


def _after(row):
    """The row as it will be; its parent may have just got its number."""
    return state(row) | {"parent_id": _parent_id(row)}


def _parent_id(row):
    parent = _cached_parent(row)
    return parent.pk if parent else row.parent_id


def _cached_parent(row):
    return row.parent if Clause.parent.is_cached(row) else None


def _place(fields):
    return fields["parent_id"], fields["position"]


def _note(version, changes, *, by, verb, what):
    latest = last(version)
    if _same_breath(latest, changes, by, verb) and next_undone(version) is None:
        (pk,) = changes
        latest.changes[str(pk)][1] = changes[pk][1]
        latest.made_at, latest.what = timezone.now(), what
        return record(latest, by=by, reason=what, fields=["changes", "made_at", "what"])
    edit = Edit(
        organization_id=version.organization_id,
        version=version,
        verb=verb,
        what=what[:200],
        made_by=by,
        made_at=timezone.now(),
        changes={str(pk): change for pk, change in changes.items()},
    )
    return record(edit, by=by, reason=what)


def _same_breath(latest, changes, by, verb):
    return (
        latest is not None
        and latest.verb == verb == Edit.Verb.WRITE
        and latest.made_by_id == by.pk
        and list(latest.changes) == [str(pk) for pk in changes]
        and timezone.now() - latest.made_at < ONE_BREATH
    )
