"""A signature inside a PDF (PAdES): taken out of the file, with the bytes that it covers.

Imported when such a file comes (`checking`): the library behind it takes most of a second to load.
"""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel

from regulations.signatures.additions import only_signs
from regulations.signatures.signed_data import UNREADABLE, without_padding
from regulations.signatures.verdicts import broken, other_bytes

DETACHED = {"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"}
#: What reading a hostile PDF may end with.
UNREADABLE_PDF = (
    *UNREADABLE,
    PdfError,
    SigningError,
    SignatureValidationError,
    NotImplementedError,
    AssertionError,
    OSError,
    EOFError,
)
RESAVED = (
    "Этот PDF — не тот файл, который скачан с портала: программа подписания его пересохранила, "
    "или подписан другой документ. Подпишите файл с портала отдельным файлом подписи (.sig)."
)
CHANGED = (
    "Кроме невидимой подписи в PDF изменено что-то ещё, поэтому портал не может его принять. "
    "Подпишите файл с портала без видимой отметки или отдельным файлом подписи (.sig)."
)
WITHOUT_ORIGINAL = (
    "В этом PDF не видно файла, который подписывали. Первым файлом укажите документ без подписи."
)
END_OF_REVISION = b"%%EOF"


@dataclass(frozen=True)
class Embedded:
    """``stated_time`` stands beside the signature, in the part of the file that it covers."""

    cms: bytes
    covered: bytes
    stated_time: datetime | None


def read(pdf, original):
    """The only signature of a PDF that was made upon ``original`` without touching a byte of it.

    Where ``original`` is the signed file itself, it is taken for what was there before the signing.
    """
    if not pdf.startswith(original):
        raise other_bytes(RESAVED)
    try:
        return _read(pdf, original)
    except UNREADABLE_PDF as error:
        raise broken("PDF с подписью повреждён.") from error


def _read(pdf, original):
    reader = PdfFileReader(BytesIO(pdf))
    found = reader.embedded_regular_signatures
    if not found:
        raise broken("В этом PDF нет электронной подписи.")
    if len(found) > 1:
        raise broken(
            "В этом PDF несколько подписей. Загрузите файл с подписью одного руководителя."
        )
    signature = found[0]
    if str(signature.sig_object["/SubFilter"]) not in DETACHED:
        raise broken("Подпись в этом PDF сделана устаревшим способом.")
    if signature.evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
        raise broken(
            "Подпись в этом PDF охватывает не весь файл: после неё в файл что-то добавлено. "
            "Подпишите файл с портала отдельным файлом подписи (.sig)."
        )
    if pdf == original:
        original = _before_last_revision(pdf)
    appended = pdf[len(original) :]
    if not only_signs(PdfFileReader(BytesIO(original)), reader, signature.sig_field, appended):
        raise other_bytes(CHANGED)
    start, length, second, rest = (int(number) for number in signature.byte_range)
    covered = pdf[start : start + length] + pdf[second : second + rest]
    if start != 0 or not covered.startswith(original):
        raise other_bytes(RESAVED)
    return Embedded(
        without_padding(signature.pkcs7_content), covered, signature.self_reported_timestamp
    )


def _before_last_revision(pdf):
    end = pdf.rfind(END_OF_REVISION, 0, pdf.rfind(END_OF_REVISION))
    former = pdf[: end + len(END_OF_REVISION)] if end >= 0 else b""
    try:
        PdfFileReader(BytesIO(former))
    except UNREADABLE_PDF as error:
        raise other_bytes(WITHOUT_ORIGINAL) from error
    return former
