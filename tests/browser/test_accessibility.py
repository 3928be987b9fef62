"""Every kind of page for everybody: axe, a phone's width, the thumb, light and dark."""

import pytest

from tests.browser.visits import overflow, small_targets
from tests.browser.world import PAGES, make_world
from tests.regulations.making import replace_rendering


@pytest.fixture
def world(cast, monkeypatch):
    replace_rendering(monkeypatch)
    return make_world(cast)


@pytest.mark.parametrize("who", PAGES)
def test_every_page_is_for_everybody(world, axe, page_at, who):
    page = page_at(360, 740, user=world.person(who), statuses=(404,))
    faults = []
    for address in world.addresses(who):
        page.set_viewport_size({"width": 360, "height": 740})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        faults += look_at(page, axe, address)
    assert not faults, "\n".join(faults)


def look_at(page, axe, address):
    """What is wrong with the open page, at both widths, by day and by night."""
    try:
        axe(page)
        page.emulate_media(color_scheme="dark")
        if address.startswith("/admin/"):
            page.reload()  # its script asks for the colours only once
        axe(page, only=["color-contrast"])
        if wider := overflow(page):
            yield f"{address}: wider than a phone by {wider}"
        # The admin's tables stand close: they are worked on at a desk.
        if not address.startswith("/admin/"):
            yield from (f"{address}: too small for a thumb: {each}" for each in small_targets(page))
        page.set_viewport_size({"width": 1280, "height": 800})
        axe(page, only=["color-contrast"])
        page.emulate_media(color_scheme="light")
        if address.startswith("/admin/"):
            page.reload()
        axe(page)
    except AssertionError as fault:
        yield f"{fault}"
