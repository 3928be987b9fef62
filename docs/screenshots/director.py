"""The director's guide."""

from datetime import timedelta

from django.utils import timezone

from docs.screenshots.camera import DESK, PAPER, PHONE, Camera, save
from organizations.services import change_facts
from regulations.queries import version_in_force
from sferum_portal.demo import PASSWORD
from sferum_portal.demo_data.seed import operator


def walk(browser, school):
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
    camera.open("/o/school/regulation/draft/edit/")
    page.locator(".paper a[data-open]").nth(2).click()
    page.locator(".in-hand textarea").wait_for()
    camera.shoot("director-editing")
    camera.open("/o/school/regulation/")
    camera.press("link", "Утверждение приказом")
    page.get_by_label("Номер приказа").fill("131/2-од")
    camera.shoot("director-approve", camera.find("button", "Утвердить"))
    camera.press("button", "Утвердить")
    camera.shoot("director-approved")
    page.get_by_label("Ваш пароль").fill(PASSWORD)
    camera.shoot("director-sign", camera.find("button", "Подписать"))
    camera.press("button", "Подписать")
    version = version_in_force(school)
    camera.open(f"/o/school/documents/{version.pk}/route/")
    camera.shoot("director-route")
    camera.open("/o/school/documents/acknowledgement/units/")
    camera.shoot("director-acknowledgement")
    camera.open("/o/school/regulation/drift/")
    camera.shoot("director-drift")
    package(camera)
    camera.open(f"/o/school/regulation/{version.number}/")
    camera.shoot("director-reading")
    anybody = Camera(browser, PHONE)
    anybody.open(f"/verify/{version.verify_code}/")
    anybody.shoot("director-verify")


def package(camera):
    camera.open("/o/school/documents/")
    camera.press("button", "Подготовить пакет")
    camera.shoot("director-package")
