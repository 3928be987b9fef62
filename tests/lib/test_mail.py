"""Letters leave the page alone, and a mail server that fails is asked again."""

import threading
from smtplib import SMTPServerDisconnected

import pytest
from celery.canvas import Signature
from celery.exceptions import Retry

from sferum_portal.lib import mail

calls = []


@mail.mail_task
def write(number):
    calls.append((number, threading.current_thread() is threading.main_thread()))
    if len(calls) < 3:
        raise SMTPServerDisconnected("down")


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    calls.clear()
    monkeypatch.setattr(mail, "PAUSES", (0, 0))


def finish_threads():
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and thread.name == write.name:
            thread.join(5)


def test_without_a_broker_the_page_does_not_wait_and_the_server_is_asked_again(settings):
    settings.BACKGROUND_THREADS = True
    write.delay(7)
    finish_threads()
    assert calls == [(7, False)] * 3


def test_a_letter_that_never_leaves_is_named_in_the_log(settings, monkeypatch, caplog):
    settings.BACKGROUND_THREADS = True
    monkeypatch.setattr(mail, "PAUSES", (0,))
    write.delay(7)
    finish_threads()
    assert len(calls) == 2
    assert write.name in caplog.text


def test_with_a_broker_the_worker_tries_for_a_day(monkeypatch):
    """Each pause is shorter than an hour, after which Redis would hand the task out once more."""
    pauses = []

    def resend(signature, **options):
        pauses.append(signature.options["countdown"])

    monkeypatch.setattr(Signature, "apply_async", resend)
    for retries in range(write.max_retries):
        calls.clear()
        write.push_request(id="1", retries=retries, called_directly=False, is_eager=False)
        try:
            with pytest.raises(Retry):
                write.run(7)
        finally:
            write.pop_request()
    assert pauses[:4] == [30, 60, 120, 240]
    assert max(pauses) == 1800
    assert sum(pauses) > 24 * 3600


def test_in_tests_it_is_done_at_once(settings):
    with pytest.raises(SMTPServerDisconnected):
        write.delay(7)
    assert calls == [(7, True)]
