"""How fast a queue is accepted and shown: python -m tests.memberships.measure_bulk [accept] [wait]

In a database of its own (a temporary file, or a test database beside DATABASE_URL's), thrown away
afterwards: a school whose roster knows as many parents; each of them asks to join, all match, and
one call of `approve_many` accepts ``accept`` of them, then as many whose links lead into chats. Now
the pages of the queue are opened while ``wait`` requests wait. Not a test: it prints what it took.
"""

import os
import sys
import tempfile
import threading
import time
from pathlib import Path

import django

PAGES = {
    "the queue": "/admin/memberships/joinrequest/",
    "its last page": "/admin/memberships/joinrequest/?p={last}",
    "those who match": "/admin/memberships/joinrequest/?pile=matched",
    "of one unit": "/admin/memberships/joinrequest/?unit={unit}",
    "a name": "/admin/memberships/joinrequest/?q=Иванова",
    "before all are accepted": "/admin/memberships/joinrequest/approve-matched/",
    "the first page": "/admin/",
}


def main(accept=1000, wait=10_000):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    with tempfile.TemporaryDirectory(prefix="measure-bulk.") as folder:
        set_up(Path(folder) / "measure.sqlite3", int(accept), int(wait))


def set_up(path, accept, wait):
    django.setup()
    from django.conf import settings  # noqa: PLC0415 — as `manage.py` does
    from django.test import utils  # noqa: PLC0415 — needs the settings

    # As in the demo: letters go beside the page, in a thread with a connection of its own.
    settings.BACKGROUND_THREADS = True
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(path)
    utils.setup_test_environment()
    old = utils.setup_databases(0, interactive=False)
    try:
        measure(accept, wait)
    finally:
        utils.teardown_databases(old, 0)


def measure(accept, wait):
    from memberships.roles import Role  # noqa: PLC0415 — the models need `django.setup`
    from tests import factories as make  # noqa: PLC0415
    from tests.memberships.big_queue import a_queue, lead_into_chats  # noqa: PLC0415

    organization = make.make_organization()
    administrator = make.make_member(organization, Role.ADMINISTRATOR).user
    a_queue(organization, accept, letter="А")
    measure_acceptance(accept, administrator)
    lead_into_chats(a_queue(organization, accept, letter="В"))
    accepted = measure_acceptance(accept, administrator, " with a chat")
    measure_undoing(accepted, administrator)
    units = a_queue(organization, wait, letter="Б")
    measure_pages(wait, administrator, units[0])


def measure_acceptance(number, administrator, what=""):
    from django.core import mail  # noqa: PLC0415

    from memberships.models import JoinRequest  # noqa: PLC0415
    from memberships.services import approve_many  # noqa: PLC0415

    rows = list(JoinRequest.objects.pending().select_related("organization"))
    mail.outbox.clear()
    before = JoinRequest.history.filter(status="approved").count()
    begun, cpu = time.perf_counter(), time.thread_time()
    results = approve_many(join_requests=rows, by=administrator)
    seconds, cpu = time.perf_counter() - begun, time.thread_time() - cpu
    say(f"{number} requests{what} accepted", seconds, f" ({cpu:.2f} s of the processor)")
    for thread in threading.enumerate():
        if thread.name == "memberships.letters.tell_applicants":
            thread.join()
    say(f"their {len(mail.outbox)} letters sent beside, after", time.perf_counter() - begun)
    refused = [sentence for _, sentence in results if sentence]
    told = JoinRequest.history.filter(status="approved").count() - before
    if refused or told != number:
        raise SystemExit(f"{len(refused)} were refused, {told} have their history")
    return [row for row, _ in results]


def measure_undoing(rows, administrator):
    from memberships.services import undo_many  # noqa: PLC0415

    begun, cpu = time.perf_counter(), time.thread_time()
    results = undo_many(join_requests=rows, by=administrator)
    seconds, cpu = time.perf_counter() - begun, time.thread_time() - cpu
    say(f"{len(rows)} taken back", seconds, f" ({cpu:.2f} s of the processor)")
    if refused := [sentence for _, sentence in results if sentence]:
        raise SystemExit(f"{len(refused)} were not taken back: {refused[0]}")


def measure_pages(number, administrator, unit):
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    client.force_login(administrator, backend="accounts.backends.IdentifierBackend")
    client.get("/admin/")
    for name, pattern in PAGES.items():
        address = pattern.format(last=max(number // 50 - 1, 0), unit=unit.pk)
        begun = time.perf_counter()
        if client.get(address).status_code != 200:
            raise SystemExit(address)
        seconds = time.perf_counter() - begun
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        say(f"{name} with {number} waiting", seconds, f", {len(captured)} queries")


def say(what, seconds, more=""):
    sys.stdout.write(f"{what}: {seconds:.2f} s{more}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
