"""Opens what people uploaded: in a process of its own, by `sferum_portal.lib.confined`.

Files of strangers are opened by C++ libraries. Imports nothing of the portal and no Django.

Each function gets a folder: ``read`` draws ``0``, ``1``, … anew into ``scan.pdf``, after the sheets
of ``before.pdf`` (our own) where there is one, and says one thing of each sheet; ``arrange`` writes
``arranged.pdf`` by ``plan.json`` ([[sheet, turn], …]); ``picture`` writes ``picture.jpg`` of the
sheet whose index follows. A refusal is a thing said like others.
"""

import json
from dataclasses import dataclass
from io import BytesIO

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

MOST_SHEETS = 80
MOST_PIXELS = 64_000_000  # a phone's largest photo has about 50 million
LONG_SIDE = 3508  # of A4 at 300 dpi
SECOND_TRY = 300
KEPT_DPI = 200  # of the picture that is kept of a sheet
COLOURED = 40  # how far apart red, green and blue are where a sheet has colours
A4 = (595.28, 841.89)
EVEN_PAPER = 3  # how far grey levels spread on paper without writing


class Refusal(Exception):
    """A sentence for the person who uploaded the file."""


def read(folder):
    """Says how many sheets there are once ``scan.pdf`` is written, then what is on each."""
    Image.MAX_IMAGE_PIXELS = None  # the limit here is lower, and a sentence
    try:
        yield from _read(folder)
    except Refusal as refusal:
        yield {"refusal": str(refusal)}


def _read(folder):
    names = json.loads((folder / "names.json").read_text())
    sources = [_opened(folder / str(index), name) for index, name in enumerate(names)]
    before = folder / "before.pdf"
    if before.exists():
        sources.insert(0, Source(pdfium.PdfDocument(before), is_ours=True))
    sheets = sum(len(source.document) for source in sources)
    if sheets > MOST_SHEETS:
        raise Refusal(
            f"В файлах {sheets} листов — больше {MOST_SHEETS}. "
            "Приложите только листы подписанного документа."
        )
    joined = pdfium.PdfDocument.new()
    for source in sources:
        if source.is_ours:
            joined.import_pages(source.document)
        else:
            for page in source.document:
                _draw(joined, page)
    joined.save(folder / "scan.pdf")
    yield {"sheets": sheets}
    for source in sources:
        for index in range(len(source.document)):
            yield _sheet(source.document, index)


def arrange(folder):
    source = pdfium.PdfDocument(folder / "scan.pdf")
    target = pdfium.PdfDocument.new()
    plan = json.loads((folder / "plan.json").read_text())
    target.import_pages(source, [index for index, _ in plan])
    for page, (_, turn) in zip(target, plan, strict=True):
        page.set_rotation((page.get_rotation() + turn) % 360)
    target.save(folder / "arranged.pdf")
    return ()


def picture(folder, index):
    page = pdfium.PdfDocument(folder / "scan.pdf")[index]
    _rendered(page, 100).save(folder / "picture.jpg", quality=70)
    return ()


@dataclass(frozen=True)
class Source:
    """A file as a PDF; one that ``is_ours`` holds nothing but pictures that we have put there."""

    document: pdfium.PdfDocument
    is_ours: bool = False


def _opened(path, name):
    """The file as a `Source`; a photo becomes one of a single page."""
    if path.read_bytes()[:5] != b"%PDF-":
        return Source(_page_of_photo(path, name), is_ours=True)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(f"Файл «{name}» защищён паролем. Сохраните скан без пароля.") from error
        raise Refusal(f"Файл «{name}» повреждён и не открывается. Отсканируйте ещё раз.") from error
    if not len(document):
        raise Refusal(f"В файле «{name}» нет ни одного листа.")
    return Source(document)


def _draw(document, page):
    """Add what is seen of a page as a picture, and nothing that hides, runs or is attached."""
    try:
        scale = min(KEPT_DPI / 72, LONG_SIDE / max(page.get_size()))
        picture = page.render(scale=scale).to_pil().convert("RGB")
    except (pdfium.PdfiumError, MemoryError, OSError, ValueError, ZeroDivisionError) as error:
        raise Refusal(
            "Один из листов не удалось нарисовать: файл повреждён или слишком сложный. "
            "Отсканируйте листы ещё раз."
        ) from error
    _add(document, picture if _has_colours(picture) else picture.convert("L"), page.get_size())


def _has_colours(picture):
    red, green, blue = picture.reduce(4).split()
    pairs = ((red, green), (green, blue), (red, blue))
    return any(ImageChops.difference(*pair).getextrema()[1] > COLOURED for pair in pairs)


def _add(document, picture, size):
    jpeg = BytesIO()
    picture.save(jpeg, "JPEG", quality=85)
    page = document.new_page(*size)
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(BytesIO(jpeg.getvalue()), inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(*size))
    page.insert_obj(image)
    page.gen_content()


def _page_of_photo(path, name):
    """Without what a phone writes into its photos (place, time), and no larger than needed."""
    try:
        photo = Image.open(path, formats=("JPEG", "PNG"))
        if photo.width * photo.height > MOST_PIXELS:
            raise Refusal(
                f"Снимок «{name}» слишком большой: {photo.width} × {photo.height} точек. "
                "Хватит 300 точек на дюйм."
            )
        photo.draft("RGB", (LONG_SIDE, LONG_SIDE))
        photo = ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, ValueError, SyntaxError, MemoryError) as error:
        raise Refusal(
            f"Снимок «{name}» повреждён или передан не полностью. Снимите или пришлите его ещё раз."
        ) from error
    photo.thumbnail((LONG_SIDE, LONG_SIDE))
    document = pdfium.PdfDocument.new()
    sides = A4 if photo.height >= photo.width else A4[::-1]
    scale = min(sides[0] / photo.width, sides[1] / photo.height)
    _add(document, photo, (photo.width * scale, photo.height * scale))
    return document


def _sheet(document, index):
    """What the codes on a sheet say, how it lies, and whether there is anything on it at all."""
    found, blank = [], False
    try:
        page = document[index]
        picture = _rendered(page, 200)
        found = _codes(picture)
        if not found and not (blank := _is_blank(picture)):
            found = _codes(larger := _rendered(page, SECOND_TRY)) or _codes_after_repair(larger)
    except (pdfium.PdfiumError, MemoryError, OSError, ValueError):
        pass  # the sheet is shown as one that can't be read
    turn = round(found[0].orientation / 90) * -90 % 360 if found else 0
    return {"texts": [code.text for code in found], "turn": turn, "blank": blank}


def _rendered(page, dpi):
    """Grey, at so many dots per inch; less where the page is larger than a sheet of paper."""
    scale = min(dpi / 72, LONG_SIDE / max(page.get_size()))
    return page.render(scale=scale, grayscale=True).to_pil()


def _codes(picture):
    codes = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [code for code in codes if code.text]


def _codes_after_repair(picture):
    """Once more with the noise of a cheap scanner smoothed, the blur of a phone sharpened."""
    for repair in (ImageFilter.MedianFilter(3), ImageFilter.UnsharpMask(4, 300, 0)):
        if found := _codes(picture.filter(repair)):
            return found
    doubled = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
    return _codes(doubled)


def _is_blank(picture):
    """Whether the middle of the sheet is even paper, as the back of one is."""
    small = picture.resize((210, 297), Image.Resampling.BOX)
    return ImageStat.Stat(small.crop((15, 15, 195, 282))).stddev[0] < EVEN_PAPER
