"""Documents with tables for approvals and signatures, and with every level numbered by Word."""

from docx import Document

from tests.regulations.importing import docx_making as making
from tests.regulations.importing.test_damaged_samples import items, texts
from tests.regulations.importing.test_docx import read
from tests.regulations.importing.test_samples import approvals, numbers


def add_table(document, *rows):
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text


def college():
    document = Document()
    making.define_list(
        document, 77, ("upperRoman", "%1."), ("decimal", "%2."), ("russianLower", "%3)")
    )
    making.define_list(document, 78, ("bullet", "–"))
    document.sections[0].footer.paragraphs[0].text = "ГБПОУ «Портовый техникум»"
    add_table(
        document,
        ("РАССМОТРЕНО", "СОГЛАСОВАНО", "УТВЕРЖДАЮ"),
        ("на заседании педагогического совета", "Председатель студенческого совета", "Директор"),
        ("Протокол № 7", "_______ М.М. Якорева", "_______ Ф.Ф. Килев"),
        ("от 20.05.24", "21.05.24", "Приказ № 31-П от 22.05.24"),
    )
    for text in ("ПОЛОЖЕНИЕ", "О КАНАЛАХ ТЕХНИКУМА", "г. Гавань, 2024"):
        document.add_paragraph(text)
    making.numbered(document, "Общие положения")
    making.numbered(document, "Положение обязательно для работников и студентов.", 1)
    making.numbered(document, "Каналы")
    making.numbered(document, "Редактор канала:", 1)
    making.numbered(document, "публикует новости;", 2)
    making.numbered(document, "удаляет устаревшие записи:", 2)
    making.numbered(document, "объявления;", 0, 78)
    making.numbered(document, "отвечает на вопросы.", 2)
    making.numbered(document, "Каналы перечислены в приложении.", 1)
    document.add_page_break()
    document.add_paragraph("Приложение № 1\nк Положению о каналах")
    document.add_paragraph("ПЕРЕЧЕНЬ КАНАЛОВ")
    add_table(document, ("№", "Канал", "Редактор"), ("1", "Новости", "Секретарь"))
    return document


def test_columns_of_approval_and_a_table_with_a_sign_of_number():
    found = read(college())
    assert found.title == "ПОЛОЖЕНИЕ О КАНАЛАХ ТЕХНИКУМА"
    assert approvals(found) == [
        ("considers", "Педагогический совет", "7", None, "2024-05-20"),
        ("agrees", "Председатель студенческого совета", None, None, "2024-05-21"),
        ("approves", "Директор", None, "31-П", "2024-05-22"),
    ]
    assert numbers(found) == [
        ("I", "Общие положения", ["1"]),
        ("II", "Каналы", ["1", "2"]),
        ("Приложение № 1", "(к Положению о каналах)", [None]),
    ]
    assert [item.mark for item in found.sections[1].clauses[0].items] == ["а)", "б)", "•", "в)"]
    annex = found.sections[2].clauses[0]
    assert annex.text == "ПЕРЕЧЕНЬ КАНАЛОВ"
    # «№ |» is no «№ 1».
    assert [item.text for item in annex.items] == [
        "№ | Канал | Редактор",
        "1 | Новости | Секретарь",
    ]


def test_a_row_of_signatures_and_the_number_of_an_order_below_the_name():
    document = Document()
    add_table(document, ("", "Утверждено\nприказом по МБДОУ «Колобок»\n№ 19 от 15 января 2025 г."))
    document.add_paragraph("Принято на педагогическом совете, протокол № 3 от 14.01.2025")
    document.add_paragraph("Регламент общения с родителями")
    document.add_paragraph("1. Общее", style="Heading 1")
    document.add_paragraph("1.1. Регламент описывает чаты.\n1.2. Чат создаёт воспитатель.")
    document.add_paragraph("2. Чат группы", style="Heading 1")
    document.add_paragraph("Воспитатель сообщает:")
    document.add_paragraph("меню;", style="List Bullet")
    document.add_paragraph("новости.", style="List Bullet")
    document.add_paragraph("3. Контроль", style="Heading 1")
    document.add_paragraph("3.1 Заведующий проверяет чаты раз в квартал.")
    add_table(document, ("Заведующий МБДОУ «Колобок»", "Л.Л. Мукина"))
    found = read(document)
    assert approvals(found) == [
        ("approves", "МБДОУ «Колобок»", None, "19", "2025-01-15"),
        ("adopts", "Педагогический совет", "3", None, "2025-01-14"),
    ]
    assert numbers(found) == [
        ("1", "Общее", ["1.1", "1.2"]),
        ("2", "Чат группы", [None]),
        ("3", "Контроль", ["3.1"]),
    ]
    assert items(found, "3.1") == []
    assert texts(found)[2] == "Воспитатель сообщает:"
    assert found.notes.leftovers == ["Заведующий МБДОУ «Колобок» | Л.Л. Мукина"]
