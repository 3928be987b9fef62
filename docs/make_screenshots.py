"""Takes the pictures of the user guide; bin/screenshots starts a demo of its own for it.

Each function walks through one guide as its reader does; the demo is changed on the way.
"""

import io
import os
import re
import sys
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from PIL import Image
from playwright.sync_api import sync_playwright

from chats.models import Chat
from memberships.models import JoinRequest, Membership
from organizations.models import Organization, Unit
from organizations.services import change_facts
from regulations.queries import version_in_force
from sferum_portal.demo import PASSWORD
from sferum_portal.demo_data.seed import operator

IMAGES = Path(__file__).parent / "images"
LARGEST = 150_000
PHONE, DESK, PAPER = (360, 720, 2), (1280, 760, 1), (850, 1190, 1)
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root; only our own pages are opened.
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
MARK = """element => {
  element.style.outline = "4px solid #d4574c";
  element.style.outlineOffset = "3px";
}"""
# Clear of the bar of tabs at the bottom of a phone.
INTO_VIEW = """element => {
  if (element.getBoundingClientRect().bottom > innerHeight - 80) {
    element.scrollIntoView({block: "center"});
  }
}"""
# A reader's browser writes dates in Russian, and a reader's portal has an address of its own.
AS_READERS_SEE_IT = """address => {
  for (const field of document.querySelectorAll("input[type=date]")) {
    const day = field.value;
    field.type = "text";
    field.value = day ? day.split("-").reverse().join(".") : "";
    field.placeholder = "дд.мм.гггг";
  }
  for (const field of document.querySelectorAll("input[readonly]")) {
    field.value = field.value.replace(address, "https://sferum.school47.example");
  }
  for (const link of document.querySelectorAll("a[href^='" + address + "/r/']")) {
    link.textContent = link.textContent.replace(address, "https://sferum.school47.example");
  }
}"""


#: A mother without a link.
NEWCOMER = {
    "child_surname": "Рощин",
    "child_given_name": "Матвей",
    "surname": "Рощина",
    "given_name": "Алла",
    "email": "roshchina@people.example",
    "password": "Синий-пароход-42",
}


class Camera:
    """A browser page of one person and the pictures taken of it."""

    def __init__(self, browser, size, login=""):
        width, height, scale = size
        self.page = browser.new_context(
            base_url=os.environ["SITE_URL"],
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            color_scheme="light",
            reduced_motion="reduce",
            locale="ru-RU",
            timezone_id="Europe/Moscow",
        ).new_page()
        if login:
            self.open("/accounts/sign-in/")
            self.page.get_by_label("Почта, телефон").fill(login)
            self.page.get_by_label("Пароль").fill(PASSWORD)
            self.press("button", "Войти")

    def open(self, address):
        self.page.goto(address)

    def find(self, role, name):
        return self.page.get_by_role(role, name=name).first

    def press(self, role, name):
        self.find(role, name).click()
        self.page.wait_for_load_state()

    def shoot(self, name, *marked, top=None):
        """A picture of the window; what is to be pressed gets a red frame.

        The page is scrolled only as far as the frame, or to ``top``.
        """
        self.page.evaluate("() => scrollTo(0, 0)")
        for element in marked:
            element.evaluate(INTO_VIEW)
        if top is not None:
            top.evaluate("element => element.scrollIntoView({block: 'start'})")
        self.page.evaluate(AS_READERS_SEE_IT, os.environ["SITE_URL"])
        for element in marked:
            element.evaluate(MARK)
        save(name, self.page.screenshot())
        for element in marked:
            element.evaluate("element => { element.style.outline = ''; }")


def save(name, picture):
    """As a PNG of 256 colours, which is enough for pages and a third of the size."""
    path = IMAGES / f"{name}.png"
    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    if path.stat().st_size > LARGEST:
        raise SystemExit(f"{path.name} is larger than {LARGEST} bytes")


def administrator(browser, school):
    camera = Camera(browser, DESK, "admin@school.example")
    page = camera.page
    camera.shoot("administrator-start", camera.find("link", "Рассмотреть заявки"))
    camera.press("link", "Рассмотреть заявки")
    camera.shoot("administrator-queue", camera.find("button", "Принять:"))
    for box in page.locator("input[name=_selected_action]").all()[1:4]:
        box.check()
    camera.shoot("administrator-several", camera.find("button", "Принять выбранные"))
    camera.press("button", "Принять выбранные")
    camera.shoot("administrator-several-done")
    camera.press("link", "К заявкам")
    camera.press("link", "Отклонить:")
    camera.shoot("administrator-reject", camera.find("button", "Ссылка была предназначена"))
    lacking = next(
        row for row in JoinRequest.objects.pending().filter(organization=school) if row.lacks_child
    )
    camera.open(f"/admin/memberships/joinrequest/{lacking.pk}/change/")
    camera.shoot("administrator-child", camera.find("link", "Выбрать ребёнка"))
    camera.open("/admin/invitations/invitation/add/")
    parents = page.locator("option").filter(has_text="5А").filter(has_text=re.compile("одител"))
    page.locator("select").first.select_option(parents.first.get_attribute("value"))
    page.get_by_label("Пометка").fill("родительское собрание")
    camera.shoot("administrator-invite", camera.find("button", "Сохранить"))
    camera.press("button", "Сохранить")
    camera.shoot("administrator-link")
    unverified = Membership.objects.current().filter(
        organization=school, role="teacher", verified_at=None
    )
    camera.open(f"/admin/memberships/membership/{unverified.first().pk}/change/")
    camera.shoot("administrator-verify", page.get_by_text("Подтвердить").first)
    camera.open(f"/admin/organizations/chatrule/{school.pk}/")
    camera.shoot("administrator-strategy")


def applicant(browser, school):
    refused = JoinRequest.objects.filter(
        organization=school, status=JoinRequest.Status.REJECTED, applicant__email__isnull=False
    )
    camera = Camera(browser, PHONE, refused.first().applicant.email)
    camera.open("/requests/")
    camera.shoot("applicant-requests")
    newcomer = Camera(browser, PHONE)
    page = newcomer.page
    newcomer.open("/apply/school/")
    page.get_by_label("Родитель").check()
    page.get_by_label("Класс").select_option("5А")
    newcomer.shoot("applicant-place", newcomer.find("button", "Дальше"))
    newcomer.press("button", "Дальше")
    for name, text in NEWCOMER.items():
        page.locator(f"[name={name}]").fill(text)
    newcomer.press("button", "Подать заявку")
    code = page.get_by_label("Код заявки").input_value()
    newcomer.shoot("applicant-receipt", page.get_by_label("Код заявки"))
    newcomer.open(f"/r/{code}/")
    newcomer.shoot("applicant-status")


def teacher(browser, school):
    camera = Camera(browser, PHONE, "leader@school.example")
    page = camera.page
    unit = Unit.objects.get(organization=school, name="5А", school_year__isnull=False)
    camera.shoot("teacher-start", camera.find("link", "Создать : Родители 5А"))
    camera.press("link", "Создать : Родители 5А")
    camera.shoot("teacher-confirm", camera.find("button", "Создать чат"))
    camera.press("button", "Создать чат")
    camera.shoot("teacher-created", page.get_by_label("Сообщение"))
    learners = Chat.objects.get(organization=school, kind="unit_learners", unit=unit)
    camera.open(f"/o/school/chats/{learners.pk}/")
    camera.shoot("teacher-chat", top=page.locator(".composer"))
    camera.press("link", "Участники")
    camera.shoot("teacher-people")
    camera.open(f"/o/school/units/{unit.pk}/")
    camera.shoot("teacher-invite", camera.find("link", "Выдать ссылку-приглашение"))
    camera.press("link", "Выдать ссылку-приглашение")
    camera.press("button", "Выдать ссылку")
    address = page.locator("#link").input_value()
    camera.shoot("teacher-link", camera.find("button", "Скопировать ссылку"))
    invited = Camera(browser, PHONE)
    invited.open(address)
    invited.shoot("applicant-link")
    colleague = Camera(browser, PHONE, "teacher@school.example")
    colleague.shoot("teacher-refused", colleague.page.locator(".kind-card-forbidden").nth(1))
    colleague.shoot("teacher-request", colleague.find("button", "Попросить"))


def director(browser, school):
    # The guide shows how a missing fact is asked for.
    change_facts(organization=school, by=operator(), consultation_schedule="")
    camera = Camera(browser, DESK, "head@school.example")
    page = camera.page
    camera.shoot("director-start", camera.find("link", "Печать положения"))
    paper = Camera(browser, PAPER, "head@school.example")
    paper.open("/o/school/regulation/in-force.pdf#toolbar=0&navpanes=0&view=Fit")
    paper.page.wait_for_timeout(3000)  # the viewer of PDF tells nobody when it has drawn
    save("director-print", paper.page.screenshot())
    camera.open("/o/school/regulation/")
    camera.shoot("director-regulation", camera.find("link", "Сведения для документа"))
    camera.press("link", "Сведения для документа")
    camera.shoot("director-questions")
    page.get_by_label("Когда и где").fill("каждую среду с 17:00 до 18:00, кабинет 12")
    camera.press("button", "Сохранить")
    camera.press("link", "Решения коллегиальных органов")
    days = {"Номер": "3", "Дата": (timezone.localdate() - timedelta(days=5)).isoformat()}
    for label, value in days.items():
        for field in page.get_by_label(label).all():
            field.fill(value)
    camera.shoot("director-decisions", camera.find("button", "Сохранить"))
    camera.press("button", "Сохранить")
    camera.press("link", "Утверждение приказом")
    page.get_by_label("Номер приказа").fill("131/2-од")
    camera.shoot("director-approve", camera.find("button", "Утвердить"))
    camera.press("button", "Утвердить")
    camera.shoot("director-approved")
    version = version_in_force(school)
    camera.open(f"/o/school/regulation/{version.number}/")
    camera.shoot("director-reading")
    anybody = Camera(browser, PHONE)
    anybody.open(f"/verify/{version.verify_code}/")
    anybody.shoot("director-verify")


def main():
    IMAGES.mkdir(exist_ok=True)
    school = Organization.objects.get(slug="school")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for walk in (administrator, applicant, teacher, director):
            walk(browser, school)
        browser.close()
    for path in sorted(IMAGES.glob("*.png")):
        sys.stdout.write(f"{path.name}: {path.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main()
