"""What is kept for good: no way to delete it, the check of files, the archive of everything."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db.models import ProtectedError
from django.utils import timezone

from regulations import services, stored_files
from regulations.models import DocumentExport, DocumentVersion, FrozenError
from regulations.retention import work
from regulations.stored_files import StoredFile, versions_files
from regulations.tasks import make_export
from sferum_portal.lib.errors import DomainError
from tests import factories as make
from tests.factories import days_ago
from tests.regulations.making import make_approved, make_draft, url
from tests.regulations.publishing import publish, sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def order(organization, by, kind="archive", version=None, run=True):
    export = services.order_export(organization=organization, by=by, kind=kind, version=version)
    if run:
        make_export(export.pk)
    return DocumentExport.objects.get(pk=export.pk)


def archive_of(export):
    with export.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def index_of(export):
    return json.loads(archive_of(export).read("index.json"))


def damage(version):
    with open(default_storage.path(version.file.name), "ab") as file:
        file.write(b" ")


def lose(version):
    default_storage.delete(version.file.name)


@pytest.fixture
def with_signature(monkeypatch):
    """A part of its own that stores a file for a version: ``with_signature(version)``."""

    def store(version, data=b"signature"):
        name = default_storage.save("signatures/test.sig", ContentFile(data))
        field = type("File", (), {"name": name, "storage": default_storage})()

        def source(versions):
            if versions.filter(pk=version.pk).exists():
                yield StoredFile(
                    version_id=version.pk,
                    what="подпись",
                    name="../../подпись.sig",
                    file=field,
                    sha256=hashlib.sha256(data).hexdigest(),
                )

        monkeypatch.setattr(stored_files, "SOURCES", [versions_files, source])
        return field

    return store


# --- Nothing goes away ----------------------------------------------------------------------------


def test_there_is_no_way_to_delete_what_was_approved(approved, ready, cast, monkeypatch):
    sign(monkeypatch, approved)
    publish(approved)
    services.acknowledge(version=approved, by=cast.parent)
    make_approved(ready)
    approved.refresh_from_db()
    for remove in (
        approved.delete,
        DocumentVersion.objects.filter(pk=approved.pk).delete,
        DocumentVersion.objects.superseded().delete,
    ):
        with pytest.raises(FrozenError):
            remove()
    with pytest.raises((ProtectedError, FrozenError)):
        approved.document.delete()
    with pytest.raises(DomainError):
        services.discard_draft(version=approved, by=cast.head)
    assert default_storage.exists(approved.file.name)
    assert approved.publications.exists()
    assert approved.acknowledgements.exists()


# --- The check ------------------------------------------------------------------------------------


def check(*arguments):
    """(exit code, report)"""
    out, code = io.StringIO(), 0
    try:
        call_command("check_files", *arguments, stdout=out)
    except SystemExit as end:
        code = end.code
    return code, json.loads(out.getvalue())


def test_whole_files_pass(approved, ready):
    make_approved(ready)
    assert check() == (0, {"checked": 2, "damaged": []})


def test_changed_and_lost_files_are_named(approved, ready):
    second = make_approved(ready)
    damage(approved)
    lose(second)
    code, report = check(ready.slug)
    assert (code, report["checked"]) == (1, 2)
    faults = {entry["version"]: entry["fault"] for entry in report["damaged"]}
    assert faults == {1: "changed", 2: "missing"}
    assert report["damaged"][0]["organization"] == ready.slug


def test_files_of_other_parts_are_checked_too(approved, with_signature):
    field = with_signature(approved)
    assert check()[1]["checked"] == 2
    default_storage.delete(field.name)
    code, report = check()
    assert (code, report["damaged"][0]["what"]) == (1, "подпись")


def test_another_organization_is_left_out(approved, cast):
    damage(approved)
    assert check(cast.theirs.slug) == (0, {"checked": 0, "damaged": []})


# --- The archive ----------------------------------------------------------------------------------


def test_the_archive_has_every_version_with_its_file(approved, ready, cast, monkeypatch):
    sign(monkeypatch, approved)
    publish(approved)
    make_approved(ready, by=cast.head, order_date=days_ago(1))
    make_draft(ready)
    export = order(ready, cast.administrator)
    assert (export.status, export.number, export.damaged) == ("ready", 2, 0)
    first, second, draft = index_of(export)["documents"]
    assert (first["state"], second["state"], draft["state"]) == ("заменена", "действует", "проект")
    assert first["signings"][0]["how"] == "на бумаге"
    assert first["publications"][0]["address"].startswith("https://")
    archive = archive_of(export)
    for entry in (first, second):
        (file,) = entry["files"]
        assert archive.read(file["name"]).startswith(b"%PDF")
        assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
        assert file["name"] in archive.read("index.html").decode()
    assert draft["files"] == []


def test_files_of_other_parts_stay_in_their_folder(approved, with_signature, cast, ready):
    with_signature(approved)
    export = order(ready, cast.head)
    names = archive_of(export).namelist()
    assert len(names) == 4
    assert not [name for name in names if ".." in name.split("/") or name.startswith("/")]


def test_damaged_files_are_named_in_the_index_and_left_out(approved, ready, cast):
    second = make_approved(ready)
    damage(approved)
    lose(second)
    export = order(ready, cast.head)
    assert (export.status, export.number, export.damaged) == ("ready", 0, 2)
    faults = [entry["files"][0]["fault"] for entry in index_of(export)["documents"]]
    assert faults == ["файл изменён", "файл не найден"]
    assert "В архив не вошёл" in archive_of(export).read("index.html").decode()


def test_it_can_be_made_again_and_only_the_newest_file_is_kept(approved, ready, cast):
    first, second = order(ready, cast.head), order(ready, cast.head)
    old = first.file.name
    first.refresh_from_db()
    assert not first.file
    assert not default_storage.exists(old)
    assert default_storage.exists(second.file.name)
    # Run twice, as a broker may: the finished one is left alone.
    make_export(second.pk)
    assert DocumentExport.objects.get(pk=second.pk).file == second.file


def test_one_is_made_at_a_time_and_a_stopped_one_gives_way(approved, ready, cast):
    working = order(ready, cast.head, run=False)
    with pytest.raises(DomainError, match="уже готовится"):
        order(ready, cast.head)
    age = timezone.now() - work.LONGEST
    working.created_at = age
    working.save(update_fields=["created_at"])
    assert order(ready, cast.head).status == "ready"
    working.refresh_from_db()
    assert (working.status, working.refusal) == ("failed", work.STOPPED)


def test_a_fault_is_said_and_nothing_hangs(approved, ready, cast, monkeypatch, caplog):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(work, "write_archive", fail)
    export = order(ready, cast.head)
    assert (export.status, export.refusal) == ("failed", work.NOT_MADE)
    assert "could not be made" in caplog.text


def test_all_sheets_are_one_file(approved, ready, cast):
    export = order(ready, cast.head, kind="sheets", version=approved)
    names = archive_of(export).namelist()
    assert export.number == len(names) == 3
    assert any("5А" in name for name in names)


@pytest.mark.parametrize("person", "deputy leader teacher parent former outsider".split())
def test_who_may_order(approved, ready, cast, person):
    with pytest.raises(PermissionDenied):
        order(ready, getattr(cast, person))


def test_what_cannot_be_ordered_is_refused(approved, ready, cast):
    theirs = make.make_organization()
    for fields in (
        {"kind": "gold"},
        {"kind": "sheets"},
        {"kind": "archive", "version": approved},
    ):
        with pytest.raises(DomainError):
            order(ready, cast.head, **fields)
    with pytest.raises(DomainError, match="другой организации"):
        order(theirs, make.make_operator(), kind="sheets", version=approved)


def test_the_page_orders_shows_progress_and_gives_the_file(at, approved, ready, cast, monkeypatch):
    client = at("administrator")
    working = order(ready, cast.head, run=False)
    work._Progress(working)(1, 4)
    text = client.get(url("export_list", ready)).content.decode()
    assert "Готово 1 из 4" in text
    make_export(working.pk)
    answer = client.get(url("export_file", ready, working.pk))
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert answer["Cache-Control"] == "private, no-store"
    assert client.post(url("export_start", ready, "gold")).status_code == 404
    assert at("outsider").get(url("export_file", ready, working.pk)).status_code == 404
    lose(DocumentExport.objects.get(pk=working.pk))
    assert at("head").get(url("export_file", ready, working.pk)).status_code == 409


def test_a_press_starts_the_work(at, approved, ready, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        at("head").post(url("export_start", ready, "sheets"))
    assert DocumentExport.objects.get().status == "ready"
