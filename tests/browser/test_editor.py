"""The text of a draft on a phone and at a desk, with the script and without it."""

import pytest
from playwright.sync_api import expect

from regulations.models import Clause
from regulations.views import regulation
from tests.browser.visits import overflow, small_targets
from tests.regulations.making import make_draft, make_ready, url


@pytest.fixture
def draft(cast):
    return make_draft(make_ready(cast.ours))


@pytest.fixture
def blank_sheet(monkeypatch):
    """No real rendering for the sheet beside the text."""
    monkeypatch.setattr(regulation, "render_regulation", lambda printable: b"%PDF-1.7")


def address_of(draft, clause=None):
    address = url("draft_edit", draft.organization)
    return f"{address}?clause={clause.pk}#c{clause.pk}" if clause else address


def clause_of(draft, key):
    return draft.clauses.exclude(parent=None).get(key=key)


def take(page, clause):
    page.locator(f"#c{clause.pk} a").click()
    return page.get_by_label("П. ", exact=False).first


def undo(visit):
    """Press and wait until the page shows what can be undone now."""
    before = visit.page.locator("#editor").get_attribute("data-latest")
    visit.press("button", "Отменить")
    expect(visit.page.locator("#editor")).not_to_have_attribute("data-latest", before)


def test_a_head_changes_adds_moves_and_undoes(cast, draft, blank_sheet, visit):
    head, page = visit(cast.head), None
    page = head.page
    head.open(address_of(draft))
    clause = clause_of(draft, "polls")
    text = take(page, clause)
    text.fill("Опросы проводит администратор.")
    head.press("button", "Пункт ниже")
    page.get_by_label("Новый пункт").fill("Итоги опроса видят все его участники.")
    head.press("button", "Добавить", exact=True)
    head.sees("4.7. Итоги опроса")
    assert clause_of(draft, "polls").text == "Опросы проводит администратор."
    added = Clause.objects.get(text="Итоги опроса видят все его участники.")
    take(page, added)
    head.press("button", "Выше")
    expect(page.get_by_label("П. 4.6")).to_be_visible()
    head.press("button", "В подпункты")
    expect(page.get_by_label("П. 4.5.1")).to_be_visible()
    head.press("button", "Удалить")
    expect(page.locator(".paper")).not_to_contain_text("Итоги опроса видят все его участники.")
    assert not Clause.objects.filter(pk=added.pk).exists()
    for _ in range(5):
        undo(head)
    assert clause_of(draft, "polls").text == "Мнение участников может выясняться с помощью " + (
        "опросов. Опрос не заменяет решений коллегиальных органов."
    )
    expect(page.get_by_role("button", name="Отменить")).to_be_disabled()
    assert overflow(page) <= 0


def test_a_link_and_a_fact_are_inserted_by_a_press(cast, draft, blank_sheet, visit):
    head = visit(cast.head)
    page = head.page
    head.open(address_of(draft, clause_of(draft, "conduct")))
    text = page.get_by_label("П. ", exact=False).first
    text.fill("См.")
    text.press("Control+End")
    page.get_by_text("Вставить ссылку или сведения").click()
    page.get_by_role("button", name="приложение MAX").click()
    if not visit.javascript:
        page.get_by_text("Вставить ссылку или сведения").click()
    else:
        page.get_by_label("Найти").fill("Устанавливаются")
    page.get_by_role("button", name="4.3 Устанавливаются").click()
    head.press("button", "Сохранить")
    head.sees("См. MAX")
    head.sees("4.3")
    stored = clause_of(draft, "conduct").text
    assert stored.startswith("См. {platform}")
    assert stored.endswith("{clause.chat_matrix}")


def test_two_editors_lose_nothing(cast, draft, blank_sheet, visit):
    clause = clause_of(draft, "conduct")
    first = visit(cast.head, statuses=(409,))
    second = visit(cast.administrator, statuses=(409,))
    for each in (first, second):
        each.open(address_of(draft, clause))
    mine = first.page.get_by_label("П. ", exact=False).first
    shown = mine.input_value()
    theirs = second.page.get_by_label("П. ", exact=False).first
    theirs.fill(shown.replace("корректными", "вежливыми"))
    second.press("button", "Сохранить")
    second.sees("вежливыми")
    mine.fill(f"{shown} Шутки уместны.")
    first.press("button", "Сохранить")
    first.sees("Ваш текст цел")
    first.sees("Обе правки вместе")
    first.press("button", "Записать это")
    expect(first.page.locator("#conflict")).to_have_count(0)
    first.sees("Шутки уместны.")
    text = clause_of(draft, "conduct").text
    assert "вежливыми" in text
    assert text.endswith("Шутки уместны.")


# --- With the script ------------------------------------------------------------------------------


def test_what_is_typed_is_saved_by_itself(cast, draft, page_at):
    page = page_at(360, 740, user=cast.head, statuses=(422,))
    clause = clause_of(draft, "conduct")
    page.goto(address_of(draft, clause))
    text = page.get_by_label("П. ", exact=False).first
    text.fill("Сохранится само.")
    expect(page.get_by_role("status")).to_contain_text("Сохранено в", timeout=10_000)
    assert clause_of(draft, "conduct").text == "Сохранится само."
    text.fill("Скобка { без пары.")
    expect(page.get_by_role("status")).to_contain_text("скобка без пары", timeout=10_000)
    assert clause_of(draft, "conduct").text == "Сохранится само."
    page.on("dialog", lambda dialog: dialog.accept())


def test_while_typing_a_conflict_keeps_what_is_typed(cast, draft, page_at):
    clause = clause_of(draft, "conduct")
    page = page_at(1000, 800, user=cast.head, statuses=(409,))
    page.goto(address_of(draft, clause))
    text = page.get_by_label("П. ", exact=False).first
    row = clause_of(draft, "conduct")
    row.text = "Написано другим."
    row.save()
    text.press_sequentially(" И моё.")
    expect(page.get_by_text("Ваш текст цел")).to_be_visible(timeout=10_000)
    mine = page.locator("textarea[data-mine]").first.input_value()
    assert mine.startswith("Сообщения должны быть")
    assert mine.endswith(" И моё.")


def test_keys_split_join_and_move(cast, draft, page_at):
    page = page_at(1000, 800, user=cast.head)
    clause = clause_of(draft, "conduct")
    page.goto(address_of(draft, clause))
    page.get_by_label("П. 4.9").fill("Первое.Второе.")
    for _ in range(len("Второе.")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_label("П. 4.10")).to_have_value("Второе.")
    assert clause_of(draft, "conduct").text == "Первое."
    page.keyboard.press("Alt+Shift+ArrowUp")
    expect(page.get_by_label("П. 4.9")).to_have_value("Второе.")
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(page.get_by_label("П. 4.10")).to_have_value("Второе.")
    page.keyboard.press("Alt+Shift+ArrowRight")
    expect(page.get_by_label("П. 4.9.1")).to_have_value("Второе.")
    page.keyboard.press("Alt+Shift+ArrowLeft")
    expect(page.get_by_label("П. 4.10")).to_have_value("Второе.")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Backspace")
    expect(page.get_by_label("П. 4.9")).to_have_value("Первое. Второе.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".in-hand")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("объединён")
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status")).to_contain_text("перемещён")


def test_enter_at_the_end_goes_on_with_a_new_clause(cast, draft, page_at):
    page = page_at(1000, 800, user=cast.head)
    page.goto(address_of(draft, clause_of(draft, "conduct")))
    page.get_by_label("П. 4.9").press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("Одно.")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4.10. Одно.")).to_be_visible()
    page.keyboard.type("Другое.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("4.11. Другое.")).to_be_visible()
    texts = set(draft.clauses.values_list("text", flat=True))
    assert {"Одно.", "Другое."} <= texts


def test_the_sheet_beside_shows_the_new_text(cast, draft, page_at):
    page = page_at(1280, 800, user=cast.head)
    with page.expect_response(lambda answer: answer.url.endswith(".pdf")) as first:
        page.goto(address_of(draft, clause_of(draft, "conduct")))
    assert first.value.headers["content-type"] == "application/pdf"
    with page.expect_response(lambda answer: ".pdf?at=" in answer.url, timeout=20_000) as later:
        page.get_by_label("П. 4.9").fill("Шутки уместны.")
    assert later.value.status == 200
    expect(page.locator("iframe.preview")).to_have_count(1)
    answer = page.request.get(later.value.url)
    assert answer.headers["etag"] != first.value.headers["etag"]


def test_a_phone_asks_for_no_pdf(cast, draft, page_at):
    page, asked = page_at(360, 740, user=cast.head), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address_of(draft))
    page.wait_for_timeout(1000)
    assert not [address for address in asked if ".pdf" in address]
    expect(page.get_by_role("link", name="Посмотреть PDF")).to_be_visible()


def test_the_editor_is_for_everybody(cast, draft, blank_sheet, page_at, axe):
    page = page_at(360, 740, user=cast.head, statuses=(409, 422))
    clause = clause_of(draft, "leader_chats")
    clause_of(draft, "chat_matrix").delete()
    organization = draft.organization
    addresses = [
        address_of(draft, clause),
        f"{address_of(draft)}?add=after:{clause.pk}",
        f"{address_of(draft)}?add=end",
        url("draft_library", organization),
        url("draft_form", organization),
    ]
    for address in addresses:
        for width in (360, 1280):
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme="light")
            page.goto(address)
            for summary in page.locator("main summary").all():
                summary.click()
            axe(page)
            page.emulate_media(color_scheme="dark")
            axe(page, only=["color-contrast"])
            assert overflow(page) <= 0, address
            if width == 360:
                assert small_targets(page) == [], address
