"""The queue by keys, and the press that says who looks at a request."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from memberships.models import JoinRequest
from tests import factories as make
from tests.facts import parents_request

#: Keys are for a desk; the press that looks is a phone's too.
DESK = pytest.mark.parametrize("visit", [(1280, True)], indirect=True, ids=["desk"])
PHONE = pytest.mark.parametrize("visit", [(360, True)], indirect=True, ids=["phone"])
QUEUE = "/admin/memberships/joinrequest/"
SURNAMES = "Воробьёва Громова Дятлова".split()


def waiting(cast):
    return [
        make.JoinRequestFactory(organization=cast.ours, applicant__surname=surname)
        for surname in SURNAMES
    ]


def status(row):
    return JoinRequest.objects.get(pk=row.pk).status


@DESK
def test_the_first_press_of_a_key_does_what_the_page_shows(cast, visit):
    rows = waiting(cast)
    page = visit(cast.administrator).open(QUEUE).page
    current = page.locator('.request[aria-current="true"]')
    expect(current).to_have_count(1)
    expect(current).to_contain_text(SURNAMES[0])
    # Nothing is moved and nothing takes the focus: the page is as it was.
    assert page.evaluate("() => scrollY") == 0
    with page.expect_navigation():
        page.keyboard.press("a")
    assert [status(row) for row in rows] == ["approved", "pending", "pending"]
    # One goes on where one was, and U takes back what the message above speaks of.
    expect(current).to_contain_text(SURNAMES[1])
    with page.expect_navigation():
        page.keyboard.press("u")
    assert [status(row) for row in rows] == ["pending"] * 3


@DESK
def test_keys_walk_and_a_row_that_is_tabbed_to_is_the_current_one(cast, visit):
    rows = waiting(cast)
    page = visit(cast.administrator).open(QUEUE).page
    current = page.locator('.request[aria-current="true"]')
    page.keyboard.press("j")
    expect(current).to_contain_text(SURNAMES[1])
    page.keyboard.press("k")
    expect(current).to_contain_text(SURNAMES[0])
    page.get_by_role("button", name=f"Принять: {SURNAMES[2]}").focus()
    expect(current).to_contain_text(SURNAMES[2])
    with page.expect_navigation():
        page.keyboard.press("a")
    assert [status(row) for row in rows] == ["pending", "pending", "approved"]


@DESK
def test_the_hints_stay_in_sight(cast, visit):
    for number in range(30):
        make.JoinRequestFactory(organization=cast.ours, applicant__surname=f"Длинная{number}")
    page = visit(cast.administrator).open(QUEUE).page
    page.evaluate("() => document.querySelector('.request:last-child').scrollIntoView()")
    expect(page.locator(".keys")).to_be_in_viewport()


@PHONE
def test_whoever_opens_a_request_on_the_portal_is_said_to_look_at_it(cast, visit):
    """The script of the portal's pages presses «Взять на проверку» (static/portal/portal.js)."""
    cast.ours.leaders_decide = True
    cast.ours.save()
    row = parents_request(cast, applicant=make.PersonFactory(), invited_by=cast.leader)
    address = reverse("memberships:request", args=[cast.ours.slug, row.pk])
    page = visit(cast.leader).page
    with page.expect_response(lambda answer: answer.url.endswith("/look/")):
        page.goto(address)
    expect(page.get_by_role("button", name="Взять на проверку")).to_have_count(0)
    row.refresh_from_db()
    assert row.seen_by == cast.leader
    # The applicant reads the same; a second look changes nothing.
    visit(row.applicant).open(reverse("own_requests")).sees("проверяется")
    page.goto(address)
    seen_at = row.seen_at
    row.refresh_from_db()
    assert row.seen_at == seen_at
