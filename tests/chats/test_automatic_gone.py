"""Chats that came with their units go with them, unless people have built on them."""

import pytest

from chats import services
from chats.models import Chat, ChatAudience, ChatMember
from memberships.services import roster
from organizations.models import Unit
from organizations.services import remove_unit
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.chats.test_automatic import KINDS, enter, kinds_of, switch

TEXT = "ФИО;{unit}\nЗаписной Глеб Олегович;77Ы\nЗаписная Анна Олеговна;77Ы\n"


def test_empty_chats_go_with_their_unit_and_leave_their_history(cast):
    switch(cast.ours, "unit_parents", "unit_teachers")
    unit = enter(cast)
    chats = list(Chat.objects.filter(unit=unit).values_list("pk", flat=True))
    remove_unit(unit=unit, by=cast.administrator, reason="Ошибка")
    assert not Chat.objects.filter(pk__in=chats).exists()
    assert not ChatAudience.objects.filter(chat__in=chats).exists()
    for pk in chats:
        told = Chat.history.filter(id=pk).first()
        assert (told.history_type, told.history_user) == ("-", cast.administrator)
        assert told.history_change_reason == "Ошибка"


def written(cast, unit, chat):
    make.make_message(chat, cast.teacher)


def chosen(cast, unit, chat):
    ChatMember.objects.create(organization=cast.ours, chat=chat, user=cast.teacher)


def made_by_hand(cast, unit, chat):
    services.create_standard_chat(kind="unit_teachers", place=unit, by=cast.operator)


def named_by_a_channel(cast, unit, chat):
    services.create_chosen_chat(
        kind="other_channel",
        place=cast.ours,
        by=cast.head,
        title="Каникулы",
        audiences=[("unit_parents", unit.pk, None)],
    )


def entered(cast, unit, chat):
    make.make_learner(unit)


def invited(cast, unit, chat):
    make.make_invitation(unit)


BUILT = {
    written: "«Родители 5В» уже пишут",
    chosen: "«Родители 5В» уже ведут",
    made_by_hand: "«Педагоги 5В» уже ведут",
    named_by_a_channel: "«Каникулы» обращён к «5В»",
    entered: "«5В» убрать уже нельзя",
    invited: "«5В» убрать уже нельзя",
}


@pytest.mark.parametrize("build", BUILT)
def test_a_unit_on_which_people_have_built_stays_with_all_its_chats(cast, build):
    switch(cast.ours, "unit_parents")
    unit = enter(cast)
    chat = Chat.objects.get(unit=unit)
    build(cast, unit, chat)
    before = set(Chat.objects.values_list("pk", flat=True))
    with pytest.raises(DomainError, match=BUILT[build]):
        remove_unit(unit=unit, by=cast.administrator, reason="Ошибка")
    assert set(Chat.objects.values_list("pk", flat=True)) == before
    assert chat.audiences.count() == 2
    assert Unit.objects.filter(pk=unit.pk).exists()


# --- Units of a roster ----------------------------------------------------------------------------


def apply(cast):
    text = TEXT.format(unit=cast.ours.words.Unit)
    row = make.make_roster_import(cast.ours, text, by=cast.administrator)
    (name,) = row.comparison["missing_units"]
    roster.apply_import(roster_import=row, by=cast.administrator, new_units=[name])
    return row, Unit.objects.get(organization=cast.ours, name=name)


@pytest.mark.parametrize("kind", KINDS)
def test_units_of_a_roster_bring_their_chats_and_an_undone_roster_takes_both(cast_of, kind):
    cast = cast_of(kind)
    switch(cast.ours, "unit_parents")
    row, unit = apply(cast)
    assert kinds_of(unit) == ["unit_parents"]
    assert Chat.objects.get(unit=unit).created_by is None
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert not Unit.objects.filter(pk=unit.pk).exists()
    assert not Chat.objects.filter(kind="unit_parents").exists()
    assert Chat.history.filter(kind="unit_parents", history_type="-").count() == 1
    # And the same file once more.
    _, unit = apply(cast)
    assert kinds_of(unit) == ["unit_parents"]


@pytest.mark.parametrize("build", [written, chosen, made_by_hand, named_by_a_channel, invited])
def test_a_roster_on_which_people_have_built_is_not_taken_back(cast, build):
    switch(cast.ours, "unit_parents")
    row, unit = apply(cast)
    build(cast, unit, Chat.objects.get(unit=unit))
    children = unit.memberships.count()
    with pytest.raises(DomainError, match="построено"):
        roster.undo_import(roster_import=row, by=cast.administrator)
    row.refresh_from_db()
    assert (row.status, unit.memberships.count()) == ("applied", children)
    assert Chat.objects.filter(unit=unit, kind="unit_parents").exists()


def test_units_that_were_there_before_the_roster_stay(cast):
    text = f"ФИО;{cast.ours.words.Unit}\nЗаписной Глеб Олегович;5Б\n"
    row = make.make_roster_import(cast.ours, text, by=cast.administrator)
    roster.apply_import(roster_import=row, by=cast.administrator, new_units=["5Б"])
    roster.undo_import(roster_import=row, by=cast.administrator)
    assert Unit.objects.filter(pk=cast.other_unit.pk).exists()
