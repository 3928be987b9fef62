import pytest

from regulations.templatetags.typography import breakable, held, plain


@pytest.mark.parametrize(
    "text",
    [
        "приказ №~102",
        "А.~П.~Иванова",
        "г.~Озёрный",
        "п.~2.1 ст.~28",
        "в~школе и~в~классе",
        "К~нему",
        "2026~год, 2026~г.",
        "чат~— переписка, канал~– лента",
        "аудио-~и~видеозаписи",
        "им.~А.~С.~Пушкина",
    ],
)
def test_what_belongs_together_stays_on_one_line(text):
    assert held(text.replace("~", " ")) == text.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    "text", ["из-за того", "кто-то ещё", "на уроке", "по-русски", "класс 5А. Журнал", "3 чата"]
)
def test_all_else_may_be_broken(text):
    assert held(text) == text


def test_a_text_that_is_held_already_stays_as_it_is():
    assert held(held("в школе № 31 — и в саду")) == held("в школе № 31 — и в саду")


def test_a_line_may_end_before_a_bracket():
    assert (
        breakable("«О данных» (с изменениями)") == "«О данных»\N{ZERO WIDTH SPACE} (с изменениями)"
    )


def test_metadata_have_ordinary_spaces():
    assert plain(held("в школе № 31")) == "в школе № 31"
