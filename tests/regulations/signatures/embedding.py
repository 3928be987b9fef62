"""PDFs with a signature inside, made by pyhanko with its own CMS, or with OpenSSL's (ГОСТ)."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import PdfSignedData

ROOM = 30_000


def signed_by_pyhanko(pdf, holder):
    """As a common tool does it: an RSA key, the signed attributes of PAdES."""
    signer = signers.SimpleSigner.load(
        str(holder.key), str(holder.certificate), ca_chain_files=tuple(map(str, holder.above))
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Signature", subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256"
    )
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    # In a thread of its own: pyhanko starts an event loop, and where browser tests ran before,
    # Playwright keeps one in this thread.
    with ThreadPoolExecutor(max_workers=1) as pool:
        out = pool.submit(signers.sign_pdf, writer, metadata, signer=signer).result()
    return out.getvalue()


def embedded(pdf, make_cms, *, meddle=None, field="Signature", anew=False):
    """With the CMS of ``make_cms(covered bytes)``; ``meddle(writer)`` changes more before.

    ``anew``: the file is written from its beginning, with the signature in it.
    """
    if anew:
        writer = copy_into_new_writer(PdfFileReader(BytesIO(pdf)))
    else:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if meddle:
        meddle(writer)
    steps = cms_embedder.PdfCMSEmbedder().write_cms(field_name=field, writer=writer)
    next(steps)
    steps.send(
        cms_embedder.SigObjSetup(
            sig_placeholder=PdfSignedData(
                generic.pdf_name("/Sig"),
                subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED,
                bytes_reserved=2 * ROOM,
            )
        )
    )
    prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm="sha256", in_place=False))
    data = output.getvalue()
    start, end = prepared.reserved_region_start, prepared.reserved_region_end
    steps.send(make_cms(data[:start] + data[end:]))
    return output.getvalue()
