"""A real Chromium for the tests of this folder; they all carry the marker ``browser``."""

import os
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.test import Client
from playwright.sync_api import sync_playwright

from tests.browser.visits import Visit

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",  # Chromium refuses its sandbox to root; only our own pages are opened.
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A site on the internet may frame the portal; here both are this machine, which newer Chromium
    # would take for a page that reaches into the local network.
    "--disable-features=LocalNetworkAccessChecks",
    # Whatever a page or Chromium itself asks of another host finds nobody.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
TIMEOUT = 15_000
#: Seconds that a request which nobody waits for any more may still take.
PATIENCE = 10
# The last two are the browser's own viewer of PDF.
OWN_SCHEMES = ("data", "blob", "chrome", "chrome-extension")
#: Each main job is done on a phone and at a desk, and on a phone without scripts.
WAYS = [
    pytest.param((360, True), id="phone"),
    pytest.param((1280, True), id="desktop"),
    pytest.param((360, False), id="phone-without-javascript"),
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    lacking = not Path(CHROMIUM).exists() and os.environ.get("REQUIRE_BROWSER") != "1"
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        # One worker, hence one browser.
        item.add_marker(pytest.mark.xdist_group("browser"))
        if lacking:
            item.add_marker(pytest.mark.skip(reason=f"Chromium is not installed ({CHROMIUM})"))


@pytest.fixture(scope="package")
def browser():
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, where Django would refuse the ORM. Scoped
        # to this folder, so that all other tests keep the refusal.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser, live_server):
    """``page_at(360, 640)`` opens an empty page of that size, whose addresses start at the portal.

    ``user`` is signed in already; ``statuses`` are refusals (409, 422, …) that the test provokes.
    The test fails on any other error in the console, on an exception in a script and on a request
    that leaves this machine.
    """
    with answering_to_the_end():
        yield from _pages(browser, live_server)


@contextmanager
def answering_to_the_end():
    """Leave only when the server has answered all: the database is emptied next."""
    under_way = []

    def begin(**_):
        under_way.append(None)

    def end(**_):
        # What began before is no business of this test.
        if under_way:
            under_way.pop()

    request_started.connect(begin)
    request_finished.connect(end)
    yield
    latest = time.monotonic() + PATIENCE
    while under_way and time.monotonic() < latest:
        time.sleep(0.05)
    request_started.disconnect(begin)
    request_finished.disconnect(end)


def _pages(browser, live_server):
    contexts, problems = [], []

    def open_page(width, height, *, javascript=True, dark=False, user=None, statuses=()):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            locale="ru-RU",
            timezone_id=settings.TIME_ZONE,
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT)
        _watch(context, problems, statuses)
        if user is not None:
            context.add_cookies([_session_cookie(user, live_server.url)])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture(params=WAYS)
def visit(request, page_at):
    """``visit(user)`` is a `Visit` of that person; the test runs once for each of the `WAYS`.

    ``visit.javascript`` tells whether scripts run.
    """
    width, javascript = request.param

    def open_visit(user=None, **options):
        return Visit(page_at(width, 740, javascript=javascript, user=user, **options))

    open_visit.javascript = javascript
    return open_visit


@pytest.fixture(scope="session")
def axe():
    """``axe(page)`` fails on what axe calls a serious or critical fault, naming the elements.

    ``only`` limits it to some of axe's rules.
    """
    return _assert_accessible


def _assert_accessible(page, *, only=()):
    # Without what passed: most of axe's answer, and slow to bring over.
    options = {"resultTypes": ["violations"]}
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    results = Axe().run(page, options=options)
    faults = [
        f"{fault['impact']} {fault['id']}: {fault['help']}\n"
        + "\n".join(f"    {node['html']}\n    {node['failureSummary']}" for node in fault["nodes"])
        for fault in results.response["violations"]
        if fault["impact"] in ("serious", "critical")
    ]
    assert not faults, f"{page.url}\n" + "\n".join(faults)


def _watch(context, problems, statuses):
    # Chromium reports every answer of 4xx and 5xx in the console; the expected ones are no fault.
    expected = tuple(
        f"Failed to load resource: the server responded with a status of {status}"
        for status in statuses
    )

    def on_console(message):
        address = message.location.get("url", "")
        # Asked for by the viewer of PDF alone: pages name their icon.
        if address.endswith("/favicon.ico"):
            return
        if message.type == "error" and not message.text.startswith(expected):
            problems.append(f"console: {message.text} ({address})")

    def on_request(request):
        address = urlsplit(request.url)
        if address.scheme in OWN_SCHEMES:
            return
        if address.hostname not in ("127.0.0.1", "localhost"):
            problems.append(f"request to another host: {request.url}")

    context.on("console", on_console)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
    context.on("request", on_request)


def _session_cookie(user, url):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
