"""Who has no link applies, follows the request by its code, is refused and asks again."""

import re

import pytest
from playwright.sync_api import expect

from memberships.models import JoinRequest
from tests import factories as make

WAY = pytest.mark.parametrize("visit", [(360, False)], indirect=True, ids=["phone-no-javascript"])


def fill(page, label, text):
    # Optional fields say so in their label; «Имя» alone would be the child's too.
    page.get_by_label(re.compile(rf"^{label}( — необязательно)?$")).fill(text)


@WAY
def test_from_the_entrance_to_a_second_request(cast, visit):
    child = make.make_learner(cast.unit).user
    mother = visit().open("/")
    mother.page.get_by_label("Название или город").fill(cast.ours.short_name)
    mother.press("button", "Найти")
    mother.press("link", cast.ours.short_name)
    mother.press("radio", "Родитель (законный представитель)")
    mother.page.get_by_label("Класс").select_option("5А")
    mother.press("button", "Дальше")
    mother.sees("Класс 5А")
    for label, text in {
        "Фамилия ребёнка": "Ашипкин",
        "Имя ребёнка": child.given_name,
        "Фамилия": "Лебедева",
        "Имя": "Вера",
        "Эл. почта": "vera@families.example",
        "Придумайте пароль": make.PASSWORD,
    }.items():
        fill(mother.page, label, text)
    mother.press("button", "Подать заявку")
    mother.sees_heading("Заявка получена")
    # The script's buttons would do nothing here.
    expect(mother.page.get_by_role("button", name="Напечатать")).to_have_count(0)
    code = mother.page.get_by_label("Код заявки").input_value()

    # Another telephone, without an account.
    father = visit().open("/")
    father.press("link", "Посмотреть её по коду")
    father.page.get_by_label("Код заявки").fill(code.lower().replace("-", " "))
    father.press("button", "Посмотреть")
    father.sees("получена")
    father.sees("Вера Л.")

    admin = visit(cast.administrator).open("/admin/memberships/joinrequest/")
    admin.sees("Без ссылки, по собственной заявке")
    admin.press("link", re.compile("^Лебедева"))
    admin.press("button", "Взять на проверку")
    admin.sees("проверяется")
    father.page.reload()
    father.sees("проверяется")
    admin.press("link", "Отклонить")
    admin.page.get_by_label("Или своими словами").fill("Такого ребёнка в списке нет.")
    admin.press("button", "Отклонить своими словами")

    father.page.reload()
    father.sees("отклонена")
    father.sees("Такого ребёнка в списке нет.")
    father.press("link", "Подать заявку снова")
    fill(father.page, "Фамилия ребёнка", child.surname)
    fill(father.page, "Имя ребёнка", child.given_name)
    father.press("button", "Подать снова")
    father.sees_heading("Заявка получена")
    assert father.page.get_by_label("Код заявки").input_value() != code
    second = JoinRequest.objects.pending().get()
    assert second.child == child

    mother.open("/requests/")
    mother.sees("получена")
    mother.sees("отклонена")


def test_opening_a_request_is_looking_at_it(cast, page_at):
    """With scripts nobody presses anything."""
    request = make.JoinRequestFactory(organization=cast.ours)
    page = page_at(1280, 800, user=cast.administrator)
    with page.expect_response("**/look/"):
        page.goto(f"/admin/memberships/joinrequest/{request.pk}/change/")
    expect(page.get_by_role("button", name="Взять на проверку")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("проверяется").first).to_be_visible()
    request.refresh_from_db()
    assert request.seen_by == cast.administrator
