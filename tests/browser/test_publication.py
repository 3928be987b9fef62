"""The published page on the school's own site, and a parent who ticks «Ознакомлен(а)»."""

import pytest
from playwright.sync_api import expect

from organizations.services import change_facts
from regulations.models import Acknowledgement
from tests.browser.visits import overflow, small_targets
from tests.regulations.making import make_approved, make_ready
from tests.regulations.publishing import publish, sign


@pytest.fixture
def published(cast, monkeypatch):
    version = make_approved(make_ready(cast.ours))
    sign(monkeypatch, version)
    publish(version)
    return version


def framed(page, address):
    """A page of another origin that shows the portal's in a frame."""
    page.route(
        "http://localhost/site/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<!doctype html><title>Сайт</title><iframe src="{address}" title="Документы" '
            'width="360" height="700"></iframe>',
        ),
    )
    page.goto("http://localhost/site/")
    return page.frame_locator("iframe")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_schools_site_shows_the_documents_in_a_frame(
    cast, published, page_at, live_server, width
):
    change_facts(organization=cast.ours, by=cast.head, site="http://localhost/")
    page = page_at(width, 800)
    frame = framed(page, f"{live_server.url}/p/{cast.ours.slug}/documents/")
    expect(frame.get_by_role("heading", name="Действующие документы")).to_be_visible()
    frame.get_by_role("link", name="Версия для слабовидящих").click()
    expect(frame.get_by_role("link", name="Обычный вид")).to_be_visible()
    frame.get_by_role("link", name="Прочитать").click()
    expect(frame.get_by_text("Общие положения").first).to_be_visible()
    expect(frame.get_by_role("link", name="Обычный вид")).to_be_visible()


def test_another_site_is_not_let_in(cast, published, page_at, live_server):
    change_facts(organization=cast.ours, by=cast.head, site="https://school.example")
    address = f"{live_server.url}/p/{cast.ours.slug}/documents/"
    policy = page_at(1280, 800).request.get(address).headers["content-security-policy"]
    assert "https://school.example" in policy
    assert "localhost" not in policy


@pytest.mark.parametrize("view", ["", "?view=large"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_public_pages_are_accessible(cast, published, page_at, axe, width, view):
    page = page_at(width, 800)
    base = f"/p/{cast.ours.slug}/documents/"
    for address in (base, f"{base}{published.verify_code}/"):
        page.goto(f"{address}{view}")
        axe(page)
        assert overflow(page) <= 0
        assert small_targets(page) == []


def test_a_parent_on_a_phone_ticks(cast, published, visit):
    parent = visit(cast.parent)
    parent.open(f"/o/{cast.ours.slug}/")
    parent.sees("Ознакомьтесь с положением")
    parent.press("button", "Ознакомлен(а)")
    parent.sees("отметка сохранена")
    mark = Acknowledgement.objects.get()
    assert (mark.user, mark.version) == (cast.parent, published)
    parent.sees(mark.key)
    parent.open(f"/o/{cast.ours.slug}/")
    expect(parent.page.get_by_role("button", name="Ознакомлен(а)")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_the_keepers_are_accessible(cast, published, page_at, axe, width):
    page = page_at(width, 800, user=cast.head)
    base = f"/o/{cast.ours.slug}/documents"
    for address in (
        f"{base}/{published.pk}/route/",
        f"{base}/{published.pk}/unpublish/",
        f"{base}/acknowledgement/",
        f"{base}/acknowledgement/units/",
        f"{base}/acknowledgement/units/{cast.unit.pk}/",
        f"{base}/acknowledgement/rules/",
        f"{base}/exports/",
    ):
        page.goto(address)
        axe(page)
        assert overflow(page) <= 0, address
        assert small_targets(page) == [], address
