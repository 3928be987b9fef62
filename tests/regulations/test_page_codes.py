import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from regulations.documents import render_regulation
from regulations.page_codes import PageCode, of_version, read
from tests.regulations.test_documents import regulation, section

CODE = "K7MP-3XQ9-TT4D"


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
