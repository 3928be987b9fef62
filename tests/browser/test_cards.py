"""The leader prints cards at a desk; a child scans one with a phone and types the PIN."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from chats.services import create_standard_chat
from memberships import cards
from tests import factories as make
from tests.browser.test_accessibility import look_at
from tests.browser.visits import Visit


def printed(download):
    """``{surname: (address, PIN)}`` of a downloaded sheet."""
    with open(download.path(), "rb") as file:
        *sheets, pins = [page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages]
    text = "".join(sheets).replace("\n", "")
    addresses = re.findall(r"([А-Я][а-я]+) Маша.*?(/c/[\w-]{22}/)", text)
    codes = dict(re.findall(r"([А-Я][а-я]+) Маша\s+(\d{4})", pins))
    return {surname: (address, codes[surname]) for surname, address in addresses}


@pytest.fixture
def small(cast):
    """Two small learners of the class, without any account."""
    return [
        make.make_small_learner(cast.unit, surname=surname).user for surname in ("Белова", "Котова")
    ]


@pytest.mark.parametrize("javascript", [True, False], ids=["phone", "phone-without-javascript"])
def test_from_the_leaders_desk_to_the_childs_chat(cast, page_at, axe, small, javascript):
    create_standard_chat(kind="unit_learners", place=cast.unit, by=cast.leader)
    desk = Visit(page_at(1280, 800, user=cast.leader))
    desk.open(f"/o/{cast.ours.slug}/units/{cast.unit.pk}/")
    desk.press("link", "Карточки для входа")
    desk.sees("Карточки нет")
    assert list(look_at(desk.page, axe, "cards")) == []
    desk.press("link", "Напечатать тем, у кого нет: 2")
    desk.sees("открыть его снова нельзя")
    assert list(look_at(desk.page, axe, "print")) == []
    with desk.page.expect_download() as download:
        desk.press("button", "Скачать лист")
    paper = printed(download.value)
    assert set(paper) == {"Белова", "Котова"}
    assert desk.presses == 3

    address, pin = paper["Белова"]
    page = page_at(360, 740, javascript=javascript, statuses=(422,))
    phone = Visit(page)
    phone.open(address)
    phone.sees_heading("Введите ПИН-код")
    # The code of the card is in no address that the phone remembers.
    assert page.url.endswith("/c/")
    expect(page.get_by_text("Белова")).to_have_count(0)
    expect(page.get_by_label("ПИН-код")).to_have_attribute("inputmode", "numeric")
    phone.type("ПИН-код", paper["Котова"][1])
    phone.press("button", "Войти")
    phone.sees("ПИН-код не подошёл")
    phone.type("ПИН-код", pin)
    phone.press("button", "Войти")
    phone.sees_heading("Здравствуйте, Маша!")
    phone.press("link", re.compile("Ученики 5А"))
    page.get_by_label("Сообщение").fill("Я пришла!")
    phone.press("button", "Отправить")
    phone.sees("Я пришла!")

    # The leader takes the card back: the phone is out at once.
    desk.open(f"/o/{cast.ours.slug}/units/{cast.unit.pk}/cards/")
    desk.press("button", "Отозвать: Белова Маша")
    desk.sees("Войти по ней нельзя")
    phone.open(f"/o/{cast.ours.slug}/")
    phone.sees("больше не действует")


def test_five_wrong_pins_close_the_card(cast, page_at, axe):
    issued = make.make_card(cast.unit)
    page = page_at(360, 740, statuses=(422, 429, 410))
    phone = Visit(page).open(f"/c/{issued.token}/")
    assert list(look_at(page, axe, "pin")) == []
    wrong = f"{(int(issued.pin) + 1) % 10_000:04}"
    for _ in range(cards.MOST_WRONG):
        phone.type("ПИН-код", wrong)
        phone.press("button", "Войти")
    phone.sees("закрыт на 15 минут")
    assert list(look_at(page, axe, "closed")) == []
    phone.open("/c/")
    phone.type("ПИН-код", issued.pin)
    phone.press("button", "Войти")
    phone.sees("закрыт на 15 минут")
    phone.open("/c/no-such-card-anywhere/")
    phone.sees_heading("По этой карточке войти нельзя")
    assert list(look_at(page, axe, "unknown")) == []


def test_the_page_of_families_is_for_everybody(cast, page_at, axe):
    make.restricted(cast.parent, cast.learner)
    page = page_at(360, 740, user=cast.leader)
    Visit(page).open(f"/o/{cast.ours.slug}/units/{cast.unit.pk}/families/").sees("есть ограничение")
    assert list(look_at(page, axe, "families")) == []
