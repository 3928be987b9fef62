"""A function in a process of its own, whatever it does there."""

import os
import resource
import time

import pytest

from sferum_portal.lib import confined

HERE = "tests.lib.test_confined"
MEGABYTE = 1 << 20


def says(folder, *words):
    yield list(words)
    yield (folder / "file").read_text()
    yield sorted(os.environ)


def sleeps(folder):
    yield "before"
    time.sleep(60)
    yield "after"


def works_for_ever(folder):
    yield "before"
    while True:
        pass


def takes_memory(folder):
    yield "before"
    yield len(bytearray(900 * MEGABYTE))


def writes(folder):
    yield "before"
    (folder / "large").write_bytes(bytes(9 * MEGABYTE))
    yield "after"


def dies(folder):
    yield "before"
    os.abort()


def talks(folder):
    while True:
        yield "word" * 1000


def core_size(folder):
    yield resource.getrlimit(resource.RLIMIT_CORE)[0]


def test_what_it_says_comes_back_and_it_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")
    (tmp_path / "file").write_text("слово")
    ended = confined.run(f"{HERE}.says", tmp_path, "one", 2, seconds=20)
    assert ended.said[:2] == (["one", 2], "слово")
    assert set(ended.said[2]) <= {"LC_ALL", "LC_CTYPE", "DJANGO_SETTINGS_MODULE"}
    assert (ended.in_time, ended.well) == (True, True)


@pytest.mark.parametrize("function", [sleeps, works_for_ever])
def test_it_is_stopped_in_time_and_what_it_said_is_kept(tmp_path, function):
    began = time.monotonic()
    ended = confined.run(f"{HERE}.{function.__name__}", tmp_path, seconds=5)
    assert time.monotonic() - began < 15
    assert ended.said == ("before",)
    assert (ended.in_time, ended.well) == (False, False)


@pytest.mark.parametrize("function", [takes_memory, writes, dies])
def test_it_takes_no_more_than_it_is_given(tmp_path, function):
    ended = confined.run(
        f"{HERE}.{function.__name__}",
        tmp_path,
        seconds=20,
        memory=700 * MEGABYTE,
        output=MEGABYTE,
    )
    assert ended.said == ("before",)
    assert (ended.in_time, ended.well) == (True, False)


def test_endless_talk_ends(tmp_path):
    ended = confined.run(f"{HERE}.talks", tmp_path, seconds=20, output=MEGABYTE)
    assert not ended.well
    assert 100 < len(ended.said) < 300


def test_no_core_is_left(tmp_path):
    assert confined.run(f"{HERE}.core_size", tmp_path, seconds=20).said == (0,)
