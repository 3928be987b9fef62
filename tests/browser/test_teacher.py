"""Job two: the class teacher makes the parents' chat of the own class and writes in it."""

import re

from playwright.sync_api import expect

from chats.models import Chat
from organizations.chat_kinds import Ruling
from organizations.services import set_ruling
from tests.browser.visits import named


def card(page, title):
    """The card that offers one kind of chat."""
    return page.locator(".kind-card").filter(has=page.get_by_role("heading", name=title)).first


def test_two_presses_make_the_parents_chat(cast, visit):
    start = f"/o/{cast.ours.slug}/"
    leader = visit(cast.leader).open(start)
    expect(card(leader.page, "Родители 5А")).to_contain_text("1 родитель из 1 семьи")

    leader.press("link", "Создать: Родители 5А")
    leader.sees_heading("Создать чат «Родители 5А»?")
    leader.press("button", "Создать чат")
    leader.sees_heading("Родители 5А")
    assert (leader.presses, leader.typed) == (2, 0)
    chat = Chat.objects.get(kind="unit_parents", unit=cast.unit)
    address = f"{start}chats/{chat.pk}/"
    expect(leader.page).to_have_url(re.compile(f"{address}$"))

    # Pressing again opens the same chat, also by the address that made it.
    leader.open(start)
    leader.press("link", "Открыть чат: Родители 5А")
    expect(leader.page).to_have_url(re.compile(f"{address}$"))
    leader.open(f"{start}chats/new/unit_parents/unit/{cast.unit.pk}/")
    expect(leader.page).to_have_url(re.compile(f"{address}$"))
    assert Chat.objects.filter(kind="unit_parents").count() == 1

    leader.page.get_by_label("Сообщение").fill("Собрание в четверг в 18:00.")
    leader.press("button", "Отправить")
    leader.sees("Собрание в четверг")

    parent = visit(cast.parent).open(start)
    parent.press("link", "Родители 5А")
    parent.sees("Собрание в четверг")
    parent.page.get_by_label("Сообщение").fill("Спасибо, буду.")
    parent.press("button", "Отправить")
    leader.open(address)
    leader.sees("Спасибо, буду.")

    # Members see each other by name and role, and nothing else.
    leader.press("link", "Участники")
    leader.sees(cast.parent.full_name)
    leader.sees(cast.leader.full_name)
    for person in (cast.parent, cast.leader):
        expect(leader.page.get_by_text(person.email)).to_have_count(0)


def test_what_is_not_allowed_is_shown_with_its_reason_and_who_can(cast, visit):
    teacher = visit(cast.subject_teacher).open(f"/o/{cast.ours.slug}/")
    refused = card(teacher.page, "Родители 5А")
    expect(refused).to_contain_text("Здесь вы не классный руководитель.")
    expect(refused).to_contain_text("Кто может: классный руководитель")
    expect(refused).to_contain_text(cast.leader.short_name)
    expect(refused.get_by_role("button", name=named("Недоступно: Родители 5А"))).to_be_disabled()
    expect(refused.get_by_role("link")).to_have_count(0)
    # The own subject is the teacher's to create.
    expect(teacher.page.get_by_role("link", name=named("Создать: Математика 5А"))).to_be_visible()


def test_a_chat_on_request_reaches_the_administrator(cast, page_at):
    set_ruling(
        organization=cast.ours,
        by=cast.administrator,
        chat_kind="unit_teachers",
        creator="leader",
        ruling=Ruling.ON_REQUEST,
    )
    page = page_at(360, 740, user=cast.leader)
    page.goto(f"/o/{cast.ours.slug}/")
    page.get_by_role("button", name=named("Попросить: Педагоги 5А")).click()
    expect(page.get_by_text("Просьба отправлена администратору.")).to_be_visible()
    expect(page.get_by_text("просьба отправлена", exact=True)).to_be_visible()


def test_the_whole_job_goes_by_keyboard_alone(cast, page_at):
    page = page_at(1280, 800, user=cast.leader)
    page.goto(f"/o/{cast.ours.slug}/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Перейти к содержанию")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    tab_to(page, page.get_by_role("link", name=named("Создать: Родители 5А")))
    page.keyboard.press("Enter")
    create = page.get_by_role("button", name="Создать чат")
    expect(create).to_be_visible()
    tab_to(page, create)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Родители 5А")).to_be_visible()

    tab_to(page, page.get_by_label("Сообщение"))
    page.keyboard.type("Добрый день!")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Добрый день!")).to_be_visible()

    # The own menu opens, is walked through and closes, and the focus is where it was.
    summary = page.locator("summary").filter(has_text="Меню пользователя")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Мои заявки")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()


def tab_to(page, target):
    """Walk with Tab; wherever one stops on the way, the focus is seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "() => document.activeElement === document.body ? 'body' :"
            " getComputedStyle(document.activeElement).outline"
        )
        assert outline == "body" or "solid 3px" in outline, outline
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {target}")


def test_a_message_sent_twice_is_posted_once(cast, page_at):
    chat = Chat.objects.get(title="Сотрудники", organization=cast.ours)
    page = page_at(360, 740, user=cast.head)
    page.goto(f"/o/{cast.ours.slug}/chats/{chat.pk}/")
    page.get_by_label("Сообщение").fill("Педсовет переносится.")
    page.get_by_role("button", name="Отправить").dblclick()
    expect(page.locator(".message")).to_have_count(1)
    page.goto(page.url)
    expect(page.locator(".message")).to_have_count(1)
