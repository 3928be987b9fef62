"""PDFs that bear the signature in themselves (PAdES)."""

from io import BytesIO

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields

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


def test_a_signed_pdf_is_checked_by_itself(pdf, pki, head, rsa_head, root, trusts):
    trusts(root)
    by_gost = embedded(pdf, lambda covered: pki.sign(head, covered))
    for signed in (signed_by_pyhanko(pdf, rsa_head), by_gost):
        report = check(signed, signed)
        assert (report.verdict, report.form) == (Verdict.TRUSTED, Form.EMBEDDED)
    changed = signed.replace(b"/Adobe.PPKLite", b"/Adobe.PPKLitf")
    assert check(changed, changed).verdict == Verdict.BROKEN


def test_by_itself_a_pdf_may_add_no_more_than_beside_the_original(pdf, pki, head):
    for meddle in MEDDLERS:
        signed = embedded(pdf, lambda covered: pki.sign(head, covered), meddle=meddle)
        report = check(signed, signed)
        assert report.verdict == Verdict.OTHER_BYTES, meddle
        assert "что-то ещё" in report.sentence


def test_a_pdf_signed_as_it_was_first_written_needs_the_original(pdf, pki, head):
    """No revision without the signature is in it."""
    signed = embedded(pdf, lambda covered: pki.sign(head, covered), anew=True)
    report = check(signed, signed)
    assert report.verdict == Verdict.OTHER_BYTES
    assert "Первым файлом укажите документ без подписи" in report.sentence


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
    assert "что-то ещё" in report.sentence


def test_what_is_added_after_the_signature_changes_no_page_either(pdf, pki, head):
    signed = embedded(pdf, lambda covered: pki.sign(head, covered))
    writer = IncrementalPdfFileWriter(BytesIO(signed))
    another_page(writer)
    out = BytesIO()
    writer.write(out)
    report = check(pdf, out.getvalue())
    assert report.verdict == Verdict.BROKEN
    assert "не весь файл" in report.sentence


NAME = generic.pdf_name
WHOLE_PAGE = (0, 0, 595, 842)


def numbers(values):
    return generic.ArrayObject(map(generic.NumberObject, values))


def dictionary(**entries):
    return generic.DictionaryObject({NAME(f"/{key}"): value for key, value in entries.items()})


def a_page_of_their_own(writer):
    """Form, appearance and words of another document, as large as the page."""
    words = b"1 1 1 rg 0 0 595 842 re f 0 0 0 rg BT /F 28 Tf 60 700 Td (PAY) Tj ET"
    look = generic.StreamObject(
        dictionary(Type=NAME("/XObject"), Subtype=NAME("/Form"), BBox=numbers(WHOLE_PAGE)),
        stream_data=words,
    )
    return dictionary(N=writer.add_object(look))


def a_widget(writer, **entries):
    """One more field of a signature, which nobody has signed, on the first page."""
    reference = writer.find_page_for_modification(0)[0]
    page = reference.get_object()
    widget = dictionary(
        Type=NAME("/Annot"),
        Subtype=NAME("/Widget"),
        FT=NAME("/Sig"),
        T=generic.pdf_string("x"),
        F=generic.NumberObject(4),
        Rect=numbers(WHOLE_PAGE),
        **entries,
    )
    former = page["/Annots"] if "/Annots" in page else ()  # noqa: SIM401 — `get` does not read on
    kept = [former.raw_get(number) for number in range(len(former))]
    page[NAME("/Annots")] = generic.ArrayObject([*kept, writer.add_object(widget)])
    writer.mark_update(reference)


def resources_without_anything(writer):
    """Of the page nothing is left to be seen: the object of its fonts has no type."""
    page = writer.find_page_for_modification(0)[0].get_object()
    writer.objects[(0, page.raw_get("/Resources").idnum)] = generic.DictionaryObject()


def all_pages_replaced(writer):
    resources_without_anything(writer)
    a_widget(writer, AP=a_page_of_their_own(writer))


def an_action_of_a_field(writer):
    script = dictionary(S=NAME("/JavaScript"), JS=generic.pdf_string("app.alert(1)"))
    a_widget(writer, AA=dictionary(PO=script))


def embedded_files(writer):
    writer.root["/Names"] = dictionary(EmbeddedFiles=dictionary(Names=generic.ArrayObject()))
    writer.update_root()


def a_form_that_calculates(writer):
    form = dictionary(Fields=generic.ArrayObject(), XFA=generic.pdf_string("x"))
    writer.root["/AcroForm"] = form
    writer.update_root()


MEDDLERS = [
    resources_without_anything,
    all_pages_replaced,
    an_action_of_a_field,
    embedded_files,
    a_form_that_calculates,
]


@pytest.mark.parametrize("meddle", MEDDLERS)
def test_no_page_is_replaced_and_nothing_runs(pdf, rsa_head, pki, head, meddle):
    """In the revision of the signature, or in one after it, which a viewer shows all the same."""
    before = embedded(pdf, lambda covered: pki.sign(head, covered), meddle=meddle)
    assert check(pdf, before).verdict == Verdict.OTHER_BYTES
    if meddle is a_form_that_calculates:
        return  # would take the place of the signature itself
    writer = IncrementalPdfFileWriter(BytesIO(signed_by_pyhanko(pdf, rsa_head)))
    meddle(writer)
    out = BytesIO()
    writer.write(out)
    assert not check(pdf, out.getvalue()).is_right


def test_a_revision_before_the_signature_is_one_too_many(pdf, pki, head):
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    writer.add_object(generic.StreamObject(stream_data=b"nothing"))
    out = BytesIO()
    writer.write(out)
    signed = embedded(out.getvalue(), lambda covered: pki.sign(head, covered))
    assert check(pdf, signed).verdict == Verdict.OTHER_BYTES


def test_a_mark_of_the_program_is_refused_with_what_to_do(pdf, pki, head):
    """It may stand over a line of the document."""

    def seen(writer):
        spec = fields.SigFieldSpec("Signature", box=(50, 50, 250, 120))
        fields.append_signature_field(writer, spec)

    report = check(pdf, embedded(pdf, lambda covered: pki.sign(head, covered), meddle=seen))
    assert report.verdict == Verdict.OTHER_BYTES
    assert "без видимой отметки" in report.sentence


def test_an_object_that_no_table_names_is_not_overlooked(pdf, pki, head):
    """Readers that mend a file would take it."""

    def make_cms(covered):
        return pki.sign(head, covered)

    upon = pdf + b"\n5 0 obj\n<< >>\nendobj\n"
    signed = embedded(upon, make_cms)
    assert signed.startswith(pdf)
    assert not check(pdf, signed).is_right


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
