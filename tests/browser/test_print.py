"""Pages on paper: the matter without the controls, and every message with its author."""

import pytest
from playwright.sync_api import expect

from tests.browser.world import make_world
from tests.regulations.making import replace_rendering

#: What has no use on paper.
CONTROLS = (
    ".site-nav, .tabbar, .skip-link, .user-menu, .site-footer, .breadcrumbs, .button, .composer, "
    "button, input, textarea, .avatar"
)


@pytest.fixture
def world(cast, monkeypatch):
    replace_rendering(monkeypatch)
    return make_world(cast)


def test_a_conversation_and_the_regulation_on_paper(world, page_at):
    # A browser set to dark prints black on white all the same.
    page = page_at(794, 1123, dark=True, user=world.cast.leader)
    page.emulate_media(media="print")

    page.goto(world.of("chats:chat", world.chat.pk))
    assert_paper(page)
    expect(page.get_by_role("heading", name="Родители 5А")).to_be_visible()
    authors = page.locator(".message .author")
    expect(authors.nth(0)).to_contain_text(world.cast.leader.initials_first)
    expect(authors.nth(1)).to_contain_text(world.cast.parent.initials_first)

    page.goto(world.of("regulations:version_text", world.approved.number))
    assert_paper(page)
    expect(page.locator(".reading nav")).to_be_hidden()
    expect(page.get_by_role("heading", name="1. Общие положения")).to_be_visible()


def assert_paper(page):
    """Nothing to press, black on white, no wider than A4 within its margins."""
    expect(page.locator(CONTROLS).locator("visible=true")).to_have_count(0)
    ink, ground = page.locator("body").evaluate(
        "body => [getComputedStyle(body).color, getComputedStyle(body).backgroundColor]"
    )
    assert (ink, ground) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    assert page.pdf(format="A4", prefer_css_page_size=True).startswith(b"%PDF-")
