"""Taking edits back, step by step, and two people at one text."""

import random

import pytest

from regulations import contents, services
from regulations.editing import journal
from regulations.models import Clause, Edit
from sferum_portal.lib.errors import DomainError

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


# --- Undoing --------------------------------------------------------------------------------------

STEPS = {
    "write": lambda editor: editor.write("conduct", "Иначе."),
    "split": lambda editor: editor.write("head", "Раз.\nДва:"),
    "title": lambda editor: editor.write("chats", "Чаты", section=True),
    "add": lambda editor: editor.add("Пункт.\nЕщё один.", "polls"),
    "add a section": lambda editor: editor.add("Раздел\nПункт."),
    "up": lambda editor: editor.move("terms", "up"),
    "section up": lambda editor: editor.move("families", "up", section=True),
    "in": lambda editor: editor.move("polls", "in"),
    "out": lambda editor: editor.move("head_order", "out"),
    "to a section": lambda editor: editor.move("polls", str(editor.row("final", section=True).pk)),
    "join": lambda editor: editor.join("polls"),
    "delete": lambda editor: editor.delete("leader"),
    "delete a section": lambda editor: editor.delete("chats", section=True),
    "take": lambda editor: services.take_clause(
        version=editor.draft, key="quiet_hours", by=editor.by
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_every_verb_is_undone_and_done_again(editor, step):
    before = editor.rows()
    STEPS[step](editor)
    after = editor.rows()
    assert after != before
    editor.undo()
    assert editor.rows() == before
    editor.redo()
    assert editor.rows() == after
    editor.undo()
    assert editor.rows() == before


def test_many_steps_are_undone_one_by_one(editor):
    pictures = []
    for step in STEPS.values():
        pictures.append(editor.rows())
        try:
            step(editor)
        except DomainError:
            pictures.pop()
        except Clause.DoesNotExist:
            pictures.pop()
    assert len(pictures) > 8
    for picture in reversed(pictures):
        editor.undo()
        assert editor.rows() == picture
    with pytest.raises(DomainError, match="больше нечего"):
        services.undo_edit(version=editor.draft, edit=1, by=editor.by)


def test_chance_finds_no_order_that_cannot_be_undone(editor):
    chance = random.Random(7)
    first = editor.rows()
    for _ in range(40):
        rows = list(editor.draft.clauses.all())
        row = chance.choice(rows)
        section = row.parent_id is None
        act = chance.choice(["up", "down", "in", "out", "join", "delete", "add"])
        try:
            if act == "join":
                services.join_clause(version=editor.draft, clause=row.pk, by=editor.by)
            elif act == "delete":
                if not section:
                    services.delete_clause(version=editor.draft, clause=row.pk, by=editor.by)
            elif act == "add":
                editor.add("Слово.", row.key, chance.choice(["after", "inside"]), section=section)
            else:
                services.move_clause(version=editor.draft, clause=row.pk, where=act, by=editor.by)
        except DomainError:
            continue
    edits = editor.draft.edits.count()
    assert edits > 10
    for _ in range(edits):
        editor.undo()
    assert editor.rows() == first


def test_whoever_undoes_sees_what_is_undone(editor, cast):
    editor.write("conduct", "Первое.")
    seen = journal.last(editor.draft).pk
    editor.write("polls", "Второе.", by=cast.administrator)
    with pytest.raises(DomainError, match="изменили ещё раз"):
        services.undo_edit(version=editor.draft, edit=seen, by=cast.head)
    editor.undo()
    assert editor.shown("polls") != "Второе."
    assert Edit.history.filter(history_user=cast.head).exists()


def test_a_new_edit_ends_the_way_forward(editor):
    editor.write("conduct", "Первое.")
    editor.undo()
    editor.write("polls", "Второе.")
    assert journal.next_undone(editor.draft) is None


def test_rows_changed_otherwise_are_not_undone_blindly(editor):
    editor.write("conduct", "Первое.")
    row = editor.row("conduct")
    row.text = "Мимо редактора."
    row.save()
    with pytest.raises(DomainError, match="другим путём"):
        editor.undo()
    assert editor.row("conduct").text == "Мимо редактора."


# --- Two people -----------------------------------------------------------------------------------


def test_the_second_is_shown_the_difference_and_loses_nothing(editor, cast):
    seen = editor.shown("conduct")
    editor.write("conduct", seen.replace("корректными", "вежливыми"), by=cast.administrator)
    mine = f"{seen} Шутки уместны."
    with pytest.raises(services.EditConflict) as conflict:
        editor.write("conduct", mine, base=seen)
    found = conflict.value
    assert (found.base, found.mine) == (seen, mine)
    assert found.who == cast.administrator.initials_first
    assert [piece.text for piece in found.their_changes if piece.kind == "new"] == ["вежливыми"]
    assert "вежливыми" in found.together
    assert found.together.endswith("Шутки уместны.")
    editor.write("conduct", found.together, base=found.theirs)
    assert "вежливыми" in editor.shown("conduct")


def test_changes_of_the_same_words_are_not_merged_by_themselves(editor, cast):
    seen = editor.shown("conduct")
    editor.write("conduct", seen.replace("корректными", "вежливыми"), by=cast.administrator)
    with pytest.raises(services.EditConflict) as conflict:
        editor.write("conduct", seen.replace("корректными", "учтивыми"), base=seen)
    assert conflict.value.together is None


def test_two_who_write_the_same_do_not_disturb_each_other(editor, cast):
    seen = editor.shown("conduct")
    editor.write("conduct", "Одно и то же.", by=cast.administrator)
    assert editor.write("conduct", "Одно и то же.", base=seen) is None


def test_a_clause_that_is_gone_is_told(editor, cast):
    row, seen = editor.row("conduct"), editor.shown("conduct")
    editor.delete("conduct")
    with pytest.raises(services.GoneError):
        services.write_clause(
            version=editor.draft, clause=row.pk, text="Моё.", base=seen, by=cast.head
        )


def test_an_approved_version_is_not_edited(approved, cast):
    row = approved.clauses.exclude(parent=None).first()
    with pytest.raises(DomainError, match="уже утверждена"):
        services.delete_clause(version=approved, clause=row.pk, by=cast.head)
    assert contents.sections(approved)
