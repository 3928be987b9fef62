import pytest

from regulations.templatetags.typography import breakable, held, plain, unbroken, whole


@pytest.mark.parametrize(
    "text",
    [
        "приказ~№~102",
        "МБОУ «Лицей~№~3»",
        "в~приложении~«MAX»",
        "А.~П.~Иванова",
        "г.~Озёрный",
        "п.~2.1 ст.~28",
        "в~школе и~в~классе",
        "К~нему",
        "2026~год, 2026~г.",
        "чат~— переписка, канал~– лента",
        "аудио-~и~видеозаписи",
        "им.~А.~С.~Пушкина",
        "п.~2.4",
        "пп.~2.4 и~2.5",
        "№~102/2-од",
        "А.~С.~Петрова",
        "ст.~12",
        "ч.~2 ст.~28",
        "г.~Заречный",
        "30~августа 2026~г.",
        "до 1~сентября 2026~года",
        "с~1 по 5~мая",
        "пункт~2.4 и~пункте~3",
        "статьёй~12",
        "частью~2",
        "раздел~3",
        "подп.~2 п.~2.4",
        "прил.~№~1",
        "10~часов, 15~мин.",
        "1~000~руб.",
        "5~%",
        "стр.~2 из 6",
        "§~4",
        "ул.~Ленина, д.~5",
        "с.~7, т.~2",
    ],
)
def test_what_belongs_together_stays_on_one_line(text):
    assert held(text.replace("~", " ")) == text.replace("~", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(
    "text",
    [
        "из-за того",
        "кто-то ещё",
        "на уроке",
        "по-русски",
        "класс 5А. Журнал",
        "3 чата",
        "34 мая",
        "часто 2",
        "вниз ст 12",
    ],
)
def test_all_else_may_be_broken(text):
    assert held(text) == text


def test_a_text_that_is_held_already_stays_as_it_is():
    assert held(held("в школе № 31 — и в саду")) == held("в школе № 31 — и в саду")


def test_a_line_may_end_before_a_bracket():
    assert (
        breakable("«О данных» (с изменениями)") == "«О данных»\N{ZERO WIDTH SPACE} (с изменениями)"
    )


@pytest.mark.parametrize(
    ("text", "held_together"),
    [
        ("№ 102/2-од", "№ 102/2\u2011од"),
        ("152-ФЗ и 273-ФЗ", "152\u2011ФЗ и 273\u2011ФЗ"),
        ("5-летний", "5-летний"),
        ("2025-2026", "2025-2026"),
        ("из-за", "из-за"),
    ],
)
def test_a_number_with_letters_is_not_torn(text, held_together):
    assert whole(text) == held_together


def test_metadata_have_ordinary_spaces():
    assert plain(held("в школе № 31")) == "в школе № 31"


def test_a_school_year_stays_together():
    assert (
        held("на 2026/27 учебный год") == "на 2026/27\N{NO-BREAK SPACE}учебный\N{NO-BREAK SPACE}год"
    )


def test_a_quoted_word_is_kept_whole_and_nothing_is_let_through():
    span = '<span class="unbroken">«Сферум»</span>'
    assert unbroken("платформы «Сферум» и <b>") == f"платформы {span} и &lt;b&gt;"
    assert unbroken("«Два слова»") == "«Два слова»"
