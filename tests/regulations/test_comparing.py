"""What two versions differ in: a literal table, and what always holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulations.comparing import apply_to, compare, differences, flatten, normal
from regulations.library import Clause, Section

A = "Администратор создаёт ссылки-приглашения для работников организации."
B = "Заявки на присоединение рассматривает администратор в течение трёх дней."
C = "Системные каналы создаются на платформе автоматически и читаются всеми."
D = "Мнение участников может выясняться с помощью опросов, которые ничего не решают."


def paper(*sections):
    """Each section is a list of «key: text»; a list after a clause holds its sub-clauses."""
    made = []
    for n, clauses in enumerate(sections, start=1):
        parts = []
        for clause in clauses:
            if isinstance(clause, list):
                last = parts[-1]
                subs = tuple(
                    Clause(f"{last.number}.{m}", *text.split(": ", 1), ())
                    for m, text in enumerate(clause, start=1)
                )
                parts[-1] = Clause(last.number, last.key, last.text, (), subs)
            else:
                key, text = clause.split(": ", 1)
                parts.append(Clause(f"{n}.{len(parts) + 1}", key, text, ()))
        made.append(Section(str(n), f"s{'abc'[n - 1]}", f"Раздел {'АБВ'[n - 1]}", tuple(parts)))
    return made


def told(old, new):
    """The rows that are not the same: what, former number, new number."""
    return [
        (row.change, row.old.number if row.old else "", row.new.number if row.new else "")
        for row in compare(old, new).rows
        if not row.is_same
    ]


TABLE = {
    "nothing": (paper([f"a: {A}"]), paper([f"a: {A}"]), []),
    "typography alone": (
        paper(["a: Чат «5А» — № 3, п. 2.4"]),
        paper(['a: Чат "5А" – №\N{NO-BREAK SPACE}3, п.\N{NO-BREAK SPACE}2.4']),
        [],
    ),
    "changed": (
        paper([f"a: {A}", f"b: {B}"]),
        paper([f"a: {A}", f"b: {B.replace('трёх', 'пяти')}"]),
        [("changed", "1.2", "1.2")],
    ),
    "put under another clause": (
        paper([f"a: {A}", f"b: {B}"]),
        paper([f"a: {A}", [f"b: {B}"]]),
        [("moved", "1.2", "1.1.1")],
    ),
    "taken out from under another clause, with other words": (
        paper([f"a: {A}", [f"b: {B}", f"a_2: {C}"]]),
        paper([f"a: {A}", f"b: {B.replace('трёх', 'пяти')}", f"n: {C}"]),
        [("changed", "1.1.1", "1.2"), ("moved", "1.1.2", "1.3")],
    ),
    "changed beyond likeness, of one key": (
        paper([f"a: {A}"]),
        paper([f"a: {D}"]),
        [("changed", "1.1", "1.1")],
    ),
    "changed, imported": (
        paper([f"c_1: {A}", f"c_2: {B}"]),
        paper([f"c_1: {A}", f"c_2: {B.replace('трёх', 'пяти')}"]),
        [("changed", "1.2", "1.2")],
    ),
    "new": (paper([f"a: {A}"]), paper([f"a: {A}", f"b: {B}"]), [("new", "", "1.2")]),
    "gone": (paper([f"a: {A}", f"b: {B}"]), paper([f"b: {B}"]), [("gone", "1.1", "")]),
    "only renumbered": (
        paper([f"c_1: {A}", f"c_2: {B}"]),
        paper([f"c_1: {C}", f"c_2: {A}", f"c_3: {B}"]),
        [("new", "", "1.1")],
    ),
    "moved within its section": (
        paper([f"a: {A}", f"b: {B}", f"c: {C}"]),
        paper([f"b: {B}", f"c: {C}", f"a: {A}"]),
        [("moved", "1.1", "1.3")],
    ),
    "moved to another section": (
        paper([f"a: {A}", f"b: {B}"], [f"c: {C}"]),
        paper([f"b: {B}"], [f"c: {C}", f"a: {A}"]),
        [("moved", "1.1", "2.2")],
    ),
    "moved and changed": (
        paper([f"a: {A}", f"b: {B}"], [f"c: {C}"]),
        paper([f"a: {A}"], [f"c: {C}", f"b: {B.replace('трёх', 'пяти')}"]),
        [("changed", "1.2", "2.2")],
    ),
    "split": (
        paper([f"a: {A} {B}"]),
        paper([f"a: {A}", f"b: {B}"]),
        [("changed", "1.1", "1.1"), ("new", "", "1.2")],
    ),
    "joined": (
        paper([f"c_1: {A}", f"c_2: {B}"]),
        paper([f"c_1: {A} {B}"]),
        # The longer of the two goes on.
        [("changed", "1.2", "1.1"), ("gone", "1.1", "")],
    ),
    "replaced by another one in its place": (
        paper([f"c_1: {A}", f"c_2: {C}"]),
        paper([f"c_1: {A}", f"c_2: {D}"]),
        [("gone", "1.2", ""), ("new", "", "1.2")],
    ),
    "one more in a list written from facts": (
        paper(["l: Основание составляют:", [f"l_1: {A}", f"l_2: {B}"]]),
        paper(["l: Основание составляют:", [f"l_1: {A}", f"l_2: {C}", f"l_3: {B}"]]),
        [("new", "", "1.1.2")],
    ),
    "a section more": (
        paper([f"a: {A}"]),
        paper([f"a: {A}"], [f"b: {B}"]),
        [("new", "", "2"), ("new", "", "2.1")],
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_what_two_versions_differ_in(case):
    old, new, rows = TABLE[case]
    assert sorted(told(old, new)) == sorted(rows)


def test_a_split_clause_names_the_one_it_was_taken_from():
    old, new, _ = TABLE["split"]
    (row,) = [row for row in compare(old, new).rows if row.is_new]
    assert row.part_of.number == "1.1"


def test_a_joined_clause_names_where_it_went():
    old, new, _ = TABLE["joined"]
    (row,) = [row for row in compare(old, new).rows if row.is_gone]
    assert row.part_of.number == "1.1"


def test_the_gone_stand_at_their_former_place():
    old = paper([f"a: {A}", f"b: {B}", f"c: {C}"])
    new = paper([f"a: {A}", f"c: {C}"])
    assert [row.piece.key for row in compare(old, new).rows] == ["sa", "a", "b", "c"]


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("один два три", "один два три", [("same", "один два три")]),
        (
            "в течение трёх дней",
            "в течение пяти дней",
            [
                ("same", "в течение "),
                ("struck", "трёх "),
                ("inserted", "пяти "),
                ("same", "дней"),
            ],
        ),
        ("чат класса", "чат", [("same", "чат "), ("struck", "класса")]),
        ("", "новый", [("inserted", "новый")]),
        # «и» alone between two changes belongs to them.
        (
            "чаты и каналы",
            "звонки и опросы",
            [("struck", "чаты и каналы"), ("inserted", "звонки и опросы")],
        ),
        (
            "приказ № 2-од",
            "приказ №\N{NO-BREAK SPACE}2-од",
            [("same", "приказ № 2-од")],
        ),
    ],
)
def test_words(old, new, runs):
    found = [(run.op, run.text) for run in differences(old, new)]
    assert [(op, text.strip()) for op, text in found] == [(op, text.strip()) for op, text in runs]


def test_foreign_runs_are_not_applied():
    with pytest.raises(ValueError, match="is not what the text has there"):
        apply_to("совсем другое", differences("один два", "один три"))


LETTERS = some.text("абвЁ «»„“—–-‑.,;№12 \N{NO-BREAK SPACE}\n", max_size=60)
SENTENCE = some.lists(some.sampled_from("чат канал и в 5А «учебный профиль» 30 дней.".split()))


@given(LETTERS, LETTERS)
def test_applying_the_difference_gives_the_other_text(old, new):
    made = apply_to(old, differences(old, new))
    assert normal(made) == normal(new)


@given(SENTENCE, SENTENCE)
def test_applying_the_difference_gives_the_other_sentence(old, new):
    old, new = " ".join(old), " ".join(new)
    assert normal(apply_to(old, differences(old, new))) == normal(new)


CLAUSES = some.lists(some.sampled_from([A, B, C, D, f"{A} {B}", B.replace("трёх", "пяти")]))


@given(
    some.lists(CLAUSES, min_size=1, max_size=3),
    some.lists(CLAUSES, min_size=1, max_size=3),
    some.booleans(),
)
def test_the_rows_hold_each_clause_of_both_versions_once(old, new, keyed):
    def made(sections):
        return paper(
            *(
                [f"{'k' if keyed else 'c_'}{n}{m}{'x' * keyed}: {t}" for m, t in enumerate(texts)]
                for n, texts in enumerate(sections)
            )
        )

    old, new = made(old), made(new)
    rows = compare(old, new).rows
    assert [row.new for row in rows if row.new] == flatten(new)
    assert sorted(row.old.number for row in rows if row.old) == sorted(
        piece.number for piece in flatten(old)
    )
    for row in rows:
        before = row.old.text if row.old else ""
        assert normal(apply_to(before, row.words)) == (row.new.normal if row.new else "")
