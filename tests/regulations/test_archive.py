"""What the archive of everything holds besides files, and what its folders are called."""

import json
import re
from urllib.parse import unquote

import pytest
from django.db import connection

from invitations.models import AnnulmentAct
from regulations import services
from regulations.models import DocumentVersion, LetterSending
from regulations.retention import archive
from sferum_portal.lib.history import record
from tests.factories import days_ago
from tests.regulations.making import make_approved, make_scan, make_signature
from tests.regulations.papers_making import make_package, make_paper
from tests.regulations.publishing import publish
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


def test_names_with_signs_that_windows_refuses_are_written_otherwise(approved, ready, cast):
    extract = make_paper(ready, "extract_parents_council")
    folders = archive._folders(DocumentVersion.objects.filter(pk=extract.pk))
    assert folders == {extract.pk: "Документы/Выписка, совет родителей/Редакция 1"}
    services.acknowledge(version=approved, by=cast.parent)
    zipped = archive_of(order(ready, cast.head))
    links = re.findall(r'<a href="([^"]+)"', zipped.read("index.html").decode())
    inside = set(zipped.namelist()) - {"index.html", "index.json"}
    assert {unquote(link) for link in links} == inside
    assert len(inside) == 2


def test_the_index_is_written_as_people_write(approved, ready, cast):
    """Dates, decisions by what they are, orders by number and date instead of «Редакция 1»."""
    services.sign_simply(version=approved, by=cast.head)
    publish(approved, cast.head, published_on=days_ago(0))
    zipped = archive_of(order(ready, cast.head))
    page = zipped.read("index.html").decode()
    assert "<dt>Решение</dt>" not in page
    for row in approved.approvals.all():
        assert f"<dt>{row.get_decides_display()}</dt><dd>{row}</dd>" in page
    assert re.findall(r"\d{4}-\d\d-\d\d", page) == []
    assert f"<dt>Опубликовано</dt><dd>{days_ago(0):%d.%m.%Y}, " in page
    # Programs read them as before.
    (item,) = json.loads(zipped.read("index.json"))["documents"]
    assert item["publications"][0]["on"] == days_ago(0).isoformat()
    assert item["approved_on"] == approved.order_date.isoformat()


def test_orders_lie_under_their_numbers(cast):
    package = make_package(cast)
    folders = archive._folders(DocumentVersion.objects.filter(organization=cast.ours))
    assert folders[package["usage_order"].pk] == (
        f"Документы/Приказ об использовании платформы/№ 101-од от {days_ago(3):%d.%m.%Y}"
    )
    for kind in ("regulation", "consent_form", "acknowledgement_sheet"):
        assert folders[package[kind].pk].endswith("/Редакция 1"), kind


def files_of_regulation(zipped):
    (item,) = json.loads(zipped.read("index.json"))["documents"]
    return item, {entry["what"]: entry for entry in item["files"]}


def test_a_withdrawn_signature_says_who_when_and_why(approved, ready, cast):
    signature = make_signature(approved)
    item, files = files_of_regulation(archive_of(order(ready, cast.head)))
    (signing,) = item["signings"]
    labels = [line.split(":")[0] for line in signing["mark"]]
    # Nothing else of a person: no ИНН, no СНИЛС.
    assert labels == ["Сертификат", "Владелец", "Должность", "Действителен", "Подписано"]
    assert {"Сертификат: 01AB", f"Владелец: {signature.owner}"} <= set(signing["mark"])
    assert files["файл подписи"]["withdrawn_on"] == ""
    services.withdraw_signature(signature=signature, by=cast.head, reason="Не тот файл")
    zipped = archive_of(order(ready, cast.head))
    item, files = files_of_regulation(zipped)
    assert item["signings"] == []
    for what in ("файл подписи", "экземпляр с отметкой"):
        said = {name: files[what][name] for name in ("withdrawn_on", "withdrawn_by", "reason")}
        assert list(said.values()) == [
            days_ago(0).isoformat(),
            cast.head.full_name,
            "Не тот файл",
        ]
        assert zipped.read(files[what]["name"])
    assert files["документ"]["withdrawn_on"] == ""
    page = " ".join(zipped.read("index.html").decode().split())
    line = f"Больше не учитывается с {days_ago(0):%d.%m.%Y}: Не тот файл</strong>"
    assert page.count(f"{line} ({cast.head.full_name})") == 2


def test_a_replaced_scan_and_a_withdrawn_one_say_so(approved, ready, cast):
    first = make_scan(approved, b"%PDF-1.7 first")
    first.status = "replaced"
    record(first, by=cast.head, reason="Приложен другой скан", fields=["status"])
    second = make_scan(approved, b"%PDF-1.7 second")
    services.withdraw_scan(scan=second, by=cast.administrator, reason="Подписал не тот человек")
    make_scan(approved, b"%PDF-1.7 third")
    zipped = archive_of(order(ready, cast.head))
    item, _ = files_of_regulation(zipped)
    said = {
        zipped.read(entry["name"]): (entry["withdrawn_by"], entry["reason"])
        for entry in item["files"]
        if entry["what"].startswith("скан")
    }
    assert said == {
        b"%PDF-1.7 first": (cast.head.full_name, "Приложен другой скан"),
        b"%PDF-1.7 second": (cast.administrator.full_name, "Подписал не тот человек"),
        b"%PDF-1.7 third": ("", ""),
    }
    assert zipped.read("index.html").decode().count("Больше не учитывается") == 2
