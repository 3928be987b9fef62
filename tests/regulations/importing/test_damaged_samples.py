"""Damaged texts: footers, columns in mixed case, lists without marks, numbers without stops."""

from tests.regulations.importing.test_samples import acts, approvals, numbers, sample


def items(imported, number):
    clause = next(clause for clause in imported.clauses if clause.number == number)
    return [item.text for item in clause.items]


def texts(imported):
    return [clause.text for clause in imported.clauses]


def test_clauses_counted_through_go_on_below_a_deeper_one():
    found = sample("gymnasium_counted_through")
    assert approvals(found) == [
        ("adopts", "Педагогический совет", "1", None, "2024-08-29"),
        ("approves", "Директор МАОУ «Гимназия № 21»", None, "133-о", "2024-08-30"),
        ("agrees", "Совет родителей", "4", None, "2024-08-28"),
    ]
    assert numbers(found) == [
        ("I", "Общие положения", ["1", "2", "3"]),
        ("II", "Администратор платформы", ["4", "4.1", "5"]),
        ("III", "Заключительные положения", ["6", "7"]),
    ]
    assert items(found, "4.1") == []


def test_footers_quoted_marks_and_a_list_without_bullets():
    found = sample("kindergarten_footers")
    assert approvals(found) == [
        ("considers", "Педагогический совет", "3", None, "2024-01-12"),
        ("approves", "Заведующий МБДОУ № 33 «Василёк»", None, "12/1", "2024-01-15"),
        ("agrees", "Управляющий совет", "2", None, "2024-01-11"),
    ]
    assert numbers(found) == [
        ("1", "Общие положения", ["1.1", "1.2", "1.4"]),
        ("2", "Организация работы", ["2.1", "2.2", "2.2", "2.2.1", "2.2.2"]),
        ("3", "Заключительные положения", ["3.1"]),
    ]
    assert items(found, "1.1") == [
        "Федеральным законом № 273-ФЗ от 29.12.2012 «Об образовании в Российской Федерации»;",
        "постановлением Правительства Российской Федерации от 13.07.2022 N 1241;",
        "письмом Минпросвещения России от 31.07.2023 № 04-423.",
    ]
    assert texts(found)[4:6] == [
        "Заявки рассматриваются в течение 3 рабочих дней.",
        "Ответственность.",
    ]
    footers = [" ".join(each.split()) for each in found.notes.leftovers if "стр." in each]
    assert footers == [f"МБДОУ № 33 «Василёк» стр. {page} из 2" for page in (1, 2)]
    assert [d.where for d in found.notes.doubts if "не по порядку" in d.why] == ["п. 1.4", "п. 2.2"]


def test_a_list_within_a_list_and_the_clauses_of_annexes():
    found = sample("kindergarten_annexes")
    assert approvals(found) == [
        ("adopts", "Педсовет", "5", None, "2023-08-30"),
        ("approves", "Заведующий МБДОУ № 27", None, "61-ОД", "2023-08-31"),
        ("agrees", "Совет родителей", "2", None, "2023-08-29"),
    ]
    assert numbers(found) == [
        ("I", "Общие положения", ["1.1", "1.2"]),
        ("II", "Чаты групп", ["2.1", "2.2", "2.2.1"]),
        ("III", "Заключительные положения", ["3.1"]),
        (
            "Приложение № 1",
            "Правила общения в чате (к Положению о чатах групп)",
            ["1", "2"],
        ),
        ("Приложение № 2", "", [None]),
    ]
    clause = found.sections[1].clauses[0]
    assert [item.mark for item in clause.items] == ["а)", "б)", "—", "—", "в)"]
    assert texts(found)[-3:-1] == [
        "Пишите по делу.",
        "Уважайте друг друга.",
    ]


def test_pages_hyphens_and_a_date_below_the_end_of_a_line():
    found = sample("college_pages")
    assert found.title == "ПОРЯДОК подключения к учебному профилю MAX в ГАПОУ «Колледж «Горный»"
    assert approvals(found) == [
        ("adopts", "Методический совет колледжа «Горный»", "4", None, "2024-06-10"),
        ("approves", "Директор ГАПОУ «Колледж «Горный»", None, "112/у", "2024-06-14"),
    ]
    assert numbers(found) == [
        ("1", "ОБЩИЕ ПОЛОЖЕНИЯ И ОСНОВНЫЕ ПОНЯТИЯ", ["1", "2", "3"]),
        ("2", "ПОДКЛЮЧЕНИЕ СТУДЕНТОВ И ПРЕПОДАВАТЕЛЕЙ", ["4", "5"]),
        ("3", "КОНТРОЛЬ", ["6"]),
    ]
    assert acts(found) == [("152-ФЗ", "2006-07-27"), ("542/1", "2022-07-15")]
    assert found.clauses[1].text == (
        "Порядок основан на Федеральном законе от 27 июля 2006 г. № 152-ФЗ «О персональных "
        "данных», приказе Минцифры России от 15.07.2022 № 542/1 и иных актах."
    )
    assert items(found, "3") == [
        "учебный профиль — часть приложения для обучения и общения;",
        "куратор — преподаватель, за которым закреплена группа.",
    ]


def test_three_columns_paragraph_signs_and_a_sheet_of_acquaintance():
    found = sample("school_paragraph_signs")
    assert approvals(found) == [
        ("considers", "ШМО учителей", "1", None, "2023-08-25"),
        ("agrees", "Заместитель директора по ВР", None, None, "2023-08-26"),
        ("approves", "Директор школы", None, "45", "2023-08-28"),
    ]
    assert [(s.number, s.title) for s in found.sections] == [
        ("1", "Общие правила"),
        ("2", "Чат класса"),
        ("3", "Последние положения"),
    ]
    assert texts(found)[-1] == "Регламент вступает в силу с 1 сентября 2023 г."
    assert found.notes.leftovers[-2:] == [
        "С регламентом ознакомлены:",
        "____________ /___________/",
    ]


def test_numbers_of_sections_without_stops():
    found = sample("school_without_stops")
    assert found.title == "Положение об использовании ИКОП «Сферум» в ЧОУ «Школа «Парус»"
    assert numbers(found) == [
        ("1", "Общие положения", ["1.1", "1.2"]),
        ("2", "Участники и их права", ["2.1", "2.1.1", "2.1.2", "2.2", "2.2.1"]),
        ("3", "Заключительные положения", ["3.1", "3.2"]),
    ]
    assert found.notes.corrections["2", "2."] == 1
    assert [len(items(found, number)) for number in ("1.2", "2.1.1", "2.1.2")] == [4, 3, 3]
    assert items(found, "2.1.2") == ["читать сообщения", "писать учителю", "выйти из чата"]
    assert ("СанПиН 1.2.3685-21", None) in [(row.number, row.date) for row in found.bases]


def test_columns_in_one_line_and_a_block_behind_the_text():
    found = sample("school_late_block")
    assert approvals(found) == [
        ("agrees", "Председатель первичной профсоюзной организации", None, None, "2022-08-29"),
        ("approves", "Директор МКОУ СОШ с. Дальнее", None, "102", "2022-08-30"),
        ("adopts", "Общее собрание работников", "6", None, "2022-08-29"),
        ("agrees", "Совет обучающихся", "2", None, "2022-08-26"),
    ]
    assert numbers(found) == [
        ("1", "ОБЩИЕ ПОЛОЖЕНИЯ", ["1.1", "1.2", "1.3"]),
        ("2", "ОРГАНИЗАЦИЯ ОБЩЕНИЯ", ["2.1", "2.2", "2.3"]),
        ("3", "ОТВЕТСТВЕННОСТЬ СТОРОН", ["3.1", "3.2"]),
    ]
    assert [row.number for row in found.bases] == ["273-ФЗ", "152-ФЗ", "04-127"]
    assert texts(found)[-1] == "Споры решает комиссия, созданная согласно п. 2.3. Положения."
    assert found.notes.leftovers == []


def test_a_narrow_text_with_bars_in_its_footers():
    found = sample("college_narrow")
    assert approvals(found) == [
        ("approves", "ГБПОУ «Лесной колледж»", None, "55-П", "2023-09-01"),
        ("adopts", "Совет колледжа", "12", None, "2023-08-31"),
    ]
    assert numbers(found) == [
        ("1", "Предмет Правил", ["1", "2"]),
        ("2", "Права кураторов, мастеров и преподавателей", ["1", "2"]),
        ("3", "Заключительные положения", ["1", "2"]),
    ]
    assert acts(found) == [("281-ФЗ", "2023-06-24"), ("762", "2022-08-24")]
    assert "приказом Минпросвещения России" in found.clauses[1].text
    assert found.notes.leftovers == [
        "Лесной колледж | Правила ведения чатов | 2",
        "Лесной колледж | Правила ведения чатов | 3",
        "Подписано электронной подписью: Лесной А. А., 01.09.2023 10:15",
    ]


def test_rows_between_bars_and_lists_closed_by_semicolons():
    found = sample("lyceum_plain_lists")
    assert approvals(found) == [
        ("adopts", "Педагогический совет", "8", None, "2024-05-24"),
        ("approves", "Директор лицея", None, "71", "2024-05-27"),
    ]
    assert items(found, "2.1") == [
        "администратор – управляет сообществом;",
        "учитель – ведёт чаты;",
        "родитель – участвует в чатах.",
    ]
    assert items(found, "3.1") == [
        "Вид | Кто создаёт | Кто участвует",
        "Чат класса | Классный руководитель | Родители",
        "Чат педагогов | Администратор | Учителя",
    ]
    assert items(found, "3.2") == [
        "в конце учебного года;",
        "по просьбе большинства участников;",
        "при грубом нарушении правил общения.",
    ]
