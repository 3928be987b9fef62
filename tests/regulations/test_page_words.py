"""The page of a document says what its PDF says, letter for letter, for each kind of document."""

import re

import pytest
from django.urls import reverse

from organizations import kinds
from regulations import services
from regulations.amending.changes import Change
from regulations.files import stored_pdf
from regulations.papers.kinds import all_kinds
from regulations.publishing.page import standalone_page
from tests.factories import days_ago
from tests.pdf_reading import body_text, pieces, read
from tests.regulations.making import decide, make_approved
from tests.regulations.papers_making import make_drafts, make_package

pytestmark = pytest.mark.django_db
KINDS = [kind.code for kind in kinds.all()]
TAG = re.compile(r"<[^>]+>")
#: What page 1 bears of the code, which is no part of the text.
CODE = re.compile(r"(Копия крупным шрифтом )?Код документа \S+( Проверить: \S+)?")


def letters(text):
    """Letters and figures alone: signs and spaces depend on where a line ends."""
    return "".join(sign for sign in text if sign.isalnum())


def letters_of_page(version):
    text = standalone_page(version).split('<div id="text">')[1].split("</main>")[0]
    return letters(TAG.sub(" ", text).replace("&nbsp;", " "))


def letters_of_pdf(pdf):
    return letters(CODE.sub("", body_text(pdf)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_read_as_it_is_printed(cast_of, kind):
    versions = make_package(cast_of(kind))
    for code in set(all_kinds()) & set(versions):
        version = versions[code]
        assert letters_of_page(version) == letters_of_pdf(stored_pdf(version)), code
    # The head of the regulation stands in the page's own head.
    text = letters_of_page(versions["regulation"])
    assert len(text) > 5000
    assert text in letters_of_pdf(stored_pdf(versions["regulation"]))


@pytest.fixture
def amendment(cast, ready):
    make_approved(ready)
    words = Change("words", "3.7", was="сообщает заявителю причину", becomes="объясняет причину")
    more = Change("add", "3.9", new=("Заявку можно отозвать.",))
    version = services.create_amendment(
        organization=ready, by=cast.head, changes=[words, more, Change("repeal", "7.4")]
    )
    return services.approve_amendment(
        version=decide(version), by=cast.head, order_number="7-од", order_date=days_ago(1)
    )


def test_an_act_of_changes_is_read_as_it_is_printed(amendment):
    text = letters_of_page(amendment)
    assert text == letters_of_pdf(stored_pdf(amendment))
    assert "утратившимсилу" in text


# --- Large print ----------------------------------------------------------------------------------


def sizes(pdf):
    """The sizes of letters of the text, in points, without what stands in the margins."""
    found = set()

    def visit(text, transformation, matrix, font, size):
        if text.strip():
            bottom = float(matrix[5]) * float(transformation[3]) + float(transformation[5])
            height = abs(size * float(matrix[3]) * float(transformation[3]))
            if 20 <= 297 - bottom * 25.4 / 72 <= 257:
                found.add(round(height))

    for page in read(pdf).pages:
        page.extract_text(visitor_text=visit)
    return found


LARGE = ("protocol_extract", "usage_order", "consent_form", "administrator_order")


def test_papers_are_printed_large_with_the_same_words(cast, client):
    client.force_login(cast.head)
    versions = make_drafts(cast)
    for code in LARGE:
        version = services.approve_paper(version=versions[code], by=cast.head)
        require_large(client, "paper_large_pdf", version)


def test_an_act_of_changes_is_printed_large_with_the_same_words(amendment, cast, client):
    client.force_login(cast.head)
    require_large(client, "amendment_large_pdf", amendment)


def require_large(client, name, version):
    address = reverse(f"regulations:{name}", args=[version.organization.slug, version.pk])
    pdf = client.get(address).content
    assert letters_of_pdf(pdf) == letters_of_page(version), version.document.kind
    assert min(sizes(pdf)) >= 18, version.document.kind
    # It is a copy: none of its pages can be taken for a page of the document.
    assert "Копия крупным шрифтом" in pieces_of(pdf)
    assert "/2/" not in pieces_of(pdf)


def pieces_of(pdf):
    return " ".join(piece.text for page in read(pdf).pages for piece in pieces(page))


def test_a_draft_is_printed_large_as_soon_as_it_can_be_printed(cast, client):
    client.force_login(cast.head)
    versions = make_drafts(cast, numbered=False)
    answer = client.get(
        reverse("regulations:paper_large_pdf", args=[cast.ours.slug, versions["usage_order"].pk])
    )
    assert answer["Content-Type"] == "application/pdf"
    assert "ПРОЕКТ" in body_text(answer.content)
