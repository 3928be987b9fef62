"""Long work beside the page: a task in production, a thread where there is no broker."""

import threading

import pytest

from sferum_portal.lib import background

ran = []


class Task:
    name = "tests.task"  # as Celery names them

    def __call__(self, *args):
        ran.append((threading.current_thread() is threading.main_thread(), args))
        if "fail" in args:
            raise RuntimeError("broken")

    def delay(self, *args):
        ran.append(("sent", args))


task = Task()
NAME = f"{__name__}.task"


@pytest.fixture(autouse=True)
def _fresh():
    ran.clear()


def start(capture, *args):
    with capture(execute=True):
        background.start(NAME, *args)
        assert ran == [], "before the commit"
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.daemon and thread.name == task.name:
            thread.join(5)


@pytest.mark.django_db
def test_with_a_broker_it_is_sent(settings, django_capture_on_commit_callbacks):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    start(django_capture_on_commit_callbacks, 7)
    assert ran == [("sent", (7,))]


@pytest.mark.django_db
def test_without_one_the_page_does_not_wait(settings, django_capture_on_commit_callbacks, caplog):
    settings.CELERY_BROKER_URL, settings.BACKGROUND_THREADS = "", True
    start(django_capture_on_commit_callbacks, 7)
    assert ran == [(False, (7,))]
    ran.clear()
    start(django_capture_on_commit_callbacks, "fail")
    assert "tests.task" in caplog.text


@pytest.mark.django_db
def test_in_tests_it_is_done_at_once(settings, django_capture_on_commit_callbacks):
    settings.CELERY_BROKER_URL = ""
    start(django_capture_on_commit_callbacks, 7)
    assert ran == [(True, (7,))]
