"""From an invitation link to the parents' chat of the class."""

from django.utils import timezone
from playwright.sync_api import expect

from chats.services import create_standard_chat
from memberships.roles import Role
from tests import factories as make


def test_a_mother_comes_by_a_link_and_is_in_the_parents_chat(cast, visit):
    child = make.make_learner(cast.unit).user
    chat, _ = create_standard_chat(kind="unit_parents", place=cast.unit, by=cast.leader)
    _, token = make.make_invitation(cast.unit, Role.PARENT, created_by=cast.leader)

    mother = visit().open(f"/i/{token}/")
    mother.sees_heading("Вас приглашают")
    mother.sees("Класс 5А")
    mother.type("Фамилия ребёнка", child.surname)
    mother.type("Имя ребёнка", child.given_name)
    mother.type("Фамилия", "Лебедева")
    mother.type("Имя", "Вера")
    mother.page.get_by_label("Эл. почта").fill("vera@families.example")
    mother.page.get_by_label("Придумайте пароль").fill(make.PASSWORD)
    mother.press("button", "Зарегистрироваться и попросить о вступлении")
    mother.sees_heading("Заявка получена")
    mother.press("link", "К моим заявкам")
    mother.sees("получена")
    # The chat is not hers yet.
    address = f"/o/{cast.ours.slug}/chats/{chat.pk}/"
    assert mother.page.request.get(address).status == 404

    admin = visit(cast.administrator).open("/admin/memberships/joinrequest/")
    row = admin.page.locator("li.request")
    expect(row).to_contain_text(f"Ребёнок: {child.surname} {child.given_name}")
    admin.press("button", "Принять: Лебедева Вера")

    mother.open("/requests/")
    mother.sees("принята")
    mother.press("link", "Войти в организацию")
    mother.press("link", "Родители 5А")
    mother.sees_heading("Родители 5А")
    mother.page.get_by_label("Сообщение").fill("Здравствуйте! Я мама Пети.")
    mother.press("button", "Отправить")
    mother.sees("Я мама Пети.")


def test_a_used_up_link_says_so_and_a_wrong_form_loses_nothing(cast, page_at):
    _, token = make.make_invitation(cast.unit, Role.PARENT)
    page = page_at(360, 740, statuses=(422, 410))
    page.goto(f"/i/{token}/")
    page.get_by_label("Фамилия ребёнка").fill("Иванова")
    page.get_by_label("Имя ребёнка").fill("Пётр")
    page.get_by_label("Фамилия", exact=True).fill("Лебедева")
    page.get_by_label("Имя", exact=True).fill("Вера")
    page.get_by_label("Телефон").fill("12345")
    page.get_by_label("Придумайте пароль").fill(make.PASSWORD)
    page.get_by_role("button", name="Зарегистрироваться").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("Фамилия", exact=True)).to_have_value("Лебедева")
    expect(page.get_by_label("Телефон")).to_have_value("12345")

    _, used_up = make.make_invitation(cast.unit, Role.PARENT, expires_at=timezone.now())
    page.goto(f"/i/{used_up}/")
    expect(page.get_by_role("heading", name="Ссылка больше не действует")).to_be_visible()
