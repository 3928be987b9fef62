"""A stored file that is gone or changed is noticed by itself, and told until it is well again."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse

from regulations.models import DamagedFile
from regulations.retention import watching
from regulations.tasks import check_files
from tests.factories import make_operator
from tests.regulations.making import make_approved
from tests.regulations.test_retention import check, damage, lose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def test_the_weekly_look_is_scheduled():
    entries = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert check_files.name in entries


def test_damage_is_told_to_those_who_keep_documents_until_it_is_mended(approved, at, cast):
    path = Path(default_storage.path(approved.file.name))
    whole = path.read_bytes()
    check_files()
    assert not DamagedFile.objects.exists()
    damage(approved)
    check_files()
    check_files()
    (row,) = DamagedFile.objects.all()
    assert (row.organization, row.version, row.fault) == (cast.ours, approved, "changed")
    assert row.history.count() == 1  # told of once
    start = f"/o/{cast.ours.slug}/"
    told = "Файл документа повреждён: документ, файл изменён"
    for person in ("head", "administrator"):
        page = at(person).get(start).text
        assert told in page
        assert reverse("regulations:version_text", args=[cast.ours.slug, 1]) in page
    assert told not in at("teacher").get(start).text
    assert told not in at("outsider").get(f"/o/{cast.theirs.slug}/").text
    lose(approved)
    check_files()
    assert DamagedFile.objects.get().fault == "missing"
    path.write_bytes(whole)
    assert check() == (0, {"checked": 1, "damaged": []})
    assert not DamagedFile.objects.exists()
    assert told not in at("head").get(start).text
    assert row.history.first().history_type == "-"


def test_the_operator_is_told_of_every_organization(approved, client, cast):
    damage(approved)
    check_files()
    client.force_login(make_operator())
    page = client.get(reverse("admin:index")).text
    assert "Повреждённые файлы документов" in page
    assert str(cast.ours) in page
    client.force_login(cast.outsider)
    assert "Повреждённые файлы" not in client.get(reverse("admin:index")).text


def test_many_files_are_looked_at_in_pieces(approved, ready, monkeypatch):
    monkeypatch.setattr(watching, "PIECE", 1)
    second = make_approved(ready)
    assert watching.pieces() == [[approved.pk], [second.pk]]
    damage(approved)
    damage(second)
    check_files()
    assert DamagedFile.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"fault": "tired"}, "fault_of_a_file_is_known"),
        ({"fault": "missing", "name": "a.pdf"}, "a_damaged_file_is_told_of_once"),
    ],
)
def test_the_database_repeats_the_rules(approved, fields, constraint):
    usual = {"organization": approved.organization, "version": approved, "what": "документ"}
    DamagedFile.objects.create(**usual, name="a.pdf", fault="missing")
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        DamagedFile.objects.create(**usual, **({"name": "b.pdf"} | fields))
    assert constraint in str(refusal.value) or "UNIQUE" in str(refusal.value)
