"""Damaged texts again: lists without marks and punctuation, numbers without stops, «а.»."""

from tests.regulations.importing.test_damaged_samples import items, texts
from tests.regulations.importing.test_samples import acts, approvals, numbers, sample


def test_entries_without_any_sign_and_one_that_goes_on():
    found = sample("kindergarten_appeals")
    assert approvals(found) == [
        ("approves", "Заведующий МКДОУ «Родничок»", None, "40", "2021-09-01"),
        ("adopts", "Педагогический совет", "1", None, "2021-08-31"),
        ("agrees", "Родительский комитет", "2", None, "2021-08-30"),
    ]
    assert numbers(found) == [
        ("1", "Общие положения", ["1.1", "1.2", "1.3"]),
        ("2", "Приём обращений", ["2.1", "2.2", "2.3"]),
        ("3", "Хранение", [None, None, None]),
    ]
    assert items(found, "1.2") == ["на жалобы в суд;", "на запросы органов власти;"]
    assert items(found, "1.3") == [
        "Обращение - сообщение родителя в чате.",
        "Ответ - сообщение воспитателя или заведующего.",
    ]
    assert items(found, "2.2") == [
        "для срочных обращений - 1 день",
        "для остальных обращений - 3 дня",
        "для обращений с приложением документов - не более 10 дней",
    ]


def test_a_spaced_title_roman_numbers_without_stops_and_a_lawyer():
    found = sample("college_roman_without_stops")
    assert found.title == "ПОРЯДОК создания сообществ колледжа на платформе «Сферум»"
    assert approvals(found) == [("approves", "Директор колледжа", None, "211-Д", "2022-11-11")]
    assert numbers(found) == [
        ("I", "Общие положения", ["1.1", "1.2"]),
        ("II", "Создание сообществ", ["2.1", "2.2", "2.2.1", "2.2.2"]),
        ("III", "Закрытие сообществ", ["3.1"]),
    ]
    assert acts(found) == [("273-ФЗ", "2012-12-29"), ("290", "2025-04-18")]
    assert "Министерства просвещения Российской Федерации от 18 апреля" in found.clauses[1].text
    assert [" ".join(each.split()) for each in found.notes.leftovers] == [
        "стр. 1",
        "стр. 2",
        "Юрисконсульт И.Ю. Прудова",
    ]


def test_a_section_that_ends_with_a_colon_below_a_clause():
    found = sample("school_sentences_as_sections")
    assert approvals(found) == [
        ("approves", "Педагогический совет МАОУ «СОШ № 77»", "1", None, "2023-08-30"),
        ("approves", "МАОУ «СОШ № 77»", None, "201", "2023-08-31"),
        ("agrees", "Совет старшеклассников", "3", None, "2023-08-29"),
    ]
    assert numbers(found) == [
        ("1", "Назначение медиацентра", [None, None]),
        ("2", "Состав медиацентра", ["2.1", "2.2", "2.3"]),
        ("3", "Задачи", [None, "3.1", "3.2", "3.3"]),
        ("4", "Ответственность", [None]),
        ("5", "Срок действия", [None]),
    ]
    assert [item.mark for item in found.sections[3].clauses[0].items] == ["а.", "б.", "в."]
    assert texts(found)[-1] == "Положение действует бессрочно."


def test_sentences_counted_through_are_clauses_with_or_without_deeper_ones():
    found = sample("school_flat")
    assert numbers(found) == [
        (None, "", ["1", "2", "2.1", "2.2", "3", "4", "5", "5.1", "5.2", "6"])
    ]
    # The list has closed with its stop: «4.» is the next clause.
    assert items(found, "3") == ["отвечать;", "объявлять;", "молчать ночью."]
    assert items(found, "4") == []
