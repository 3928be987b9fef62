"""A consolidated edition: what approved the act, and which orders have changed it."""

import io
import json
import zipfile

import pytest
from django.db import connection

from regulations import files, services
from regulations.amending.changes import Change
from regulations.amendments import paper_of_version
from regulations.editions import edition_of
from regulations.papers.facts import PaperFacts
from regulations.publishing import bundle
from regulations.reading import reading_of
from regulations.services import papers
from tests.factories import days_ago
from tests.regulations.making import ORDER, make_approved
from tests.regulations.papers_making import make_package
from tests.regulations.test_amendments import (  # noqa: F401
    WORDS,
    act,
    approve,
    quick_amendment,
    regulation_in_force,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quick_pdf", "quick_amendment")]


def test_the_head_of_the_act_keeps_its_first_approval(approved, cast):
    """What put an edition into force is its own order; what is printed above is the act's."""
    first = approve(act(cast, WORDS), cast, order_number="150-од", order_date=days_ago(2))
    again = act(cast, Change("repeal", "7.4"))
    named = again.data["act"]
    assert (named["order_number"], named["order_date"]) == (ORDER, f"{days_ago(3):%d.%m.%Y}")
    paper = paper_of_version(again)
    assert f"утверждённое приказом от {days_ago(3):%d.%m.%Y} № {ORDER} (с изменениями" in (
        paper.opening
    )
    assert "внесёнными приказом от" in paper.opening
    protocols = {body: ("31", days_ago(2)) for body in cast.ours.bodies}
    services.record_approvals(version=again, by=cast.head, decisions=protocols)
    services.approve_amendment(
        version=again, by=cast.head, order_number="171-од", order_date=days_ago(1)
    )
    changed = regulation_in_force()
    assert (changed.order_number, changed.order_date) == ("171-од", days_ago(1))
    assert [row.protocol_number for row in changed.approvals.all()] == ["31", "31"]
    shown = reading_of(changed).paper
    assert (shown.approval.order.number, shown.approval.order.date) == (ORDER, days_ago(3))
    assert {body.protocol.number for body in shown.bodies} == {"1"}
    assert shown.note == (
        f"с изменениями, внесёнными приказами от {days_ago(2):%d.%m.%Y} № 150-од, "
        f"от {days_ago(1):%d.%m.%Y} № 171-од"
    )
    assert files.stored_pdf(changed).decode() == f"%PDF {shown!r}"
    assert changed.act_line.startswith(f"приказ от {days_ago(3):%d.%m.%Y} № {ORDER}, с изменениями")
    assert first.data["result"] == 2
    assert PaperFacts(cast.ours).act_of_regulation == (ORDER, days_ago(3))
    # A new edition as a whole is approved by its own order again.
    fresh = make_approved(cast.ours, order_number="200-од", order_date=days_ago(1))
    assert reading_of(fresh).paper.note is None
    assert act(cast).data["act"]["order_number"] == "200-од"


def test_an_edition_frozen_without_its_first_approval_is_led_back_to_it(approved, cast):
    approve(act(cast, WORDS), cast, order_number="150-од", order_date=days_ago(2))
    changed = regulation_in_force()
    data = {"amended_by": changed.data["amended_by"], "note": "с изменениями"}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE regulations_documentversion SET data = %s WHERE id = %s",
            [json.dumps(data), changed.pk],
        )
    changed.refresh_from_db()
    edition = edition_of(changed)
    assert edition.order == (ORDER, days_ago(3))
    assert edition.amendments == (("150-од", days_ago(2)),)
    assert reading_of(changed).paper.approval.order.number == "150-од"  # as its file has it
    assert act(cast).data["act"]["order_number"] == ORDER
    first = f"приказ от {days_ago(3):%d.%m.%Y} № {ORDER}"
    assert bundle._act_of(changed).startswith(f"{first}, с изменениями, внесёнными приказом")


def test_an_annex_stays_the_annex_of_the_order_that_approved_it(cast, monkeypatch):
    monkeypatch.setattr(papers, "render_paper", lambda paper, **_: f"%PDF {paper!r}".encode())
    order = make_package(cast)["usage_order"]
    for number, change in (("150-од", WORDS), ("151-од", Change("repeal", "7.4"))):
        version = act(cast, change)
        approve(version, cast, order_number=number, order_date=days_ago(1))
        changed = regulation_in_force()
        shown = reading_of(changed).paper
        assert shown.is_annex
        assert (shown.approval.order.number, shown.approval.order.date) == (
            order.order_number,
            order.order_date,
        )
        assert "is_annex=True" in files.stored_pdf(changed).decode()


def test_what_was_no_annex_does_not_become_one(approved, cast):
    approve(act(cast, WORDS), cast)
    assert not reading_of(regulation_in_force()).paper.is_annex


def test_the_bundle_names_the_act_as_one(approved, cast):
    """The page, the card and the text in one ZIP: the first order, and the one that changed it."""
    approve(act(cast, WORDS), cast, order_number="150-од", order_date=days_ago(2))
    changed = regulation_in_force()
    first = f"приказ от {days_ago(3):%d.%m.%Y} № {ORDER}"
    note = f"с изменениями, внесёнными приказом от {days_ago(2):%d.%m.%Y} № 150-од"
    with bundle.bundle_of(changed, certificates=True) as file:
        archive = zipfile.ZipFile(io.BytesIO(file.read()))
        names = ("README.txt", "signature-card.html", "document.html")
        texts = [archive.read(name).decode().replace("\xa0", " ") for name in names]
    for text in texts:
        assert first in text
        assert note in text.lower()
        assert f"приказ от {days_ago(2):%d.%m.%Y}" not in text
    readme, card, _ = texts
    assert f"Утверждено: {first}, {note}." in readme
    assert f"<dt>Утверждено</dt><dd>{first}, {note}</dd>" in card
