"""What belongs to a package: the text that its order has approved, the people who are asked."""

import io
import zipfile

import pytest

from regulations import services
from regulations.acknowledging.people import lines_of_unit, units_asked
from regulations.files import stored_pdf
from regulations.papers.current import current_versions
from regulations.papers.package import Package
from tests.factories import days_ago
from tests.regulations.making import make_draft
from tests.regulations.papers_making import composed, make_drafts, make_package
from tests.regulations.test_package import url

pytestmark = pytest.mark.django_db


def test_a_later_draft_of_the_regulation_takes_no_part_in_an_approved_package(cast, at):
    approved = make_package(cast)["regulation"]
    draft = make_draft(cast.ours, decided=True)
    client = at("head")
    page = client.get(url(cast, "package"))
    package = page.context["package"]
    assert (package.drafts, package.aside) == ([], draft)
    text = page.text.replace("\xa0", " ")
    assert f"{draft.document.title}, редакция 2" in text
    assert "Не входит в этот пакет" in text
    # Neither its protocols are asked for nor does it stand in the place of the annex.
    assert "pedagogical_council-number" not in text
    assert services.approve_package(organization=cast.ours, by=cast.head) == []
    archive = zipfile.ZipFile(io.BytesIO(client.get(url(cast, "package_zip")).content))
    assert stored_pdf(approved) in [archive.read(name) for name in archive.namelist()]
    assert len(archive.namelist()) == 9


def test_with_a_new_order_the_draft_of_the_regulation_joins_the_package(cast):
    make_package(cast)
    draft = make_draft(cast.ours, decided=True)
    services.prepare_paper(organization=cast.ours, kind="usage_order", by=cast.head)
    package = Package(cast.ours)
    assert package.aside is None
    assert package.regulation == draft


def test_minutes_tell_of_the_draft_that_was_decided_on(cast):
    make_package(cast)
    draft = make_draft(cast.ours)
    decisions = {body: ("77", days_ago(1)) for body in cast.ours.bodies}
    services.record_approvals(version=draft, by=cast.head, decisions=decisions)
    extract = services.prepare_paper(organization=cast.ours, kind="protocol_extract", by=cast.head)
    (item,) = Package(cast.ours).drafts
    assert composed(extract).paper["number"] == item.paper["number"] == "77"


def test_who_approves_is_asked_neither_by_the_sheet_nor_by_the_portal(cast):
    assert cast.head.full_name not in named(make_drafts(cast)["acknowledgement_sheet"])
    services.approve_package(organization=cast.ours, by=cast.head)
    versions = current_versions(cast.ours)
    (staff,) = [unit for unit in units_asked(cast.ours) if unit.kind == unit.STAFF]
    asked = [line.user.full_name for line in lines_of_unit(versions["regulation"], staff)]
    assert named(versions["acknowledgement_sheet"]) == asked
    assert cast.head.full_name not in asked
    assert cast.administrator.full_name in asked


def named(sheet):
    """The names in the table of a sheet, a draft or frozen."""
    paper = sheet.data.get("paper") or composed(sheet).paper
    tables = (block for block in paper["pages"][0]["blocks"] if block["type"] == "table")
    return [row[1].replace("\xa0", " ") for table in tables for row in table["rows"]]
