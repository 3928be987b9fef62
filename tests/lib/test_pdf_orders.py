"""Papers printed by a worker of Celery, with a real Redis where there is one."""

import threading

import pytest
from celery import shared_task
from celery.contrib.testing.worker import start_worker
from django.conf import settings as project
from kombu.exceptions import OperationalError

from sferum_portal.celery import app
from sferum_portal.lib import pdf_engine, pdf_orders
from sferum_portal.lib.errors import DomainError
from sferum_portal.lib.pdf import ForbiddenResourceError, render_pdf
from tests.lib.test_pdf import page

CODE = "K7MP3XQ9TT4D/{number}/{pages}"
HTML = page("<h1>Приказ</h1><p style='break-before: page'>Вторая страница")

# Celery stores its results by a command that the client of Redis has a newer name for.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated setex:DeprecationWarning")
needs_redis = pytest.mark.skipif(not project.CELERY_BROKER_URL, reason="needs Redis")
engine_ran_in = []


@shared_task(ignore_result=False)
def print_within_a_task():
    return {"pdf": render_pdf(HTML, page_code=CODE)}


@pytest.fixture
def broker(settings):
    """Celery over the test's own Redis, as in production."""
    settings.PDF_BY_WORKERS = True
    app.conf.task_always_eager = False
    yield
    app.control.purge()
    app.conf.task_always_eager = True


@pytest.fixture
def worker(broker, monkeypatch):
    monkeypatch.setattr(pdf_orders, "ENGINE", f"{__name__}.noting_engine")
    engine_ran_in.clear()
    with start_worker(app, pool="solo", perform_ping_check=False, shutdown_timeout=30):
        yield


def noting_engine(*args):
    engine_ran_in.append(threading.current_thread().name)
    return pdf_engine.render(*args)


@needs_redis
def test_a_worker_prints_the_same_bytes(worker, settings):
    by_worker = render_pdf(HTML, page_code=CODE)
    assert engine_ran_in != [threading.current_thread().name]
    settings.PDF_BY_WORKERS = False
    assert by_worker == render_pdf(HTML, page_code=CODE)
    assert len(engine_ran_in) == 2


@needs_redis
def test_what_the_worker_refuses_is_said_in_its_words(worker):
    with pytest.raises(DomainError, match="нельзя напечатать"):
        render_pdf(page("<p>\U0001f995"))
    # A fault of ours is no sentence for anybody.
    with pytest.raises(ForbiddenResourceError):
        render_pdf(page('<img src="https://elsewhere.example/a.png" alt="а">'))


@needs_redis
def test_a_task_prints_by_itself(worker):
    """A worker that waited for another one would stand still with it."""
    assert print_within_a_task.delay().get(timeout=20)["pdf"].startswith(b"%PDF-")
    assert len(engine_ran_in) == 1


@needs_redis
def test_a_page_waits_for_a_while_only(broker, monkeypatch):
    monkeypatch.setattr(pdf_orders, "WAIT", 0.3)
    with pytest.raises(DomainError, match="Повторите через минуту"):
        render_pdf(HTML)


@needs_redis
def test_orders_are_not_behind_letters_and_exports(broker):
    pdf_orders.print_order.apply_async((HTML, None))
    with app.connection_for_read() as connection:
        channel = connection.default_channel
        assert [channel._size(name) for name in ("papers", "celery")] == [1, 0]


def test_without_the_broker_it_is_printed_in_place(settings, monkeypatch, caplog):
    def fail(*_, **__):
        raise OperationalError("Connection refused")

    settings.PDF_BY_WORKERS = True
    monkeypatch.setattr(pdf_orders.print_order, "apply_async", fail)
    assert render_pdf(HTML).startswith(b"%PDF-")
    assert "out of reach" in caplog.text


def test_files_beside_the_page_are_printed_here(settings, monkeypatch, tmp_path):
    settings.PDF_BY_WORKERS = True
    monkeypatch.setattr(pdf_orders, "printed", lambda *_: pytest.fail("sent away"))
    assert render_pdf(HTML, assets=tmp_path).startswith(b"%PDF-")
