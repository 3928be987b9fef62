"""What bin/demo and bin/test say when they cannot go on; all of it before anything is made."""

import fcntl
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PDF_LIBRARIES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


@pytest.fixture
def clone(tmp_path):
    """A fresh clone, as far as the commands look, in a folder whose name is not easy."""
    folder = tmp_path / "школьный портал"
    shutil.copytree(ROOT / "bin", folder / "bin")
    for name in ("requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, folder)
    return folder


@pytest.fixture
def without_rights(tmp_path):
    """The PATH of a machine that lacks every package, for a person who cannot become root."""
    stubs = {"dpkg-query": "exit 1", "id": "echo 1000", "sudo": "exit 1"}
    folder = tmp_path / "stubs"
    folder.mkdir()
    for name, body in stubs.items():
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def run(command, *arguments, **environment):
    environment = {"PORT": str(free_port()), "PATH": os.environ["PATH"]} | environment
    return subprocess.run(
        [command, *arguments],
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def assert_nothing_was_made(clone):
    assert not (clone / ".venv").exists()
    assert not (clone / "var/db.sqlite3").exists()


def test_help_is_russian_and_names_the_options(clone):
    result = run(clone / "bin/demo", "--help")
    assert result.returncode == 0
    assert "Использование: bin/demo [--reset]" in result.stdout
    assert "PORT=8001" in result.stdout


def test_an_unknown_option_is_named(clone):
    result = run(clone / "bin/demo", "--rest")
    assert result.returncode == 1
    assert "Неизвестный параметр: --rest" in result.stderr
    assert_nothing_was_made(clone)


@pytest.mark.parametrize("port", ["0", "65536", "123456", "http", "80 80", "-1"])
def test_a_port_that_cannot_be_is_refused(clone, port):
    result = run(clone / "bin/demo", PORT=port)
    assert result.returncode == 1
    assert f"не «{port}»" in result.stderr
    assert_nothing_was_made(clone)


def test_a_taken_port_is_told_before_anything_long(clone):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run(clone / "bin/demo", PORT=str(port))
    assert result.returncode == 1
    assert f"Порт {port} уже занят" in result.stderr
    assert "PORT=" in result.stderr
    assert_nothing_was_made(clone)


def test_without_rights_the_demo_names_the_packages_and_the_command(clone, without_rights):
    result = run(clone / "bin/demo", PATH=without_rights)
    assert result.returncode == 1
    assert "Нет прав, чтобы их установить" in result.stderr
    (command,) = (line for line in result.stderr.splitlines() if "apt-get install" in line)
    assert all(package in command for package in (*PDF_LIBRARIES, "fonts-paratype"))
    assert_nothing_was_made(clone)


def test_without_rights_the_test_command_names_them_too(clone, without_rights):
    result = run(clone / "bin/test", PATH=without_rights)
    assert result.returncode == 1
    (command,) = (line for line in result.stderr.splitlines() if "apt-get install" in line)
    assert all(package in command for package in PDF_LIBRARIES)
    assert_nothing_was_made(clone)


def test_the_data_of_a_running_portal_is_not_reset(clone):
    database = clone / "var/db.sqlite3"
    database.parent.mkdir()
    database.write_text("data")
    with (clone / "var/serve.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        result = run(clone / "bin/demo", "--reset")
    assert result.returncode == 1
    assert "Остановите его" in result.stderr
    assert database.read_text() == "data"


def test_two_starts_do_not_prepare_one_folder_at_once(clone):
    (clone / "var").mkdir()
    with (clone / "var/prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run(clone / "bin/demo")
    assert result.returncode == 1
    assert "ещё готовит эту папку" in result.stderr


def test_a_half_made_environment_does_not_count(clone):
    ready = ["bash", "-c", f"source '{clone}/bin/_common.sh'; venv_is_ready requirements.txt"]
    stamp = f"source '{clone}/bin/_common.sh'; requirements_hash requirements.txt"
    (clone / ".venv/bin").mkdir(parents=True)
    (clone / ".venv/bin/python").symlink_to("/bin/true")
    assert run(*ready).returncode == 1

    installed = clone / ".venv/.installed-requirements.txt"
    installed.write_text(run("bash", "-c", stamp).stdout)
    assert run(*ready).returncode == 0
    (clone / ".venv/.incomplete").touch()
    assert run(*ready).returncode == 1


def test_changed_requirements_are_installed_again(clone):
    stamp = f"source '{clone}/bin/_common.sh'; requirements_hash requirements-dev.txt"
    before = run("bash", "-c", stamp).stdout
    with (clone / "requirements.txt").open("a") as requirements:
        requirements.write("# changed\n")
    assert run("bash", "-c", stamp).stdout != before
