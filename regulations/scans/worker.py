"""Opens what people uploaded, in a process of its own: ``python -m regulations.scans.worker``.

Files of strangers are opened by C++ libraries. Whatever they do there (crash, hang, ask for all the
memory), `regulations.scans.reading` outlives it. Imports nothing of the portal and no Django.

Commands, each with a folder: ``read`` joins ``0``, ``1``, … to ``scan.pdf`` and prints one line of
JSON for each sheet; ``arrange`` writes ``arranged.pdf`` by ``plan.json`` ([[sheet, turn], …]);
``picture`` writes ``picture.jpg`` of the sheet whose index follows. A refusal is a line of its own.
"""

import json
import resource
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp
from PIL import Image, ImageFilter, ImageOps, ImageStat

MEMORY = 1024**3
MOST_SHEETS = 80
MOST_PIXELS = 64_000_000  # a phone's largest photo has about 50 million
LONG_SIDE = 3508  # of A4 at 300 dpi
SECOND_TRY = 300
A4 = (595.28, 841.89)
EVEN_PAPER = 3  # how far grey levels spread on paper without writing


class Refusal(Exception):
    """A sentence for the person who uploaded the file."""


def main(command, folder, *rest):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    Image.MAX_IMAGE_PIXELS = None  # the limit here is lower, and a sentence
    try:
        COMMANDS[command](Path(folder), *rest)
    except Refusal as refusal:
        _say(refusal=str(refusal))


def read(folder):
    names = json.loads((folder / "names.json").read_text())
    sources = [_opened(folder / str(index), name) for index, name in enumerate(names)]
    sheets = sum(len(source) for source in sources)
    if sheets > MOST_SHEETS:
        raise Refusal(
            f"В файлах {sheets} листов — больше {MOST_SHEETS}. "
            "Приложите только листы подписанного документа."
        )
    if len(sources) == 1 and (folder / "0").read_bytes()[:5] == b"%PDF-":
        # As it came from the scanner, to the byte.
        (folder / "scan.pdf").write_bytes((folder / "0").read_bytes())
        joined = sources[0]
    else:
        joined = pdfium.PdfDocument.new()
        for source in sources:
            joined.import_pages(source)
        joined.save(folder / "scan.pdf")
    _say(sheets=sheets)
    for index in range(sheets):
        _say(**_sheet(joined, index))


def arrange(folder):
    source = pdfium.PdfDocument(folder / "scan.pdf")
    target = pdfium.PdfDocument.new()
    plan = json.loads((folder / "plan.json").read_text())
    target.import_pages(source, [index for index, _ in plan])
    for page, (_, turn) in zip(target, plan, strict=True):
        page.set_rotation((page.get_rotation() + turn) % 360)
    target.save(folder / "arranged.pdf")


def picture(folder, index):
    page = pdfium.PdfDocument(folder / "scan.pdf")[int(index)]
    _rendered(page, 100).save(folder / "picture.jpg", quality=70)


def _opened(path, name):
    """The file as a PDF document; a photo becomes one of a single page."""
    if path.read_bytes()[:5] != b"%PDF-":
        return _page_of_photo(path, name)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise Refusal(f"Файл «{name}» защищён паролем. Сохраните скан без пароля.") from error
        raise Refusal(f"Файл «{name}» повреждён и не открывается. Отсканируйте ещё раз.") from error
    if not len(document):
        raise Refusal(f"В файле «{name}» нет ни одного листа.")
    return document


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
    jpeg = BytesIO()
    photo.save(jpeg, "JPEG", quality=85)
    document = pdfium.PdfDocument.new()
    sides = A4 if photo.height >= photo.width else A4[::-1]
    scale = min(sides[0] / photo.width, sides[1] / photo.height)
    width, height = photo.width * scale, photo.height * scale
    page = document.new_page(width, height)
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(BytesIO(jpeg.getvalue()), inline=True)
    image.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
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


def _say(**words):
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()


COMMANDS = {"read": read, "arrange": arrange, "picture": picture}

if __name__ == "__main__":
    main(*sys.argv[1:])
