"""Several changes of one act: their order, and what cannot stand together."""

from dataclasses import replace

import pytest

from regulations.amending.applying import branch
from regulations.amending.changes import Change
from regulations.amending.papers import head_and_order, paper_of
from regulations.amending.together import conflict_in, ordered
from tests.regulations.test_amending import OLD, TITLE, applied, texts
from tests.regulations.test_comparing import A, B, C, D

PRINTED = {
    "title": "Изменения в Положение",
    "organization_full_name": "Школа",
    "organization_short_name": "Школа",
    "settlement": "г. Заречный",
    "year": 2026,
    "approval": head_and_order("Директор", "Школы", "А. П. Иванова"),
    "bodies": (),
    "draft": True,
}

DAYS = Change("words", "1.2", was="трёх дней", becomes="пяти дней")
RESTATED = Change("reword", "1.2", (B,), (D,))
LIST = Change("reword", "2.1", (), ("Он:", "учит;", "советует."))


def words(number, was, becomes):
    return Change("words", number, was=was, becomes=becomes)


IN_CONFLICT = {
    "то же самое": (DAYS, DAYS, "уже меняются"),
    "слова в словах": (DAYS, words("1.2", "дней", "суток"), "Объедините изменения в одно"),
    "второе находит слова первого": (
        words("1.2", "в течение", "не позднее"),
        words("1.2", "не позднее", "до"),
        "слов «не позднее» в действующем тексте нет",
    ),
    "изложить и заменить слова": (RESTATED, DAYS, "уже меняется"),
    "изложить дважды": (RESTATED, Change("reword", "1.2", (B,), (C,)), "уже меняется"),
    "отменить и изложить": (Change("repeal", "1.2"), RESTATED, "уже меняется"),
    "дополнить дважды одним": (
        Change("add", "1.4", (), (C,)),
        Change("add", "1.4", (), (D,)),
        "уже добавляется",
    ),
    "пункт отменённого раздела": (DAYS, Change("repeal", "1"), "утрачивает силу целиком"),
    "дополнить отменённый раздел": (
        Change("add", "1.4", (), (D,)),
        Change("repeal", "1"),
        "утрачивает силу целиком",
    ),
    "подпункт изложенного пункта": (
        words("2.1.1", "учит", "лечит"),
        LIST,
        "внесите туда и изменение п. 2.1.1",
    ),
    "наименование дважды": (
        Change("reword", "", (), (A,)),
        Change("reword", "", (), (B,)),
        "Наименование уже",
    ),
}


def text_in_old(number):
    return branch(OLD, number)["text"] if number else TITLE


@pytest.mark.parametrize("case", IN_CONFLICT)
@pytest.mark.parametrize("turned", [False, True])
def test_changes_that_speak_of_one_place_twice_are_refused(case, turned):
    *pair, sentence = IN_CONFLICT[case]
    assert sentence in conflict_in(pair[::-1] if turned else pair, text_in_old)


TOGETHER = {
    "слова в разных местах": (DAYS, words("1.2", "Заявки", "Запросы")),
    "начало списка и его строка": (
        Change("reword", "2.1", ("Администратор:",), ("Он же:",)),
        Change("words", "2.1.1", was="учит", becomes="лечит"),
    ),
    "новый пункт на месте изменённого": (Change("add", "1.2", (), (D,)), DAYS),
    "разные пункты": (DAYS, Change("repeal", "1.3")),
    "пункты 1.1 и 1.10": (Change("repeal", "1.1"), Change("add", "1.10", (), (D,))),
}


@pytest.mark.parametrize("case", TOGETHER)
def test_changes_of_different_places_stand_together(case):
    assert conflict_in(TOGETHER[case], text_in_old) == ""
    assert conflict_in(TOGETHER[case]) == ""


def test_both_changes_of_words_reach_the_text_and_the_table():
    changes = TOGETHER["слова в разных местах"]
    new = B.replace("трёх дней", "пяти дней").replace("Заявки", "Запросы")
    for order in (changes, changes[::-1]):
        assert ("1.2", new) in texts(applied(OLD, *order))
    with_old = [replace(change, old=(B,)) for change in changes]
    paper_of_both = paper_of({"title": TITLE}, with_old, {}, **PRINTED)
    (row,) = paper_of_both.rows
    assert "".join(word.text for word in row.new) == new
    assert len(paper_of_both.points) == 2


def test_changes_stand_in_the_order_of_the_act():
    numbers = ["4.3.11", "3.9", "", "4.3.7", "10", "2.1"]
    changes = ordered([Change("repeal", number) for number in numbers])
    assert [change.number for change in changes] == ["", "2.1", "3.9", "4.3.7", "4.3.11", "10"]


def test_a_section_put_in_front_takes_no_clause_of_that_behind_it():
    new_section = Change("add", "1", (), ("Раздел В", D))
    after = texts(applied(OLD, new_section, Change("add", "1.4", (), ("Ещё пункт.",))))
    assert after[:2] == [("1", "Раздел В"), ("1.1", D)]
    assert ("2.4", "Ещё пункт.") in after


def test_what_was_applied_can_be_applied_again():
    """The tree of a change is not written into by the changes below it."""
    tree = branch(OLD, "1") | {"text": "Прочее"}
    changes = [Change("reword", "1", ("Раздел А",), ("Прочее",), tree=tree), DAYS]
    assert texts(applied(OLD, *changes)) == texts(applied(OLD, *changes))
