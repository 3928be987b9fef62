"""Whether the services that the portal stands on answer, as a machine asks it."""

import json
import os
import subprocess
import sys

import pytest

from sferum_portal import health
from sferum_portal.celery import app

PARTS = ("database", "cache", "broker")


@pytest.mark.django_db
def test_all_is_well(client):
    response = client.get("/healthz")
    answer = json.loads(response.content)
    assert response.status_code == 200
    assert answer["status"] == "ok"
    assert set(answer) == {"status", *PARTS}
    assert all(answer[part]["ok"] is True for part in PARTS)
    assert answer["database"]["kind"] in ("sqlite", "postgresql")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("down", PARTS)
def test_one_that_is_down_is_named_and_nothing_else_is_told(client, monkeypatch, down):
    def fail():
        raise ConnectionError("redis://user:secret@10.0.0.5 refused")

    monkeypatch.setattr(health, f"_{down}", fail)
    response = client.get("/healthz")
    answer = json.loads(response.content)
    assert response.status_code == 503
    assert answer["status"] == "down"
    assert [part for part in PARTS if not answer[part]["ok"]] == [down]
    assert "secret" not in response.content.decode()


@pytest.mark.django_db
def test_a_broker_that_does_not_answer_is_noticed_soon(client, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    before, app.conf.broker_url = app.conf.broker_url, settings.CELERY_BROKER_URL
    try:
        answer = json.loads(client.get("/healthz").content)
    finally:
        app.conf.broker_url = before
    assert answer["broker"] == {"ok": False, "kind": "redis"}


@pytest.mark.django_db
def test_a_cache_that_forgets_is_down(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    assert not json.loads(client.get("/healthz").content)["cache"]["ok"]


@pytest.mark.django_db
def test_it_costs_no_session_and_takes_no_post(client):
    assert not client.get("/healthz").cookies
    assert client.post("/healthz").status_code == 405


@pytest.mark.django_db
def test_a_balancer_asks_without_https_and_without_a_body(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.head("/healthz").status_code == 200
    assert client.get("/").status_code == 301


def test_servers_that_are_gone_are_given_up_soon():
    """Read in a process of its own: the settings of production."""
    code = (
        "from django.conf import settings as s;"
        "print(s.DATABASES['default']['OPTIONS']['connect_timeout'],"
        "s.CACHES['default']['OPTIONS']['socket_connect_timeout'])"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "sferum_portal.settings",
        "DEBUG": "1",
        "DATABASE_URL": "postgres://u:p@127.0.0.1:1/x",
        "REDIS_URL": "redis://127.0.0.1:1/0",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["5", "2"]
