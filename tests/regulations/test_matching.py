"""Words in a text: whole ones, in Russian letters, and what is said of those that are not."""

import pytest

from regulations.amending.applying import CannotApplyError, with_words
from regulations.amending.changes import Change
from regulations.amending.drafting import words_change
from regulations.amending.matching import longer_words, places_of, with_replaced
from regulations.amending.together import conflict_in
from regulations.amending.wording import points


@pytest.mark.parametrize(
    ("words", "text", "places"),
    [
        ("чат", "Чаты и чате, но чат; (чат)", 2),
        ("чат", "чат-бот", 0),
        ("ёлка", "ёлка, ёлками", 1),
        ("чат класса", "чат\N{NO-BREAK SPACE}класса", 1),
        ("3", "п. 3.7, до 13:30, № 3", 1),
        ("сайт.рф", "на сайт.рф.", 1),
        ("«MAX»", "в приложении «MAX»-плюс", 1),
        ("%", "5% и 6 %", 2),
        ("", "чат", 0),
        (" ", "чат чат", 0),
    ],
)
def test_only_whole_words_are_found(words, text, places):
    assert places_of(words, text) == places


def test_all_places_are_replaced_and_nothing_else():
    text = "Чат ведёт учитель; чаты и чат класса, чат."
    assert with_replaced(text, "чат", r"канал \1") == (
        r"Чат ведёт учитель; чаты и канал \1 класса, канал \1."
    )


def test_the_words_that_stand_there_instead_are_named():
    text = "В чате и чатах, чате, чат-боте; подчат."
    assert longer_words("чат", text) == ["чате", "чатах", "чат-боте", "подчат"]
    change = Change("words", "2.4", was="чат", becomes="канал")
    with pytest.raises(CannotApplyError, match=r"В п\. 2\.4 нет слов «чат».*Есть «чате», «чатах»"):
        with_words(text, change, "В п. 2.4")
    with pytest.raises(CannotApplyError, match=r"проверьте их\.$"):
        with_words("Ничего.", change, "В п. 2.4")


def test_different_forms_of_a_word_are_changed_side_by_side():
    changes = [
        Change("words", "2.4", was="чат", becomes="канал"),
        Change("words", "2.4", was="чаты", becomes="каналы"),
    ]
    assert conflict_in(changes, lambda number: "Чаты, чаты и чат.") == ""
    assert conflict_in(changes) == ""


def test_a_short_change_is_found_beside_longer_forms():
    """«слова … заменить» is clear where the word stands once as a whole."""
    change = words_change("2.4", "Чаты: чат класса.", "Чаты: канал класса.")
    assert (change.was, change.becomes) == ("чат", "канал")


def test_several_places_are_told():
    one, two = (
        Change("words", "2.4", (text,), was="чат", becomes="канал")
        for text in ("Чаты и чат.", "Мой чат, твой чат и чаты.")
    )
    assert [point.note for point in points([one, two])] == [
        "",
        "Эти слова стоят здесь 2\N{NO-BREAK SPACE}раза: изменятся все.",
    ]
    assert points([two])[0].text.endswith("слово «чат» заменить словом «канал».")
