"""Changes to an act: found, worded, carried into the text (`regulations.amending`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from regulations.amending.applying import CannotApplyError, apply_changes, branch
from regulations.amending.changes import REPEALED, Change, read_lines, read_number
from regulations.amending.drafting import changes_between
from regulations.amending.together import conflict_in, ordered
from regulations.amending.wording import opening, points, title_of
from regulations.comparing import compare, flatten
from tests.regulations.test_comparing import A, B, C, D, paper

TITLE = "Положение об использовании платформы"


def applied(sections, *changes):
    return apply_changes(TITLE, sections, changes)[1]


def texts(sections):
    return [(piece.number, piece.text) for piece in flatten(sections)]


OLD = paper([f"a: {A}", f"b: {B}", f"c: {C}"], ["d: Администратор:", ["e: учит;", "f: лечит."]])

WORDED = {
    "пункт изложить": (
        Change("reword", "1.2", (B,), (D,)),
        ["1) пункт 1.2 изложить в следующей редакции:", f"«1.2. {D}»."],
    ),
    "подпункт изложить": (
        Change("reword", "2.1.2", ("лечит.",), ("советует.",)),
        ["1) подпункт 2.1.2 изложить в следующей редакции:", "«2.1.2. советует.»."],
    ),
    "раздел изложить": (
        Change("reword", "2", ("Раздел Б", "х"), ("Прочее", D)),
        ["1) раздел 2 изложить в следующей редакции:", "«2. Прочее", f"2.1. {D}»."],
    ),
    "дополнить пунктом": (
        Change("add", "1.4", (), (D,)),
        ["1) раздел 1 дополнить пунктом 1.4 следующего содержания:", f"«1.4. {D}»."],
    ),
    "дополнить пунктом в середине": (
        Change("add", "1.2", (), (D,)),
        [
            "1) раздел 1 дополнить пунктом 1.2 следующего содержания:",
            f"«1.2. {D}»; пункты 1.2–1.3 считать соответственно пунктами 1.3–1.4.",
        ],
    ),
    "дополнить подпунктом": (
        Change("add", "2.1.3", (), ("советует.",)),
        ["1) пункт 2.1 дополнить подпунктом 2.1.3 следующего содержания:", "«2.1.3. советует.»."],
    ),
    "дополнить разделом": (
        Change("add", "3", (), ("Прочее", D)),
        ["1) дополнить разделом 3 следующего содержания:", "«3. Прочее", f"3.1. {D}»."],
    ),
    "утратил силу": (
        Change("repeal", "1.3", (C,)),
        ["1) пункт 1.3 признать утратившим силу."],
    ),
    "раздел утратил силу": (
        Change("repeal", "2"),
        ["1) раздел 2 признать утратившим силу."],
    ),
    "слова заменить": (
        Change("words", "1.2", was="трёх дней", becomes="пяти рабочих дней"),
        ["1) в пункте 1.2 слова «трёх дней» заменить словами «пяти рабочих дней»."],
    ),
    "слово заменить": (
        Change("words", "1.2", was="трёх", becomes="пяти"),
        ["1) в пункте 1.2 слово «трёх» заменить словом «пяти»."],
    ),
    "цифры заменить": (
        Change("words", "2.1.1", was="60", becomes="30"),
        ["1) в подпункте 2.1.1 цифры «60» заменить цифрами «30»."],
    ),
    "слова исключить": (
        Change("words", "1.1", was="для работников", becomes=""),
        ["1) в пункте 1.1 слова «для работников» исключить."],
    ),
    "слова дополнить": (
        Change("words", "1.1", was="для работников", becomes="для работников и родителей"),
        ["1) в пункте 1.1 после слов «для работников» дополнить словами «и родителей»."],
    ),
    "наименование": (
        Change("words", "", was="платформы", becomes="мессенджера MAX"),
        ["1) в наименовании слово «платформы» заменить словами «мессенджера MAX»."],
    ),
}


@pytest.mark.parametrize("case", WORDED)
def test_a_change_is_worded_as_acts_word_it(case):
    change, lines = WORDED[case]
    (point,) = points([change], {"": 2, "1": 3, "2": 1, "2.1": 2})
    assert [point.text, *point.quoted] == lines


def test_points_are_numbered_and_end_as_a_sentence():
    found = points([Change("repeal", "1.1"), Change("reword", "1.2", (B,), (D,))])
    assert found[0].text == "1) пункт 1.1 признать утратившим силу;"
    assert found[1].quoted[-1].endswith("».")


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("Положение о чатах", "Внести в Положение о чатах, утверждённое приказом"),
        ("Порядок приёма", "Внести в Порядок приёма, утверждённый приказом"),
        ("Правила приёма", "Внести в Правила приёма, утверждённые приказом"),
        ("Инструкция о пропусках", "Внести в Инструкцию о пропусках, утверждённую приказом"),
        ("Хартия дружбы", "Внести в акт «Хартия дружбы», утверждённый приказом"),
    ],
)
def test_the_act_is_named_in_its_case_and_gender(title, line):
    act = {"title": title, "order_number": "7-од", "order_date": "01.09.2024"}
    assert opening(act) == f"{line} от 01.09.2024 № 7-од, следующие изменения:"
    assert opening({"title": title}).endswith(" следующие изменения:")


def test_the_title_of_the_act_of_changes():
    assert title_of("Инструкция о пропусках") == "Изменения в Инструкцию о пропусках"


def test_words_are_replaced_where_they_stand():
    change = Change("words", "1.2", was="трёх дней", becomes="пяти дней")
    assert (B.replace("трёх", "пяти")) in [text for _, text in texts(applied(OLD, change))]


def test_what_is_excluded_leaves_no_hole():
    change = Change("words", "1.1", was="для работников организации", becomes="")
    assert ("1.1", "Администратор создаёт ссылки-приглашения.") in texts(applied(OLD, change))


def test_a_repealed_clause_keeps_its_number():
    after = texts(applied(OLD, Change("repeal", "1.2", (B,))))
    assert ("1.2", REPEALED) in after
    assert ("1.3", C) in after


def test_a_repealed_section_keeps_its_number_and_title():
    after = texts(applied(OLD, Change("repeal", "1")))
    assert after[:2] == [("1", "Раздел А"), ("1.1", REPEALED)]


def test_an_added_clause_shifts_those_behind_it():
    after = texts(applied(OLD, Change("add", "1.2", (), (D,))))
    assert after[2:5] == [("1.2", D), ("1.3", B), ("1.4", C)]


def test_rewording_the_opening_leaves_its_list():
    after = texts(applied(OLD, Change("reword", "2.1", (), ("Он же:",))))
    assert after[-3:] == [("2.1", "Он же:"), ("2.1.1", "учит;"), ("2.1.2", "лечит.")]


def test_lines_after_the_first_are_sub_clauses():
    change = Change("reword", "2.1", ("x", "y"), ("Он:", "учит;", "советует."))
    after = applied(OLD, change)
    assert texts(after)[-2:] == [("2.1.1", "учит;"), ("2.1.2", "советует.")]
    assert after[1].clauses[0].subclauses[0].key == "e"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("repeal", "7.1"), "нет п. 7.1"),
        (Change("words", "1.2", was="зебра", becomes="лев"), "нет слов «зебра»"),
        (Change("add", "1.9", (), (D,)), "следующий по порядку — 1.4"),
        (Change("add", "9.1", (), (D,)), "нет раздела"),
        (Change("add", "3", (), ("Прочее",)), "хотя бы один пункт"),
    ],
)
def test_what_the_act_lacks_is_named(change, sentence):
    with pytest.raises(CannotApplyError, match=sentence):
        applied(OLD, change)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2.4", "2.4"),
        ("п. 2.4.", "2.4"),
        ("раздел 3", "3"),
        ("2.4.1", "2.4.1"),
        ("п. 2 и 3", None),
        ("", None),
        ("без номера", None),
    ],
)
def test_a_typed_number(typed, number):
    assert read_number(typed) == number


def test_typed_lines_lose_their_numbers():
    assert read_lines("2.4. Администратор:\n 2.4.1) учит;\n\nлечит.") == (
        "Администратор:",
        "учит;",
        "лечит.",
    )


def test_a_change_comes_back_from_its_data():
    change = Change("reword", "1.2", (B,), (D,), tree={"key": "b", "text": D, "parts": []})
    assert Change.from_data(change.as_data()) == change


TEXTS = some.lists(some.sampled_from([A, B, C, D, "Коротко о главном.", f"{C} {D}"]), unique=True)


def without_repealed(sections):
    kept = []
    for section in sections:
        clauses = [clause.text for clause in section.clauses if clause.text != REPEALED]
        kept.append((section.title, clauses))
    return [(title, clauses) for title, clauses in kept if clauses]


@given(some.lists(TEXTS, min_size=1, max_size=3), some.lists(TEXTS, min_size=1, max_size=3))
def test_the_changes_found_turn_one_text_into_the_other(old, new):
    def made(sections):
        texts = [text or [A] for text in sections]
        return paper(*([f"c_{n}{m}: {t}" for m, t in enumerate(s)] for n, s in enumerate(texts)))

    old, new = made(old), made(new)
    changes = changes_between(TITLE, old, TITLE, new)
    assert conflict_in(changes, lambda number: branch(old, number)["text"]) == ""
    assert ordered(changes) == changes
    _, after = apply_changes(TITLE, old, changes)
    assert without_repealed(after) == without_repealed(new)
    assert changes or compare(old, new).is_equal
    if changes:
        assert points(changes)
