"""Scans for tests, made from our own PDFs: rasterised, turned, blurred, joined again."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import PdfDocument


def pictures(pdf, dpi=200, *, grey=True):
    """The pages as they come from a scanner."""
    document = PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72, grayscale=grey).to_pil() for page in document]
    finally:
        document.close()


def upload(name, data):
    return SimpleUploadedFile(name, data)


def photo(picture, name="photo.jpg", **options):
    return upload(name, encoded(picture, "JPEG", **options))


def scan(sheets, dpi=200):
    """One PDF of these pictures, as a scanner makes it."""
    data = BytesIO()
    # Copies: Pillow keeps in a picture what it was saved with, and would add it again.
    first, *others = [sheet.copy() for sheet in sheets]
    first.save(data, "PDF", resolution=dpi, save_all=True, append_images=others)
    return upload("scan.pdf", data.getvalue())


def encoded(picture, kind, **options):
    data = BytesIO()
    picture.save(data, kind, **options)
    return data.getvalue()


def turned(picture, degrees):
    return picture.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def blurred(picture, radius=1):
    return picture.filter(ImageFilter.GaussianBlur(radius))


def noisy(picture, sigma=25):
    return ImageChops.add(picture, Image.effect_noise(picture.size, sigma), 1, -128)


def pale(picture):
    """A photo in poor light: no black and no white."""
    return picture.point(lambda level: 70 + level // 2)


def compressed(picture, quality=40):
    return Image.open(BytesIO(encoded(picture, "JPEG", quality=quality))).convert("L")


def without_code(picture):
    """The lower part of the sheet lost, as under a thumb."""
    picture = picture.copy()
    height = picture.height * 5 // 6
    picture.paste(255, (0, height, picture.width, picture.height))
    return picture


def empty_sheet(picture):
    """The back of a sheet as a scanner sees it."""
    return noisy(Image.new("L", picture.size, 235), 4)
