"""The guide of those who join."""

from docs.screenshots.camera import PHONE, Camera
from memberships.models import JoinRequest

#: A mother without a link.
NEWCOMER = {
    "child_surname": "Рощин",
    "child_given_name": "Матвей",
    "surname": "Рощина",
    "given_name": "Алла",
    "email": "roshchina@people.example",
    "password": "Синий-пароход-42",
}


def walk(browser, school):
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
