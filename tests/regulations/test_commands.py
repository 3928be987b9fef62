import json
import sys

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.urls import NoReverseMatch, get_resolver, reverse

from regulations import library
from regulations.coverage import coverage
from regulations.files import checksum, stored_pdf
from regulations.management.commands import bench_documents
from regulations.papers.kinds import kinds_of

KINDS = ["school", "kindergarten", "college"]


@pytest.fixture
def run(capsys):
    def call(*args):
        call_command(*args)
        return capsys.readouterr().out

    return call


# --- regulation_pdf -------------------------------------------------------------------------------


@pytest.mark.usefixtures("quick_pdf")
class TestRegulationPdf:
    def test_it_writes_the_stored_file(self, run, ready, approved, tmp_path):
        file = tmp_path / "положение.pdf"
        out = run("regulation_pdf", ready.slug, "--output", str(file))
        with default_storage.open(approved.file.name) as stored:
            assert file.read_bytes() == stored.read()
        assert approved.sha256 in out

    def test_a_draft_is_no_regulation_in_force(self, run, ready, draft, tmp_path):
        file = tmp_path / "a.pdf"
        with pytest.raises(CommandError, match="нет действующего положения"):
            run("regulation_pdf", ready.slug, "--output", str(file))
        assert not file.exists()

    def test_an_unknown_organization_is_named(self, run, db, tmp_path):
        with pytest.raises(CommandError, match="«nowhere» на портале нет"):
            run("regulation_pdf", "nowhere", "--output", str(tmp_path / "a.pdf"))

    def test_a_damaged_file_is_not_written_out(self, run, ready, approved, tmp_path):
        default_storage.delete(approved.file.name)
        with pytest.raises(CommandError, match="не найден"):
            run("regulation_pdf", ready.slug, "--output", str(tmp_path / "a.pdf"))

    def test_a_place_that_cannot_be_written_is_named(self, run, ready, approved, tmp_path):
        with pytest.raises(CommandError, match="Не удалось записать"):
            run("regulation_pdf", ready.slug, "--output", str(tmp_path / "нет" / "a.pdf"))

    def test_the_copy_in_large_print_is_rendered(self, run, ready, approved, tmp_path):
        file = tmp_path / "крупно.pdf"
        run("regulation_pdf", ready.slug, "--large", "--output", str(file))
        assert file.read_bytes().startswith(b"%PDF-")
        assert file.read_bytes() != stored_pdf(approved)

    def test_a_text_that_comes_out_otherwise_is_told(self, run, ready, approved, tmp_path):
        """What was approved was not rendered at all here."""
        out = run("regulation_pdf", ready.slug, "--anew", "--output", str(tmp_path / "a.pdf"))
        assert "утверждённый файл набран иначе" in out

    def test_one_way_at_a_time(self, run, ready, approved, tmp_path):
        with pytest.raises(CommandError, match="--large"):
            run("regulation_pdf", ready.slug, "--anew", "--large", "--output", "a.pdf")


def test_the_regulation_is_rendered_anew(run, ready, approved, tmp_path):
    file = tmp_path / "заново.pdf"
    default_storage.delete(approved.file.name)
    out = run("regulation_pdf", ready.slug, "--anew", "--output", str(file))
    assert checksum(file.read_bytes()) == approved.sha256
    assert "иначе" not in out


# --- bench_documents ------------------------------------------------------------------------------


def test_the_bench_measures_what_its_names_say(run, ready, approved, monkeypatch):
    """The figures themselves are the machine's; a command of its own would see another database."""
    asked = []
    monkeypatch.setattr(bench_documents, "_process_cost", lambda line: asked.append(line) or (2, 1))
    figures = json.loads(run("bench_documents", ready.slug, "--json", "--sheets", "2"))
    command = ["manage.py", "regulation_pdf", ready.slug]
    for number, ways in enumerate([["--anew"], ["--large"], []]):
        for line in asked[3 * number : 3 * number + 3]:
            assert line[1:-2] == [*command, *ways]
    assert len(asked) == 9
    assert figures["cold_command_seconds"] == 2
    assert figures["cold_command_processor_seconds"] == 1
    assert {"cold_large_seconds", "cold_copy_seconds"} < set(figures)
    assert figures["pages"] >= 6
    assert figures["bytes"] > 50_000
    assert set(figures["package"]) == set(kinds_of(ready))
    assert figures["sheets"] == 2
    assert 0.5 < figures["ratio"] < 5
    for name in ("first_render", "warm_render", "package", "sheets"):
        assert figures[f"{name}_seconds"] > 0
    assert figures["peak_memory_mb"] > 50


def test_a_process_is_measured_by_the_clock_and_by_the_processor():
    busy = "import time\nwhile time.process_time() < 0.2: pass"
    clock, processor = bench_documents._process_cost([sys.executable, "-c", busy])
    assert 0.2 <= processor < 5
    assert clock >= 0.2


@pytest.mark.parametrize("number", ["-1", "0", "много"])
def test_there_is_at_least_one_sheet_to_measure(run, ready, approved, number):
    with pytest.raises(CommandError, match="--sheets"):
        run("bench_documents", ready.slug, f"--sheets={number}")


def test_without_a_regulation_in_force_there_is_nothing_to_measure(run, ready):
    with pytest.raises(CommandError, match="нет действующего положения"):
        run("bench_documents", ready.slug)


# --- norms ----------------------------------------------------------------------------------------


def test_every_norm_is_listed_with_its_clauses(run):
    rows = json.loads(run("norms", "--json"))
    assert [row["id"] for row in rows] == list(library.norms())
    for row in rows:
        assert set(row) == {"id", "feature", "url_name", "clauses"}
        assert row["feature"] in ("done", "planned")
        assert list(row["clauses"]) == KINDS
        assert all(row["clauses"].values()), row["id"]


def test_the_page_of_a_norm_exists():
    names = {row["url_name"] for row in coverage()} - {None}
    assert names
    for name in names:
        assert _exists(name), name


def test_what_is_done_has_a_page():
    assert [
        row["id"] for row in coverage() if row["feature"] == "done" and not row["url_name"]
    ] == []


def _exists(name):
    """Whether the URLconf knows the name, whatever arguments it asks for."""
    try:
        reverse(name)
    except NoReverseMatch:
        *namespaces, last = name.split(":")
        resolver = get_resolver()
        for namespace in namespaces:
            if namespace not in resolver.namespace_dict:
                return False
            resolver = resolver.namespace_dict[namespace][1]
        return bool(resolver.reverse_dict.getlist(last))
    return True


def test_the_table_is_readable(run):
    out = run("norms")
    assert "DOC-1" in out
    assert "kindergarten:" in out
