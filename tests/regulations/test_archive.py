"""What the archive of everything holds besides files, and what its folders are called."""

import json

import pytest
from django.db import connection

from invitations.models import AnnulmentAct
from regulations import services
from regulations.models import DocumentVersion, LetterSending
from regulations.retention import archive
from tests.factories import days_ago
from tests.regulations.making import make_approved
from tests.regulations.papers_making import make_paper
from tests.regulations.test_retention import archive_of, index_of, order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf")]


def test_the_archive_has_what_was_done_besides_files(approved, ready, cast):
    services.acknowledge(version=approved, by=cast.parent)
    act = AnnulmentAct.objects.create(
        organization=ready,
        year=2026,
        number=3,
        made_on=days_ago(1),
        made_by=cast.administrator,
        lines=[{"unit": "5А"}],
        facts={},
    )
    AnnulmentAct.objects.create(
        organization=cast.theirs,
        year=2026,
        number=1,
        made_on=days_ago(1),
        made_by=cast.outsider,
        lines=[],
        facts={},
    )
    letter = make_paper(ready, "registration_letter")
    LetterSending.objects.create(
        organization=ready, version=letter, to="a@b.example", requested_by=cast.head
    )
    with connection.cursor() as cursor:
        accepted = {"accepted": {"reason": "Так решили", "findings": ["п. 2.1: слово «группа»"]}}
        cursor.execute(
            "UPDATE regulations_documentversion SET data = %s WHERE id = %s",
            [json.dumps(accepted), approved.pk],
        )
    export = order(ready, cast.head)
    assert (export.number, export.damaged) == (1, 0)
    zipped, index = archive_of(export), index_of(export)
    by_kind = {entry["kind"]: entry for entry in index["documents"]}
    table = zipped.read(by_kind["regulation"]["acknowledgements"]).decode("utf-8-sig")
    head, line = table.splitlines()
    assert head.startswith("Кто;Роль;Когда;Как")
    assert line.split(";")[:4] == [
        cast.parent.full_name,
        "Родитель (законный представитель)",
        f"{days_ago(0):%d.%m.%Y}",
        "На портале",
    ]
    assert by_kind["regulation"]["accepted_findings"]["reason"] == "Так решили"
    assert by_kind["registration_letter"]["letters"][0]["to"] == "a@b.example"
    (about,) = index["annulment_acts"]
    assert (about["act"], about["links"], about["code"]) == (str(act), 1, "")
    page = zipped.read("index.html").decode()
    for words in ("Так решили", "a@b.example", str(act), "Ознакомлены.csv"):
        assert words in page


def test_folders_and_files_are_called_in_words(approved, ready, cast):
    make_approved(ready)
    for _ in range(2):
        services.create_amendment(organization=ready, by=cast.head)
    names = [
        entry["name"]
        for item in index_of(order(ready, cast.head))["documents"]
        for entry in item["files"]
    ]
    assert names == [
        "Документы/Положение/Редакция 1/Документ.pdf",
        "Документы/Положение/Редакция 2/Документ.pdf",
    ]
    orders = [make_paper(ready, "usage_order")]
    assert archive._folders(DocumentVersion.objects.filter(pk=orders[0].pk)) == {
        orders[0].pk: "Документы/Приказ об использовании платформы/Редакция 1"
    }
    amendments = DocumentVersion.objects.filter(document__kind="amendment")
    assert sorted(archive._folders(amendments).values()) == [
        "Документы/Изменения в акт 1/Редакция 1",
        "Документы/Изменения в акт 2/Редакция 1",
    ]
