"""A director who starts from nothing goes to the printed package of documents."""

import datetime as dt

from django.utils import timezone

from regulations.models import DocumentVersion
from tests.browser.test_director import NOTE_PRINTING
from tests.browser.visits import overflow, small_targets
from tests.regulations.papers_making import NUMBERS

NINE = 9


def test_from_nothing_to_the_printed_package(cast, visit):
    head = visit(cast.head)
    head.page.add_init_script(NOTE_PRINTING)
    head.open(f"/o/{cast.ours.slug}/")
    head.press("button", "Подготовить пакет")
    head.sees("Подготовлено документов: 9.")
    answer(head, cast)
    head.press("button", "Сохранить")
    head.sees("Сведения сохранены, документы обновлены.")
    head.press("button", "Совета родителей нет")
    head.press("button", "Совета обучающихся нет")
    head.press("link", "Утвердить все готовые")
    head.press("button", "Утвердить 9 документов")
    head.sees("Утверждено и зарегистрировано документов: 9.")
    assert DocumentVersion.objects.in_force().filter(organization=cast.ours).count() == NINE
    print_all(head, javascript=visit.javascript)


def answer(head, cast):
    """The organization is new: its platform, its telephone, numbers, the administrator."""
    page, day = head.page, (timezone.localdate() - dt.timedelta(days=5)).isoformat()
    page.get_by_label("Как называется приложение").fill("MAX")
    page.get_by_label("электронный журнал").fill("ГИС «Электронная школа»")
    page.get_by_label("Телефон организации").fill("+7 383 200-11-22")
    for body in ("pedagogical_council", "governing_council"):
        page.locator(f"[name={body}-number]").fill("1")
        page.locator(f"[name={body}-date]").fill(day)
    for kind, number in NUMBERS.items():
        page.locator(f"[name={kind}-number]").fill(number)
    page.locator("[name=administrator_order-administrator]").select_option(str(cast.staff.pk))
    page.locator("[name=administrator_order-phone]").fill("+7 913 123-45-67")
    page.locator("[name=administrator_order-email]").fill("office@school.example")


def print_all(head, *, javascript):
    page = head.page
    link = page.get_by_role("link", name="Распечатать пакет")
    address = link.get_attribute("data-print-url")
    answer = page.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    if javascript:
        with page.expect_console_message(lambda message: "printed" in message.text) as message:
            link.click()
        assert message.value.text.endswith(address)
    else:
        with page.expect_response(lambda response: response.url.endswith(address)):
            link.click()


def test_the_pages_of_papers_fit_and_are_accessible(cast, page_at, axe):
    addresses = [
        f"/o/{cast.ours.slug}/documents/",
        f"/o/{cast.ours.slug}/documents/package/",
        f"/o/{cast.ours.slug}/documents/words/",
    ]
    page = page_at(360, 740, user=cast.head)
    page.goto(addresses[0])
    page.get_by_role("button", name="Подготовить пакет").click()
    page.wait_for_load_state()
    papers = DocumentVersion.objects.drafts().exclude(document__kind="regulation")
    addresses += [f"/o/{cast.ours.slug}/documents/{version.pk}/" for version in papers]
    order = papers.get(document__kind="administrator_order")
    addresses.append(f"/o/{cast.ours.slug}/documents/{order.pk}/facts/")
    addresses.append(f"/o/{cast.ours.slug}/documents/package/approve/")
    for address in addresses:
        page.goto(address)
        axe(page)
        assert not overflow(page), address
        assert not small_targets(page), address
