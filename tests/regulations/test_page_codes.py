import random
from io import BytesIO

import pydyf
import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from regulations.documents import render_regulation
from regulations.page_codes import PageCode, of_version, read
from sferum_portal.lib import page_codes
from sferum_portal.lib.codes import ALPHABET
from tests.pdf_reading import body_text, pieces
from tests.pdf_reading import read as pdf_of
from tests.regulations.test_documents import regulation, section

CODE = "K7MP-3XQ9-TT4D"
A4 = (595.28, 841.89)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("K7MP3XQ9TT4D/2/6", PageCode(CODE, 2, 6)),
        ("K7MP3XQ9TT4D/12/120", PageCode(CODE, 12, 120)),
        ("https://portal.example/verify/K7MP-3XQ9-TT4D/", PageCode(CODE, 1)),
        ("http://localhost:8000/verify/k7mp-3xq9-tt4d", PageCode(CODE, 1)),
        ("https://portal.example/verify/K7MP-3XQ9-TT4D/?large", None),
        ("https://portal.example/verify/K7MP-3XQ9/", None),
        ("https://portal.example/o/school/", None),
        ("K7MP3XQ9TT4D/7/6", None),
        ("K7MP3XQ9TT4D/0/6", None),
        ("K7MP3XQ9TT4U/2/6", None),  # U is no sign of our codes
        ("K7MP3XQ9TT4D", None),
        ("", None),
    ],
)
def test_what_a_code_on_a_page_says(text, said):
    assert read(text) == said


def test_a_draft_has_no_codes():
    assert of_version(None) is None


def test_each_page_of_the_printed_document_says_its_number():
    data = render_regulation(regulation(sections=tuple(map(section, range(1, 8)))))
    document = PdfDocument(data)
    total = len(document)
    assert total > 3
    for number in range(1, total + 1):
        picture = document[number - 1].render(scale=150 / 72).to_pil()
        (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        assert read(found.text) == PageCode(CODE, number, total if number > 1 else None)


def test_the_copy_in_large_print_is_large_and_bears_no_codes_of_pages():
    large = pdf_of(render_regulation(regulation(), large=True))
    assert len(large.pages) > len(pdf_of(render_regulation(regulation())).pages)
    sizes = set()
    large.pages[1].extract_text(
        visitor_text=lambda text, _, matrix, font, size: sizes.add(round(size * matrix[0], 1))
    )
    assert 24.0 in sizes  # pixels: 18 points
    text = body_text(render_regulation(regulation(), large=True))
    assert "Копия крупным шрифтом" in text
    for number, page in enumerate(large.pages, 1):
        said = [piece.text for piece in pieces(page) if "стр." in piece.text]
        assert said == [f"стр. {number} из {len(large.pages)}"]


def test_every_code_is_read_with_the_one_mask():
    signs = random.Random(4)
    for _ in range(150):
        text = f"{''.join(signs.choices(ALPHABET, k=12))}/{signs.randint(2, 99)}/99"
        page, stream = {"MediaBox": [0, 0, *A4]}, pydyf.Stream([])
        pdf = pydyf.PDF()
        page_codes.draw(page, stream, text)
        pdf.add_object(stream)
        pdf.add_page(
            pydyf.Dictionary(
                {
                    "Type": "/Page",
                    "Parent": pdf.pages.reference,
                    "MediaBox": pydyf.Array([0, 0, *A4]),
                    "Contents": stream.reference,
                    "Resources": pydyf.Dictionary(),
                }
            )
        )
        data = BytesIO()
        pdf.write(data)
        picture = PdfDocument(data.getvalue())[0].render(scale=150 / 72, grayscale=True).to_pil()
        (found,) = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        assert found.text == text
