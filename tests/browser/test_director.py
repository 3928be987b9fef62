"""Job three: the director has the regulation approved and prints it."""

import datetime as dt

from django.utils import timezone
from playwright.sync_api import expect

from regulations.models import DocumentVersion
from tests.browser.visits import record_decisions

#: Notes which document a page or a frame is asked to print, in place of the browser's dialogue.
NOTE_PRINTING = "window.print = () => console.info(`printed ${location.href}`)"


def test_from_no_regulation_to_its_print(cast, visit):
    head = visit(cast.head)
    prepare(head, cast)
    record_decisions(head, day=timezone.localdate() - dt.timedelta(days=5))
    approve(head)
    version = DocumentVersion.objects.get()
    assert version.is_in_force
    print_in_force(head, cast, javascript=visit.javascript)
    verify(visit(), version)


def prepare(head, cast):
    """The draft; what is missing is asked, not left blank."""
    head.open(f"/o/{cast.ours.slug}/")
    head.press("link", "Подготовить положение")
    head.press("button", "Подготовить проект")
    head.sees_heading("Сведения для документа")
    head.press("button", "Сохранить")
    head.sees_heading("Сведения для документа")
    head.page.get_by_label("Как называется приложение").fill("MAX")
    head.page.get_by_label("электронный журнал").fill("ГИС «Электронная школа»")
    head.press("button", "Сохранить")
    head.sees("Сведения сохранены.")


def approve(head):
    head.press("link", "Утверждение приказом")
    head.sees("изменить их потом нельзя")
    head.press("button", "Совета родителей нет")
    head.press("button", "Совета обучающихся нет")
    head.sees("Проверка замечаний не нашла.")
    head.page.get_by_label("Номер приказа").fill("102/2-од")
    head.press("button", "Утвердить")
    head.sees("Редакция 1 утверждена и действует.")


def print_in_force(head, cast, *, javascript):
    """One press from the start page."""
    page = head.page
    page.add_init_script(NOTE_PRINTING)
    head.open(f"/o/{cast.ours.slug}/")
    link = page.get_by_role("link", name="Печать положения")
    address = link.get_attribute("data-print-url")
    assert address.endswith("/regulation/in-force.pdf")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    if javascript:
        with page.expect_console_message(lambda message: "printed" in message.text) as message:
            link.click()
        assert message.value.text.endswith(address)
        assert page.url.endswith(f"/o/{cast.ours.slug}/")
    else:
        with page.expect_response(lambda response: response.url.endswith(address)) as response:
            link.click()
        assert response.value.headers["content-type"] == "application/pdf"


def verify(stranger, version):
    """Anybody finds out from the code on the paper whether it is genuine."""
    stranger.open("/")
    stranger.press("link", "Проверить документ по коду")
    stranger.type("Код документа", version.verify_code.lower().replace("-", " "))
    stranger.press("button", "Проверить")
    stranger.sees_heading(version.verify_code)
    stranger.sees("Документ подлинный и действует")
    expect(stranger.page.locator("dl")).to_contain_text(version.sha256)


def test_who_may_not_approve_is_told_who_does(cast, page_at):
    page = page_at(1280, 800, user=cast.administrator)
    page.goto(f"/o/{cast.ours.slug}/regulation/")
    page.get_by_role("button", name="Подготовить проект").click()
    page.goto(f"/o/{cast.ours.slug}/regulation/")
    expect(page.get_by_text("Утверждает: директор")).to_be_visible()
    expect(page.get_by_role("link", name="Утверждение приказом")).to_have_count(0)
