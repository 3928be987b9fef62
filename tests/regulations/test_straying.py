"""References that lead to another clause after a change of the act (`regulations.checking`)."""

import pytest

from regulations.amending.applying import apply_changes
from regulations.amending.changes import Change
from regulations.checking.straying import strayed_references
from tests.regulations.test_comparing import paper

POLLS = "polls: Опросы проводит администратор."
CALLS = "calls: Звонки совершают в рабочее время."
RULES = "rules: Сообщения должны быть корректными."
CITES = "cites: О порядке звонков см. п. 1.2."


def act(*first, second=(CITES,)):
    return paper(list(first) or [POLLS, CALLS, RULES], list(second))


def strayed(before, *changes):
    _, after = apply_changes("Положение", before, changes)
    return [(each.number, each.reference, each.now) for each in strayed_references(before, after)]


def add(number, *lines):
    return Change("add", number, new=lines)


def test_what_is_put_in_between_leaves_references_behind():
    before = act()
    assert strayed(before, add("1.2", "Новый пункт.")) == [("2.1", "п. 1.2", "1.3")]
    _, after = apply_changes("", before, [add("1.2", "Новый пункт.")])
    (found,) = strayed_references(before, after)
    assert found.text == (
        "ссылка «п. 1.2» вела к «Звонки совершают в рабочее время», теперь там другой пункт, "
        "а прежний — п. 1.3."
    )


@pytest.mark.parametrize(
    "changes",
    [
        [add("1.3", "Новый пункт.")],
        [add("2.1", "Новый пункт.")],
        [Change("words", "1.2", was="рабочее", becomes="любое")],
        [Change("reword", "1.2", new=("Совсем другое правило о мячах.",))],
        [Change("repeal", "1.1")],
        # It leads nowhere, which is another finding.
        [Change("repeal", "1.2")],
    ],
)
def test_what_leads_to_the_same_clause_as_before_is_not_told(changes):
    assert strayed(act(), *changes) == []


def test_a_reference_that_was_put_right_is_not_told():
    change = Change("words", "2.1", was="п. 1.2", becomes="п. 1.3")
    assert strayed(act(), add("1.2", "Новый пункт."), change) == []


def test_of_several_references_those_are_told_that_stayed():
    before = act(second=["cites: См. п. 1.2 и п. 1.3."])
    new = add("1.2", "Новый пункт.")
    assert strayed(before, new) == [("2.1", "п. 1.2", "1.3"), ("2.1", "п. 1.3", "1.4")]
    both = Change("reword", "2.1", new=("См. п. 1.3 и п. 1.4.",))
    assert strayed(before, new, both) == []
    one = Change("words", "2.1", was="п. 1.2", becomes="п. 1.3")
    assert strayed(before, new, one) == [("2.1", "п. 1.3", "1.4")]


def test_what_is_new_refers_to_the_new_numbers():
    assert strayed(act(), add("1.2", "Новый пункт."), add("2.2", "См. также п. 1.2.")) == [
        ("2.1", "п. 1.2", "1.3")
    ]


def test_a_clause_that_moves_takes_its_references_and_its_place_along():
    # «Опросы» go to the second section and are repealed in the first: no number shifts there.
    before = act(POLLS, CALLS, RULES, second=["own: Своё правило.", CITES])
    moved = add("2.1", "Опросы проводит администратор.")
    assert strayed(before, Change("repeal", "1.1"), moved) == []
    # The clause that cites moves, and what it cites is shifted.
    moved = add("1.1", "О порядке звонков см. п. 1.2.")
    assert strayed(before, Change("repeal", "2.2"), moved) == [("1.1", "п. 1.2", "1.3")]


def test_sections_and_parts_stray_too():
    before = paper(["list: Порядок:"], [RULES], ["cites: По разделу 2 и подпункту 1.1.2."])
    before = apply_changes("", before, [add("1.1.1", "Первый шаг."), add("1.1.2", "Второй шаг.")])
    section = add("2", "Новый раздел", "Новый пункт.")
    assert strayed(before[1], section) == [("4.1", "разделу 2", "3")]
    part = add("1.1.1", "Нулевой шаг.")
    assert strayed(before[1], part) == [("3.1", "подпункту 1.1.2", "1.1.3")]
    # In a new wording of the whole clause the parts are known by their words.
    whole = Change("reword", "1.1", new=("Такой порядок:", "Начало.", "Первый шаг.", "Второй шаг."))
    assert strayed(before[1], whole) == [("3.1", "подпункту 1.1.2", "1.1.3")]


def test_references_to_laws_never_stray():
    before = act(second=["cites: По п. 1.2 статьи 28 закона, по пункту 1.2 Федерального закона."])
    assert strayed(before, add("1.2", "Новый пункт.")) == []
