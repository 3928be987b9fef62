"""A director brings an old regulation: sees what was found, makes the draft, mends one place."""

import pytest
from docx import Document
from playwright.sync_api import expect

from regulations.models import DocumentVersion
from regulations.views import regulation
from tests.browser.visits import overflow, small_targets
from tests.regulations.importing.docx_making import saved
from tests.regulations.making import make_ready, url

LINES = """
Положение
о школьных чатах и учебном про-
филе
1. Общие положения
1.1. Положение обязательно для работников, родителей и обучающихся.
1.2. Иностранные мессенджеры (WhatsApp, Viber, Telegram) для общения не используются.
1.3. Вопросы отправляют на schoo1@mai1.ru.
2. Чаты
2.1. Порядок работы:
а) администратор подключает школу;
б) классный руководитель делает следующее:
1) создаёт чат родителей;
2) ведёт его состав;
в) учитель ведёт канал.
2.4. Чат родителей создаёт классный руководитель.
3. Заключительные положения
3.1. Положение действует до замены новым.
"""


@pytest.fixture
def old_regulation(tmp_path):
    document = Document()
    document.sections[0].footer.paragraphs[0].text = "МБОУ «Школа № 9», страница 1"
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "ПРИНЯТО\nпедагогическим советом\nпротокол от 28.08.2020 № 1"
    table.cell(0, 1).text = "УТВЕРЖДАЮ\nДиректор школы\nприказ от 29.08.2020 № 88-од"
    for line in LINES.strip().split("\n"):
        document.add_paragraph(line)
    path = tmp_path / "положение.docx"
    path.write_bytes(saved(document))
    return path


@pytest.fixture
def blank_sheet(monkeypatch):
    monkeypatch.setattr(regulation, "render_regulation", lambda printable: b"%PDF-1.7")


def test_from_an_old_file_to_a_draft(cast, old_regulation, blank_sheet, visit):
    make_ready(cast.ours)
    head = visit(cast.head)
    page = head.page
    head.open(url("regulation_import", cast.ours))
    page.get_by_label("Файл").set_input_files(old_regulation)
    head.press("button", "Показать, что нашлось")
    sees_what_was_found(head)
    assert overflow(page) <= 0
    assert small_targets(page) == []
    head.press("button", "Сделать проектом")
    head.sees("составлен из вашего текста")
    draft = DocumentVersion.objects.get()
    assert draft.data["title"] == "Положение о школьных чатах и учебном профиле"
    mends_the_address(head, draft)
    chooses_numbers(head, draft)


def sees_what_was_found(head):
    page = head.page
    head.sees_heading("Что нашлось в тексте")
    head.sees_heading("Положение о школьных чатах и учебном профиле")
    for heading in ("Проверьте: ", "Грифы", "Чего в тексте нет", "Не вошло"):
        head.sees_heading(heading)
    head.sees("Адрес распознан неуверенно")
    head.sees("Нумерация сбилась")
    head.sees("Перечень внутри перечня")
    head.sees("Директор школы, приказ от 29.08.2020 № 88-од")
    head.sees("страница 1")
    # Which norms the text covers, and what the library says of one that it lacks.
    page.get_by_text("Что в тексте есть").click()
    covered = page.locator("details", has_text="Что в тексте есть").get_by_role("listitem")
    assert covered.count() > 0
    lacking = page.locator("section", has_text="Чего в тексте нет").locator("details")
    assert lacking.count() > 0
    lacking.first.locator("summary").click()
    expect(lacking.first.get_by_text("В библиотеке портала")).to_be_visible()


def mends_the_address(head, draft):
    clause = draft.clauses.get(text__contains="schoo1@mai1.ru")
    head.open(f"{url('draft_edit', draft.organization)}?clause={clause.pk}#c{clause.pk}")
    text = head.page.get_by_label("П. 1.3", exact=False)
    text.fill("Вопросы отправляют на school@mail.ru.")
    head.press("button", "Сохранить", exact=True)
    expect(head.page.locator(f"#c{clause.pk}")).to_contain_text("school@mail.ru")
    expect(head.page.locator("[data-state]")).not_to_be_empty()
    clause.refresh_from_db()
    assert clause.text == "Вопросы отправляют на school@mail.ru."


def chooses_numbers(head, draft):
    """The list came with its letters; the head would rather have numbers, then thinks better."""
    page = head.page
    clause = draft.clauses.get(text="Порядок работы:")
    assert clause.marks == "letters"
    head.open(f"{url('draft_edit', draft.organization)}?clause={clause.pk}#c{clause.pk}")
    kinds = page.get_by_role("group", name="Вид перечня")
    expect(kinds.get_by_role("button", name="Буквы")).to_have_attribute("aria-pressed", "true")
    assert small_targets(page) == []
    kinds.get_by_role("button", name="Номера").click()
    expect(kinds.get_by_role("button", name="Номера")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#editor")).to_contain_text("2.1.2.")
    head.press("button", "Отменить")
    expect(page.locator("#editor")).not_to_contain_text("2.1.2.")
    clause.refresh_from_db()
    assert clause.marks == "letters"
