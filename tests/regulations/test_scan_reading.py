"""What is read from scans, without a database."""

import random
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from pypdfium2 import PdfDocument

from regulations.documents import render_regulation
from regulations.page_codes import PageCode
from regulations.scans import reading, worker
from sferum_portal.lib import confined
from sferum_portal.lib.errors import DomainError
from tests.regulations.scanning import (
    blurred,
    compressed,
    empty_sheet,
    encoded,
    noisy,
    pale,
    photo,
    pictures,
    scan,
    turned,
    upload,
    without_code,
)
from tests.regulations.test_documents import regulation

CODE = "K7MP-3XQ9-TT4D"


@pytest.fixture(scope="module")
def pdf():
    return render_regulation(regulation())


@pytest.fixture(scope="module")
def at_200(pdf):
    return pictures(pdf)


def pages(sheets):
    return [sheet.said and sheet.said.number for sheet in sheets]


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_scan_is_read_at_every_usual_resolution(pdf, dpi):
    _, sheets = reading.read_files([scan(pictures(pdf, dpi), dpi)])
    assert [sheet.said for sheet in sheets] == [
        PageCode(CODE, 1),
        PageCode(CODE, 2, 3),
        PageCode(CODE, 3, 3),
    ]
    assert [sheet.turn for sheet in sheets] == [0, 0, 0]


@pytest.mark.parametrize(
    "damage",
    [
        lambda sheet: turned(sheet, 2),
        lambda sheet: turned(sheet, -5),
        lambda sheet: blurred(sheet, 1.5),
        lambda sheet: compressed(sheet, 40),
        lambda sheet: noisy(sheet, 40),
        pale,
        lambda sheet: sheet.point(lambda level: 255 if level > 140 else 0),
        lambda sheet: compressed(pale(noisy(blurred(turned(sheet, 2)), 15)), 40),
    ],
    ids=["askew", "more askew", "blurred", "jpeg 40", "noise", "pale", "black and white", "all"],
)
def test_poor_scans_are_read(at_200, damage):
    random.seed(7)
    _, sheets = reading.read_files([scan([damage(sheet) for sheet in at_200])])
    assert pages(sheets) == [1, 2, 3]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turned_sheets_are_read_and_stand_upright_in_the_end(at_200, degrees):
    data, sheets = reading.read_files([scan([turned(sheet, degrees) for sheet in at_200])])
    assert pages(sheets) == [1, 2, 3]
    upright = reading.arranged(data, [(index, sheet.turn) for index, sheet in enumerate(sheets)])
    _, again = reading.read_files([upload("upright.pdf", upright)])
    assert (pages(again), [sheet.turn for sheet in again]) == ([1, 2, 3], [0, 0, 0])


def test_photos_are_joined_in_the_order_given_without_what_the_phone_wrote(at_200):
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SecretPhone"  # lies on its side; the maker
    lying = photo(turned(at_200[1], 90), "b.jpg", exif=exif)
    files = [photo(at_200[2], "c.jpg"), lying, upload("a.png", encoded(at_200[0], "PNG"))]
    data, sheets = reading.read_files(files)
    assert pages(sheets) == [3, 2, 1]
    assert [sheet.turn for sheet in sheets] == [0, 0, 0]
    assert b"SecretPhone" not in data


def hiding(pdf):
    """A scan that runs a script when it is opened, with words, a note and a file besides."""
    writer = PdfWriter(clone_from=BytesIO(pdf))
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("SecretScript")}
    action = DictionaryObject({NameObject(key): value for key, value in script.items()})
    writer.root_object[NameObject("/OpenAction")] = action
    writer.add_attachment("SecretFile.txt", b"SecretFile")
    writer.add_annotation(0, FreeText(text="SecretNote", rect=(50, 50, 200, 90)))
    writer.add_metadata({"/Author": "SecretAuthor"})
    data = BytesIO()
    writer.write(data)
    return data.getvalue()


def test_of_a_pdf_only_what_is_seen_is_kept(at_200):
    """Drawn anew: a scan goes to the public page, and what hides in it would go along."""
    data, sheets = reading.read_files([upload("scan.pdf", hiding(scan(at_200).read()))])
    assert pages(sheets) == [1, 2, 3]
    for word in (b"Secret", b"JavaScript", b"OpenAction", b"/Annots", b"EmbeddedFile", b"/Names"):
        assert word not in data
    reader = PdfReader(BytesIO(data))
    assert set(reader.root_object) <= {"/Type", "/Pages"}
    for page in reader.pages:
        assert not page.extract_text()
        assert set(page) <= {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents", "/Rotate"}
    # The code is read from the picture that is kept, too.
    _, again = reading.read_files([upload("again.pdf", data)])
    assert pages(again) == [1, 2, 3]


def test_colours_of_a_seal_are_kept_and_grey_paper_stays_grey(at_200):
    sealed = at_200[0].convert("RGB")
    sealed.paste((30, 60, 200), (900, 1700, 1200, 2000))
    data, _ = reading.read_files([scan([sealed, at_200[1].convert("RGB")])])
    kept = [page.images[0].image.mode for page in PdfReader(BytesIO(data)).pages]
    assert kept == ["RGB", "L"]


def test_sheets_are_added_to_earlier_ones(at_200):
    first, _ = reading.read_files([scan(at_200[:1])])
    _, sheets = reading.read_files([scan(at_200[1:])], before=first)
    assert pages(sheets) == [1, 2, 3]


def test_a_sheet_without_a_code_and_an_empty_one_are_told_apart(at_200):
    _, sheets = reading.read_files([scan([without_code(at_200[1]), empty_sheet(at_200[1])])])
    assert [(sheet.said, sheet.blank) for sheet in sheets] == [(None, False), (None, True)]


def test_a_sheet_of_another_paper_says_nothing_of_ours(at_200):
    _, sheets = reading.read_files([scan([Image.effect_noise((800, 1100), 90)])])
    assert [sheet.said for sheet in sheets] == [None]


def damaged_pdf(at_200):
    return upload("torn.pdf", scan(at_200).read()[:2000])


BAD_FILES = {
    "empty": (lambda _: upload("a.pdf", b""), "Файл «a.pdf» пустой"),
    "text": (lambda _: upload("a.docx", b"PK\x03\x04 words"), "нужен PDF, JPG или PNG"),
    "heic": (lambda _: upload("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1"), "в формате HEIC"),
    "no pdf": (lambda _: upload("a.pdf", b"%PDF-1.7 and nothing else"), "не открывается"),
    "huge": (
        lambda _: upload("a.png", encoded(Image.new("1", (30_000, 30_000)), "PNG")),
        "слишком большой: 30000 × 30000",
    ),
    "truncated": (
        lambda at_200: upload("a.jpg", encoded(at_200[0], "JPEG")[:9000]),
        "повреждён или передан не полностью",
    ),
    "truncated png": (
        lambda at_200: upload("a.png", encoded(at_200[0], "PNG")[:9000]),
        "повреждён или передан не полностью",
    ),
    "100 sheets": (
        lambda _: scan([Image.new("L", (50, 70))] * 100),
        "В файлах 100 листов — больше 80",
    ),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_bad_files_are_refused_in_words(at_200, bad):
    make, sentence = BAD_FILES[bad]
    with pytest.raises(DomainError, match=sentence):
        reading.read_files([make(at_200)])


def test_one_bad_photo_is_named_among_good_ones(at_200):
    broken = upload("снимок 2.jpg", encoded(at_200[1], "JPEG")[:9000])
    with pytest.raises(DomainError, match=r"Снимок «снимок 2\.jpg» повреждён"):
        reading.read_files([photo(at_200[0]), broken])


def test_no_file_too_many_and_too_much(monkeypatch, at_200):
    with pytest.raises(DomainError, match="Выберите файл"):
        reading.read_files([])
    with pytest.raises(DomainError, match="не больше 60 файлов"):
        reading.read_files([photo(at_200[0])] * 61)
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(DomainError, match="Файлы вместе больше"):
        reading.read_files([photo(at_200[0])])


def test_what_is_not_read_in_time_is_left_to_the_person(monkeypatch, at_200):
    """The worker is stopped after its first sheet: nothing that it has read is lost."""
    real = confined.run

    def stopped(*arguments, **options):
        return confined.Ended(real(*arguments, **options).said[:2], in_time=False, well=False)

    monkeypatch.setattr(confined, "run", stopped)
    _, sheets = reading.read_files([scan(at_200)])
    assert pages(sheets) == [1, None, None]


def test_a_worker_that_dies_is_a_sentence(monkeypatch, at_200):
    monkeypatch.setattr(confined.sys, "executable", "/bin/false")
    with pytest.raises(DomainError, match="не удалось открыть"):
        reading.read_files([scan(at_200)])


def test_a_page_as_large_as_a_wall_is_drawn_small():
    document = PdfDocument.new()
    page = document.new_page(14_000, 14_000)
    assert worker._rendered(page, 300).size == (3508, 3508)
