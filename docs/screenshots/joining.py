"""What the guides show of joining: the school's list, passports of links, leaders who decide."""

from docs.screenshots.camera import DESK, PHONE, Camera
from memberships.models import RosterEntry
from organizations.models import Unit
from organizations.services import set_joining_rules
from sferum_portal.demo_data.seed import operator

#: One who is new, and one whose row says no name.
EXTRA = [
    "Незнамова Ксения Олеговна;5А;Незнамова Юлия Игоревна;+7 913 555-01-02",
    ";5А;Безымянная Юлия Игоревна;",
]


def walk(browser, school):
    camera = Camera(browser, DESK, "admin@school.example")
    roster(camera, school)
    links(camera)
    head = Camera(browser, DESK, "head@school.example")
    head.open("/admin/memberships/distribution/add/")
    head.page.get_by_label("Номер приказа").fill("118-од")
    head.shoot("director-distribution")
    # Other guides show the school as it is: its administrator decides.
    rules = {"decision_days": 3, "longest_link_days": 60, "takes_applications": True}
    set_joining_rules(organization=school, by=operator(), leaders_decide=True, **rules)
    leader(Camera(browser, PHONE, "leader@school.example"), school)
    set_joining_rules(organization=school, by=operator(), leaders_decide=False, **rules)


def roster(camera, school):
    camera.open("/admin/memberships/rosterimport/add/")
    camera.page.set_input_files(
        "input[type=file]",
        {"name": "5А.csv", "mimeType": "text/csv", "buffer": roster_file(school)},
    )
    camera.press("button", "Сохранить")
    camera.shoot("administrator-roster", camera.find("link", "Применить"))


def roster_file(school):
    """The list of 5А as it is known, without its first child and with the extra rows."""
    children = RosterEntry.objects.filter(organization=school, role="learner", unit__name="5А")
    rows = [f"{child.surname} {child.given_name} {child.patronymic};5А;;" for child in children]
    rows = [*rows[1:], *EXTRA]
    return "\n".join(["ФИО;Класс;Мать;Телефон матери", *rows]).encode("utf-8-sig")


def links(camera):
    camera.open("/admin/invitations/invitation/")
    camera.page.get_by_role("link", name="Родитель (законный представитель), 8Б").first.click()
    camera.page.wait_for_load_state()
    camera.shoot("administrator-passport")
    camera.open("/admin/invitations/invitation/sweep/")
    camera.shoot("administrator-sweep")


def leader(camera, school):
    unit = Unit.objects.get(organization=school, name="5А", school_year__isnull=False)
    camera.open("/o/school/joining/")
    camera.shoot("teacher-deciding")
    camera.open(f"/o/school/units/{unit.pk}/cards/")
    camera.shoot("teacher-cards")
