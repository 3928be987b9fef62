"""PDFs that bear the signature in themselves (PAdES)."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from regulations.signatures.checking import check
from regulations.signatures.verdicts import Form, Verdict
from sferum_portal.lib.pdf import render_pdf
from tests.regulations.signatures.embedding import embedded, signed_by_pyhanko
from tests.regulations.signatures.pki import OWNER

PAGE = """<html lang="ru"><head><title>Положение</title><meta name="author" content="Школа"></head>
<body><h1>Положение</h1><p>Текст <a href="#k">пункта</a>.</p><p id="k">Ещё.</p></body></html>"""


@pytest.fixture(scope="module")
def pdf():
    return render_pdf(PAGE)


def test_a_pdf_signed_by_a_common_tool(pdf, rsa_head, root, trusts):
    trusts(root)
    report = check(pdf, signed_by_pyhanko(pdf, rsa_head))
    assert report.verdict == Verdict.TRUSTED
    assert report.form == Form.EMBEDDED
    assert report.certificate.owner == OWNER
    assert report.signed_at


def test_a_pdf_signed_by_gost(pdf, pki, head):
    signed = embedded(pdf, lambda covered: pki.sign(head, covered))
    report = check(pdf, signed)
    assert report.verdict == Verdict.CHAIN_UNKNOWN
    assert report.certificate.algorithm == "ГОСТ Р 34.10-2012, 256 бит"
    assert report.data == signed


def test_a_pdf_of_another_document(pdf, pki, head):
    other = render_pdf(PAGE.replace("Ещё", "Другое"))
    report = check(pdf, embedded(other, lambda covered: pki.sign(head, covered)))
    assert report.verdict == Verdict.OTHER_BYTES
    assert "отдельным файлом подписи" in report.sentence


def test_the_signature_covers_the_whole_file(pdf, pki, head):
    """A byte changed after signing, whether in ours or in what was added."""
    signed = embedded(pdf, lambda covered: pki.sign(head, covered))
    inside = bytearray(signed)
    inside[100] ^= 1
    assert check(pdf, bytes(inside)).verdict == Verdict.OTHER_BYTES
    added = signed.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf")
    assert added != signed
    assert check(pdf, added).verdict == Verdict.BROKEN


def another_page(writer):
    reference = writer.find_page_for_modification(0)[0]
    page = reference.get_object()
    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.mark_update(reference)


def another_stream(writer):
    reference = writer.find_page_for_modification(0)[0]
    writer.mark_update(reference.get_object().raw_get("/Contents").reference)
    reference.get_object()["/Contents"]._data = b"q Q"
    reference.get_object()["/Contents"]._encoded_data = None


def a_stamp_over_the_page(writer):
    reference = writer.find_page_for_modification(0)[0]
    note = generic.DictionaryObject(
        {generic.pdf_name("/Type"): generic.pdf_name("/Annot")}
        | {generic.pdf_name("/Subtype"): generic.pdf_name("/Stamp")}
    )
    page = reference.get_object()
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.mark_update(reference)


def an_action(writer):
    writer.root["/OpenAction"] = generic.DictionaryObject(
        {generic.pdf_name("/S"): generic.pdf_name("/JavaScript")}
    )
    writer.update_root()


@pytest.mark.parametrize("meddle", [another_page, another_stream, a_stamp_over_the_page, an_action])
def test_nothing_but_a_signature_is_added(pdf, pki, head, meddle):
    """The signature is right and the first bytes are ours, but another page is shown."""
    signed = embedded(pdf, lambda covered: pki.sign(head, covered), meddle=meddle)
    assert signed.startswith(pdf)
    report = check(pdf, signed)
    assert report.verdict == Verdict.OTHER_BYTES
    assert "изменено что-то ещё" in report.sentence


def test_what_is_added_after_the_signature_changes_no_page_either(pdf, pki, head):
    signed = embedded(pdf, lambda covered: pki.sign(head, covered))
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    another_page(writer)
    out = BytesIO()
    writer.write(out)
    assert check(pdf, out.getvalue()).verdict == Verdict.OTHER_BYTES


def test_a_pdf_without_a_signature(pdf):
    for data in (pdf, pdf + b"\n"):
        report = check(pdf, data)
        assert report.verdict == Verdict.BROKEN
        assert "нет электронной подписи" in report.sentence


def test_a_torn_pdf(pdf, pki, head):
    signed = embedded(pdf, lambda covered: pki.sign(head, covered))
    for end in range(len(pdf) + 10, len(signed), 5000):
        assert not check(pdf, signed[:end]).is_right


def test_two_signatures_are_none(pdf, pki, rsa_head, head):
    once = signed_by_pyhanko(pdf, rsa_head)
    twice = embedded(once, lambda covered: pki.sign(head, covered), field="Second")
    report = check(pdf, twice)
    assert report.verdict == Verdict.BROKEN
    assert "несколько подписей" in report.sentence
