"""Many PDFs at once: a ZIP with progress, which one bad paper does not stop."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from regulations import batches, services, tasks
from regulations.batches import work
from regulations.models import PrintBatch
from sferum_portal.lib.errors import DomainError
from tests.factories import make_operator
from tests.pdf_reading import body_text
from tests.regulations.making import make_approved, url


def paper(organization, item, by):
    if item == "bad":
        raise DomainError("5А: нет ни одного человека.")
    if item == "broken":
        raise RuntimeError
    return f"Лист «{item}»", f"%PDF {organization} {item}".encode()


@pytest.fixture(autouse=True)
def sort(monkeypatch):
    monkeypatch.setitem(batches.SORTS, "sheet", "tests.regulations.test_batches.paper")


@pytest.fixture
def start(cast, django_capture_on_commit_callbacks):
    def do(*items, sort="sheet", by=None):
        with django_capture_on_commit_callbacks(execute=True):
            batch = services.start_batch(
                organization=cast.ours, by=by or cast.head, sort=sort, title="Листы", items=items
            )
        batch.refresh_from_db()
        return batch

    return do


def names(batch):
    with batch.file.open("rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read())).namelist()


def test_all_papers_are_in_the_zip_under_names_of_their_own(cast, start):
    batch = start("5А", "5Б", "5А")
    assert batch.is_ready
    assert names(batch) == ["Лист «5А».pdf", "Лист «5Б».pdf", "Лист «5А» (2).pdf"]
    assert work.progress_of(batch) == 3
    assert batch.history.first().history_user == cast.head


def test_one_bad_paper_is_named_and_stops_nothing(start):
    batch = start("5А", "bad", "5Б")
    assert (batch.status, len(names(batch))) == ("ready", 2)
    assert batch.refusals == ["5А: нет ни одного человека."]


@pytest.mark.parametrize("items", [["bad"], ["5А", "broken"]])
def test_a_batch_that_fails_may_be_made_again(cast, start, items, settings):
    batch = start(*items)
    assert (batch.status, batch.file.name) == ("failed", "")
    services.repeat_batch(batch=batch, by=cast.head)
    batch.refresh_from_db()
    assert batch.is_working


def test_made_again_it_replaces_its_file(cast, start, django_capture_on_commit_callbacks):
    batch = start("5А")
    first, digest = batch.file.name, batch.sha256
    with django_capture_on_commit_callbacks(execute=True):
        services.repeat_batch(batch=batch, by=cast.head)
    batch.refresh_from_db()
    assert batch.is_ready
    assert batch.sha256 == digest  # equal facts, equal bytes
    assert default_storage.exists(batch.file.name)
    assert first == batch.file.name or not default_storage.exists(first)


def test_the_task_is_safe_to_run_twice(start):
    batch = start("5А")
    tasks.make_batch(batch.pk)
    batch.refresh_from_db()
    assert batch.history.count() == 2


def test_work_that_was_begun_anew_is_not_ended_by_the_one_before(cast, start):
    batch = start("bad")
    services.repeat_batch(batch=batch, by=cast.head)
    old = PrintBatch.objects.get(pk=batch.pk)
    old.started_at -= timedelta(minutes=1)
    work.make(old)
    batch.refresh_from_db()
    assert batch.is_working


def test_what_still_works_is_not_begun_twice_unless_it_hangs(cast, start):
    batch = start("bad")
    services.repeat_batch(batch=batch, by=cast.head)
    with pytest.raises(DomainError, match="ещё готовятся"):
        services.repeat_batch(batch=batch, by=cast.head)
    batch.refresh_from_db()
    batch.started_at = timezone.now() - timedelta(hours=1)
    batch.save()
    assert work.is_stuck(batch)
    assert services.repeat_batch(batch=batch, by=cast.head).is_working


def test_what_is_refused(cast, start):
    with pytest.raises(DomainError, match="Выберите"):
        start()
    with pytest.raises(DomainError, match="не больше 1000"):
        start(*range(1001))
    with pytest.raises(ValueError, match="no sort of papers"):
        start("5А", sort="strange")
    for by in (cast.leader, cast.parent, cast.outsider):
        with pytest.raises(PermissionDenied):
            start("5А", by=by)
        with pytest.raises(PermissionDenied):
            services.repeat_batch(batch=start("5Б"), by=by)


def test_the_database_repeats_it(start):
    batch = start("5А")
    for changes in ({"status": "strange"}, {"file": ""}, {"status": "working"}, {"size": None}):
        wrong = PrintBatch.objects.get(pk=batch.pk)
        for name, value in changes.items():
            setattr(wrong, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save()


def test_large_print_of_versions(ready, start):
    version = make_approved(ready)
    batch = start(version.pk, 10**6, sort="version_large", by=make_operator())
    assert batch.refusals == ["Такой утверждённой редакции больше нет."]
    with batch.file.open("rb") as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
    (name,) = archive.namelist()
    assert name.endswith("редакция 1, крупным шрифтом.pdf")
    assert "Копия крупным шрифтом" in body_text(archive.read(name))


def test_the_page_shows_how_far_it_is(at, cast, start):
    batch = start("5А", "bad")
    client = at("head")
    page = client.get(url("batch", cast.ours, batch.pk)).content.decode()
    assert "Скачать ZIP" in page
    assert "нет ни одного человека" in page
    answer = client.get(url("batch_zip", cast.ours, batch.pk))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    client.post(url("batch_repeat", cast.ours, batch.pk))
    page = client.get(url("batch", cast.ours, batch.pk)).content.decode()
    assert "Готово 0 из 2" in page
    assert client.get(url("batch_zip", cast.ours, batch.pk)).status_code == 302
