"""The order and the tags by which documents are read aloud (PDF/UA, WCAG 1.3.2)."""

import pytest

from organizations import kinds
from regulations import services
from regulations.amending.changes import Change
from regulations.files import stored_pdf
from regulations.papers.printing import render_paper
from regulations.papers.samples import sample_papers
from regulations.signatures import stored
from tests.factories import days_ago
from tests.pdf_reading import elements, read
from tests.regulations.making import decide, make_approved
from tests.regulations.papers_making import make_drafts

pytestmark = pytest.mark.django_db
CODE = "K7MP-3XQ9-TT4D"


def kids_of(element):
    kids = element.get("/K", [])
    kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [kid for kid in kids if hasattr(kid, "get")]


def below(element):
    for kid in kids_of(element):
        yield kid
        yield from below(kid)


def assert_reads_well(pdf):
    """Its own words first, its code last; no paragraph within one, no table without heads."""
    reader = read(pdf)
    document = elements(reader)[0]
    assert document["/S"] == "/Document"
    first, *_, last = kids_of(document)
    assert "/Figure" not in {each["/S"] for each in below(first)}
    assert "/Figure" in {each["/S"] for each in below(last)}
    assert len(elements(reader, "/Figure")) == 1
    for paragraph in elements(reader, "/P"):
        assert "/P" not in {each["/S"] for each in below(paragraph)}
    for table in elements(reader, "/Table"):
        assert "/TH" in {each["/S"] for each in below(table)}


@pytest.mark.parametrize("kind", [kind.code for kind in kinds.all()])
def test_papers_read_well(kind, cast_of):
    cast = cast_of(kind)
    make_drafts(cast)
    for paper in sample_papers(cast.ours).values():
        assert_reads_well(render_paper(paper, code=CODE))
        assert_reads_well(render_paper(paper, code=CODE, large=True))


def test_the_rows_of_a_table_without_a_head_have_theirs(cast_of):
    cast = cast_of("school")
    make_drafts(cast)
    letter = sample_papers(cast.ours)["registration_letter"]
    (table,) = elements(read(render_paper(letter, code=CODE)), "/Table")
    rows = [each for each in below(table) if each["/S"] == "/TR"]
    assert rows
    for row in rows:
        head, *cells = kids_of(row)
        assert (head["/S"], {cell["/S"] for cell in cells}) == ("/TH", {"/TD"})
        for cell in cells:
            assert cell["/A"]["/Headers"] == [head["/ID"]]


def test_a_regulation_and_its_copy_with_a_mark_read_well(ready, cast):
    version = make_approved(ready)
    signature = services.sign_simply(version=version, by=cast.head)
    assert_reads_well(stored_pdf(version))
    assert_reads_well(stored.copy_file(signature))


def test_an_act_of_changes_and_its_copy_with_a_mark_read_well(ready, cast):
    make_approved(ready)
    version = services.create_amendment(
        organization=ready, by=cast.head, changes=[Change("repeal", "7.4")]
    )
    version = services.approve_amendment(
        version=decide(version), by=cast.head, order_number="7-од", order_date=days_ago(1)
    )
    signature = services.sign_simply(version=version, by=cast.head)
    assert_reads_well(stored_pdf(version))
    assert_reads_well(stored.copy_file(signature))
