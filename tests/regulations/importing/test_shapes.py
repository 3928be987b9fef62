"""Three regulations in all the shapes of `shapes`: what was written is what is read."""

import itertools

import pytest

from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing import shapes
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.truths import SCHOOL, TRUTHS

by_kind = pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.kind)


def read(text, encoding="utf-8"):
    source = read_source(text.encode(encoding))
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def plain(text):
    return " ".join(text.split())


def assert_read(imported, truth, style):
    """Title, approvals, acts, sections, clauses and lists, word by word."""
    assert imported.title == truth.title
    assert_approvals(imported, truth)
    assert [(row.number, row.date.isoformat(), row.title) for row in imported.bases] == list(
        truth.bases
    )
    found = [(s.number, s.title, [c.number for c in s.clauses]) for s in imported.sections]
    assert found == shapes.numbers_of(truth, style)
    for section, (_, clauses) in zip(imported.sections, truth.sections, strict=True):
        for clause, (text, items) in zip(section.clauses, clauses, strict=True):
            assert plain(clause.text) == text
            assert [plain(item.text) for item in clause.items] == list(items)


def assert_approvals(imported, truth):
    found = [
        (row.kind, row.body, row.protocol, row.order, row.date.isoformat())
        for row in imported.approvals
    ]
    assert sorted(found) == sorted(row[2:] for row in truth.approvals)


@pytest.mark.parametrize("style", shapes.STYLES)
@by_kind
def test_every_way_to_number(truth, style):
    assert_read(read(shapes.text_of(truth, style)), truth, style)


@pytest.mark.parametrize("bullet", shapes.BULLETS)
@by_kind
def test_every_shape_of_a_list(truth, bullet):
    assert_read(read(shapes.text_of(truth, "decimal", bullet=bullet)), truth, "decimal")


@pytest.mark.parametrize("head", shapes.HEADS)
@by_kind
def test_every_order_of_the_blocks_of_approval(truth, head):
    assert_read(read(shapes.text_of(truth, "decimal", head=head)), truth, "decimal")


WAYS = {
    "wrapped": shapes.wrapped,
    "narrow": lambda text: shapes.wrapped(text, 60),
    "hyphens": lambda text: shapes.wrapped(text, 70, hyphens=True),
    "double spaced": lambda text: shapes.double_spaced(shapes.wrapped(text)),
    "pages": lambda text: shapes.with_pages(shapes.wrapped(text)),
    "recognised": lambda text: shapes.recognised(shapes.wrapped(text)),
    "all at once": lambda text: shapes.recognised(
        shapes.with_pages(shapes.wrapped(text, 70, hyphens=True))
    ),
}


@pytest.mark.parametrize(
    ("way", "style"),
    [*itertools.product(WAYS, ("decimal", "roman_flat", "capitals", "word_above"))],
)
@by_kind
def test_every_distortion(truth, way, style):
    assert_read(read(WAYS[way](shapes.text_of(truth, style))), truth, style)


@pytest.mark.parametrize(
    "encoding", "utf-8 utf-8-sig cp1251 koi8-r cp866 utf-16 utf-16-le utf-16-be utf-32".split()
)
def test_every_encoding(encoding):
    text = shapes.text_of(SCHOOL, "decimal").replace("–", "-")
    if encoding in ("koi8-r", "cp866"):
        # Neither has these signs.
        text = text.replace("№", "N").replace("«", '"').replace("»", '"')
        assert len(read(text, encoding).sections) == len(SCHOOL.sections)
    else:
        assert_read(read(text, encoding), SCHOOL, "decimal")


@by_kind
def test_the_norms_of_a_foreign_text_are_recognised(truth):
    imported = read(shapes.text_of(truth, "decimal"))
    assert truth.norms <= set(imported.norms)
