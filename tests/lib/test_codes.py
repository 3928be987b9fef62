import pytest

from sferum_portal.lib.codes import ALPHABET, make_code, read_code


def test_a_code_is_short_and_has_no_look_alikes():
    code = make_code()
    assert len(code) == 14
    assert set(code) <= {*ALPHABET, "-"}
    assert not set("ILOU") & set(ALPHABET)


def test_codes_differ():
    assert len({make_code() for _ in range(500)}) == 500


@pytest.mark.parametrize(
    "typed",
    [
        "K7MP-3XQ9-TT4D",
        "k7mp3xq9tt4d",
        " K7MP 3XQ9 TT4D ",
        "К7МР—ЗХQ9–ТТ4D",
        "K7MP-3XQ9-TT4D\u00a0",
    ],
)
def test_a_code_is_read_as_people_type_it(typed):
    assert read_code(typed) == "K7MP-3XQ9-TT4D"


def test_letters_that_look_like_digits_are_digits():
    assert read_code("OIL0-1111-1111") == "0110-1111-1111"


@pytest.mark.parametrize(
    "typed", ["", "K7MP", "K7MP-3XQ9-TT4", "K7MP-3XQ9-TT4\x00", "Ж" * 12, "🎉" * 12]
)
def test_nothing_else_is_a_code(typed):
    assert read_code(typed) is None
