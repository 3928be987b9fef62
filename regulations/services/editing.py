"""Editing the text of a draft: each change is one entry of the journal, and can be undone.

A clause is named by its number in the database (``clause``), which survives moves and undoing.
``text`` and ``base`` are as `editing.wording` shows them.
"""

from django.db import transaction

from regulations.editing import journal
from regulations.editing.cleaning import lines_of, title_of
from regulations.editing.desk import Desk, EditConflict
from regulations.editing.outline import SECTION
from regulations.editing.placing import above_and_place, join, list_of, move, split_off
from regulations.editing.wording import without_keys
from regulations.models import Clause, Edit
from regulations.services.common import PREPARE, locked_draft
from sferum_portal.lib.access import require
from sferum_portal.lib.errors import DomainError

Verb = Edit.Verb


@transaction.atomic
def write_clause(*, version, clause, text, base, by):
    """Replace a clause's text, or a section's title; further lines become clauses after it.

    ``base`` is the text that the person began with: if the clause has another one by now, and not
    ``text`` itself, `EditConflict` carries both. Raises DomainError for an empty text, for one that
    cannot be printed and for unknown placeholders. Returns the Edit, None where nothing changed.
    """
    desk = _desk(version, by)
    node = desk.outline.find(clause)
    lines = lines_of(text)
    if not lines:
        raise DomainError("Пустого пункта не бывает: напишите текст или удалите пункт.")
    _require_unchanged(desk, node, base=base, mine=text)
    label = desk.label(node)
    if not desk.same(lines[0], desk.shown(node)):
        node.row.text = _template(desk, node, lines[0])
    templates = [desk.wording.template(line, known=node.row.text) for line in lines[1:]]
    if templates:
        split_off(desk.outline, node, templates)
        label = f"{label}: разделено на {len(lines)}"
    return journal.save(desk.outline, by=by, verb=Verb.WRITE, what=_sentence(label, lines[0]))


@transaction.atomic
def add_clause(*, version, text, by, target=None, place="after"):
    """Add clauses, one for each line of the text, ``after`` the target, or ``inside`` it (last).

    Without a target, or after a section, it is a new section. Returns the number of the first row.
    """
    desk = _desk(version, by)
    lines = lines_of(text)
    if not lines:
        raise DomainError("Напишите текст: пустого пункта не бывает.")
    above, at = above_and_place(desk.outline, target, place)
    if above.row is None:
        title_of(lines[0])
    templates = [desk.wording.template(line) for line in lines]
    first = desk.outline.insert(templates[0], above, at)
    split_off(desk.outline, first, templates[1:])
    what = "новый раздел" if first.level == SECTION else "новый пункт"
    journal.save(desk.outline, by=by, verb=Verb.ADD, what=_sentence(what, lines[0]))
    return first.row.pk


@transaction.atomic
def move_clause(*, version, clause, where, by):
    """Move a clause with its parts: ``up``, ``down``, ``in``, ``out``, or the number of a section.

    DomainError where there is no such place.
    """
    desk = _desk(version, by)
    node = desk.outline.find(clause)
    before = desk.label(node)
    move(desk.outline, node, where)
    what = _sentence(f"{before} перемещён", desk.shown(node))
    return journal.save(desk.outline, by=by, verb=Verb.MOVE, what=what)


@transaction.atomic
def join_clause(*, version, clause, by):
    """Put a clause's text at the end of the one before it; references follow.

    Returns the number of the clause that has both now.
    """
    desk = _desk(version, by)
    node = desk.outline.find(clause)
    what = f"{desk.label(node)} объединён с предыдущим"
    kept = join(desk.outline, node)
    journal.save(desk.outline, by=by, verb=Verb.JOIN, what=what)
    return kept.row.pk


@transaction.atomic
def delete_clause(*, version, clause, by, base=None):
    """Delete a clause with its parts; with ``base`` only if its text is still that one."""
    desk = _desk(version, by)
    node = desk.outline.find(clause)
    if base is not None:
        _require_unchanged(desk, node, base=base, mine=base)
    what = _sentence(f"{desk.label(node)} удалён", desk.shown(node))
    desk.outline.remove(node)
    return journal.save(desk.outline, by=by, verb=Verb.DELETE, what=what)


@transaction.atomic
def mark_list(*, version, clause, marks, by):
    """Give the list below a clause, or the one that a sub-clause is part of, a kind of marks.

    ``marks`` is a value of `Clause.Marks`. Raises DomainError where there is no list, and where a
    clause refers to one of its parts: only numbers can be referred to.
    """
    desk = _desk(version, by)
    node = list_of(desk.outline, desk.outline.find(clause), marks)
    node.row.marks = marks
    what = f"{desk.label(node)}: вид перечня — {Clause.Marks(marks).label.lower()}"
    return journal.save(desk.outline, by=by, verb=Verb.MARK, what=what)


@transaction.atomic
def restore_wording(*, version, clause, by):
    """Give a clause of the library its wording back."""
    desk = _desk(version, by)
    node = desk.outline.find(clause)
    text = desk.library_text(node)
    if text is None:
        raise DomainError("В библиотеке портала такого пункта нет.")
    node.row.text = text
    what = f"{desk.label(node)}: возвращена формулировка библиотеки"
    return journal.save(desk.outline, by=by, verb=Verb.RESTORE, what=what)


@transaction.atomic
def undo_edit(*, version, edit, by):
    """Take back the latest edit, whoever made it; DomainError when it is another one by now."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    _step(journal.last(version), edit, by=by, forward=False)


@transaction.atomic
def redo_edit(*, version, edit, by):
    """Make the edit again that was undone last."""
    require(by, PREPARE, version.organization)
    version = locked_draft(version)
    _step(journal.next_undone(version), edit, by=by, forward=True)


def _step(latest, wanted, *, by, forward):
    if latest is None:
        raise DomainError("Возвращать больше нечего.")
    if latest.pk != wanted:
        raise DomainError(
            "Тем временем текст изменили ещё раз. Посмотрите, какая правка теперь последняя."
        )
    journal.reverse(latest, by=by, forward=forward)


def _desk(version, by):
    require(by, PREPARE, version.organization)
    return Desk(locked_draft(version))


def _template(desk, node, line):
    """What is stored for the text; the library's own template where the words are the library's."""
    if node.level == SECTION:
        title_of(line)
    own = desk.library_text(node)
    if own is not None and desk.same(line, desk.wording.shown(own)):
        return own
    return desk.wording.template(line, known=node.row.text)


def _require_unchanged(desk, node, *, base, mine):
    theirs = desk.shown(node)
    if desk.same(base, theirs) or (mine != base and desk.same(mine, theirs)):
        return
    raise EditConflict(
        clause=node.row.pk,
        base=" ".join(base.split()),
        theirs=theirs,
        mine=mine,
        who=_who_changed(desk.version, node.row.pk),
    )


def _who_changed(version, pk):
    """«А.П. Иванова»; empty where it was long ago."""
    for edit in version.edits.select_related("made_by")[:20]:
        if str(pk) in edit.changes:
            return edit.made_by.initials_first
    return ""


def _sentence(what, text):
    return f"{what}: {without_keys(text)}"[:200]
