"""The administrator's guide."""

import re

from docs.screenshots.camera import DESK, Camera
from memberships.models import JoinRequest, Membership


def walk(browser, school):
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
