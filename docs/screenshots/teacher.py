"""The teacher's guide, on a phone."""

from chats.models import Chat
from docs.screenshots.camera import PHONE, Camera
from organizations.models import Unit


def walk(browser, school):
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
