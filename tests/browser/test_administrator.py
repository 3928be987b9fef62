"""Job one: the administrator decides who comes in."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from memberships.models import JoinRequest
from tests import factories as make

SURNAMES = "Воробьёва Громова Дятлова Зябликова".split()


@pytest.fixture
def queue(cast):
    """Four teachers ask to join; the first has waited for three days."""
    rows = [
        make.JoinRequestFactory(organization=cast.ours, applicant__surname=surname)
        for surname in SURNAMES
    ]
    rows[0].created_at = timezone.now() - dt.timedelta(days=3)
    rows[0].save()
    return rows


def statuses(queue):
    return [JoinRequest.objects.get(pk=row.pk).status for row in queue]


def test_the_administrator_decides_the_queue(cast, queue, visit):
    admin = visit(cast.administrator).open(f"/o/{cast.ours.slug}/")
    admin.sees("заявки ждут решения")
    admin.sees("Самая давняя: 3 дня")

    # Two presses from the start page for the first request, one for each further.
    admin.press("link", "Рассмотреть заявки")
    expect(admin.page.locator("li.request").first).to_contain_text(SURNAMES[0])
    button = admin.page.get_by_role("button", name=f"Принять: {SURNAMES[0]}")
    assert button.evaluate("button => button.form.method") == "post"
    assert admin.page.request.get(button.get_attribute("formaction")).status == 405
    admin.press("button", f"Принять: {SURNAMES[0]}")
    admin.sees("Заявка принята")
    assert statuses(queue) == ["approved", "pending", "pending", "pending"]
    assert (admin.presses, admin.typed) == (2, 0)

    # Several at once.
    for surname in SURNAMES[1:3]:
        admin.press("checkbox", re.compile(surname))
    admin.press("button", "Принять выбранные")
    admin.sees_heading("Принято: 2 заявки")
    assert statuses(queue) == ["approved", "approved", "approved", "pending"]

    # A refusal says why: two presses and a prepared reason.
    admin.press("link", "К заявкам")
    before = admin.presses
    admin.press("link", f"Отклонить: {SURNAMES[3]}")
    admin.press("button", re.compile("Не удалось найти вас в списках"))
    admin.sees("Заявка отклонена")
    admin.sees("Здесь пусто: никто не ждёт.")
    assert (admin.presses - before, admin.typed) == (2, 0)
    assert statuses(queue) == ["approved", "approved", "approved", "rejected"]

    # The people see it when they come back.
    refused = visit()
    refused.sign_in(queue[3].applicant.email, make.PASSWORD)
    refused.sees("отклонена")
    refused.sees("Не удалось найти вас в списках")
    accepted = visit(queue[0].applicant).open(reverse("own_requests"))
    accepted.sees("принята")
    accepted.press("link", "Войти в организацию")
    accepted.sees_heading("Здравствуйте")


def test_the_first_page_of_the_admin_accepts_by_one_press(cast, queue, page_at):
    page = page_at(360, 740, user=cast.administrator)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Ждут решения: 4 заявки")).to_contain_text("3 дня")
    page.get_by_role("button", name=f"Принять: {SURNAMES[0]}").click()
    expect(page.get_by_role("heading", name="Ждут решения: 3 заявки")).to_be_visible()
    assert statuses(queue)[0] == "approved"


def test_the_queue_goes_by_keys(cast, queue, page_at):
    page = page_at(1280, 800, user=cast.administrator)
    page.goto("/admin/memberships/joinrequest/")
    expect(page.get_by_text("вниз, вверх")).to_be_visible()
    press = page.keyboard.press
    # The first row is marked when the page opens.
    for key in ("j", "k", "a"):
        press(key)
    expect(page.get_by_text("Заявка принята")).to_be_visible()
    assert statuses(queue) == ["approved", "pending", "pending", "pending"]
    # What was decided by mistake is taken back at once, where the page says it.
    press("u")
    expect(page.get_by_text("Решение отменено")).to_be_visible()
    assert statuses(queue) == ["pending"] * 4
    press("a")
    expect(page.get_by_text("Заявка принята")).to_be_visible()
    # One goes on where one was; in the Russian layout the keys are the same.
    expect(page.locator("li.request:focus")).to_contain_text(SURNAMES[1])
    press("r")
    expect(page.get_by_role("heading", name="Отклонить")).to_be_visible()
    page.goto("/admin/memberships/joinrequest/?status=approved")
    press("j")
    press("u")
    expect(page.get_by_text("Решение отменено")).to_be_visible()
    assert statuses(queue) == ["pending"] * 4


def test_keys_do_nothing_while_one_types(cast, queue, page_at):
    page = page_at(1280, 800, user=cast.administrator)
    page.goto("/admin/memberships/joinrequest/")
    page.keyboard.press("j")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("searchbox").press_sequentially("ajar")
    assert statuses(queue) == ["pending"] * 4
