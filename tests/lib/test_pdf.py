import base64
import re

import pytest
from defusedxml import ElementTree
from django.template.loader import render_to_string
from pypdf.generic import ContentStream, NullObject

from sferum_portal.lib.pdf import ForbiddenResourceError, UnprintableCharacterError, render_pdf
from sferum_portal.lib.qr import qr_svg
from tests.pdf_reading import body_text, elements, read

PIXEL = base64.b64encode(
    b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="4"/></svg>'
).decode()


def page(body, style="", title="Справка"):
    return (
        f'<!doctype html><html lang="ru"><title>{title}</title>'
        f'<meta name="author" content="Школа"><style>{style}</style><body>{body}</html>'
    )


def test_the_document_declares_its_accessibility():
    catalog = read(render_pdf(page("<h1>Справка</h1>"))).trailer["/Root"]
    assert catalog["/Lang"] == "ru"
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in catalog["/Metadata"].get_data()


def test_title_and_author_are_metadata():
    reader = read(render_pdf(page("<p>текст", title="Справка № 7")))
    assert reader.metadata.title == "Справка № 7"
    assert reader.metadata.author == "Школа"


def test_headings_paragraphs_and_lists_are_tagged():
    data = render_pdf(page("<h1>А</h1><h2>Б</h2><p>В<ul><li>Г</ul>"))
    tags = [element["/S"] for element in elements(read(data))]
    assert [tag for tag in tags if tag in ("/H1", "/H2", "/P", "/L", "/LI", "/LBody")] == [
        "/H1", "/H2", "/P", "/L", "/LI", "/LBody",
    ]  # fmt: skip


def test_all_content_is_in_the_tree_or_an_artifact():
    style = "@page { @top-center { content: counter(page) } } p { break-after: page }"
    reader = read(render_pdf(page("<p>Первая<p>Вторая<hr>", style)))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    in_tree = {element.indirect_reference.idnum for element in elements(reader)}
    numbers = root["/ParentTree"]["/Nums"]
    parents_of_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for sheet in reader.pages:
        parents, marks, artifacts = parents_of_page[sheet["/StructParents"]], [], 0
        for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
            if operator in (b"BDC", b"BMC"):
                marks.append(operands[0])
                artifacts += operands[0] == "/Artifact"
                if operands[0] != "/Artifact":
                    assert parents.get_object()[operands[1]["/MCID"]].idnum in in_tree
            elif operator == b"EMC":
                marks.pop()
            elif operator == b"TJ":
                assert marks
        assert artifacts
        assert all(
            isinstance(parent, NullObject) or parent.indirect_reference.idnum in in_tree
            for parent in parents.get_object()
        )


def test_what_stands_first_in_the_file_may_be_read_last():
    foot = '<div data-read="last"><h2>Код</h2></div>'
    style = "div { position: absolute; bottom: 0 } p { break-before: page }"
    body = f"{foot}<h1>Начало</h1><p>Вторая страница"
    reader = read(render_pdf(page(body, style)))
    order = [element["/S"] for element in elements(reader)]
    assert [tag for tag in order if tag in ("/H1", "/P", "/Div", "/H2")] == [
        "/H1", "/P", "/Div", "/H2",
    ]  # fmt: skip
    assert "Код" in reader.pages[0].extract_text()
    # Where nothing asks for it the order is the file's.
    plain = elements(read(render_pdf(page(body.replace("data-read", "data-other"), style))))
    assert [each["/S"] for each in plain if each["/S"] in ("/H1", "/H2")] == ["/H2", "/H1"]


def test_figures_say_what_they_show_and_where_they_are():
    style = "@page { size: A4; margin: 20mm } body { margin: 0 } svg { width: 20mm }"
    svg = qr_svg("https://portal.example/", label="QR-код сайта")
    (figure,) = elements(read(render_pdf(page(svg, style))), "/Figure")
    assert figure["/Alt"] == "QR-код сайта"
    millimetres = [round(float(side) / 72 * 25.4) for side in figure["/A"]["/BBox"]]
    assert millimetres == [20, 257, 40, 277]


def test_fonts_are_embedded_as_subsets():
    reader = read(render_pdf(page("<h1>Ёлка</h1><p>№ 7 <i>курсив</i>")))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert len(fonts) == 3
    for font in fonts:
        descriptor = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert re.match(r"/[A-Z]{6}\+", font.get_object()["/BaseFont"])


def test_text_is_found_as_it_is_typed():
    text = "Приказ №\N{NO-BREAK SPACE}7 «О всём»,\N{EN SPACE}онлайн\N{NON-BREAKING HYPHEN}режим"
    assert body_text(render_pdf(page(f"<p>{text}"))) == "Приказ № 7 «О всём», онлайн-режим"


def stretched(html):
    """Whether a space has grown, in any line of the page."""
    reader = read(render_pdf(html))
    return any(
        isinstance(number, int | float) and number < -50
        for operands, operator in ContentStream(reader.pages[0].get_contents(), reader).operations
        if operator == b"TJ"
        for number in operands[0]
    )


@pytest.mark.parametrize(("length", "reaches"), [(18, True), (30, False)])
def test_a_justified_line_reaches_the_margin_or_keeps_its_spaces(length, reaches):
    style = "p { text-align: justify; font-size: 12pt }"
    html = page(f"<p>На одной строке {'оч' * length}ень длинное слово", style)
    # Without the limit the spaces would be as wide as words, and be taken for columns.
    assert stretched(html) == reaches


def test_equal_html_gives_equal_bytes():
    html = page("<h1>Справка</h1><p>Один и тот же текст.")
    assert render_pdf(html) == render_pdf(html)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="а">',
        '<img src="//example.org/a.png" alt="а">',
        '<img src="file:///etc/hostname" alt="а">',
        '<img src="ftp://example.org/a.png" alt="а">',
        '<link rel="stylesheet" href="http://example.org/a.css">',
        '<p style="background: url(http://127.0.0.1:9/a.png)">а',
    ],
)
def test_what_lies_outside_is_refused(body, tmp_path):
    with pytest.raises(ForbiddenResourceError):
        render_pdf(page(body), assets=tmp_path)


@pytest.mark.parametrize("address", ["../secret.svg", "%2e%2e/secret.svg", "link.svg"])
def test_nothing_above_the_given_folder_is_read(address, tmp_path):
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "secret.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (assets / "link.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(ForbiddenResourceError):
        render_pdf(page(f'<img src="{address}" alt="а">'), assets=assets)


def test_own_files_and_data_are_read(tmp_path):
    (tmp_path / "знак.svg").write_bytes(base64.b64decode(PIXEL))
    body = f'<img src="знак.svg" alt="а"><img src="data:image/svg+xml;base64,{PIXEL}" alt="б">'
    figures = elements(read(render_pdf(page(body), assets=tmp_path)), "/Figure")
    assert [figure["/Alt"] for figure in figures] == ["а", "б"]


def test_a_sign_without_a_glyph_is_named():
    with pytest.raises(UnprintableCharacterError, match=r"U\+10FFFE"):
        render_pdf(page("<p>знак \U0010fffe"))


def test_the_document_claims_to_be_for_the_archive_too():
    root = read(render_pdf(page("<h1>Справка</h1>"))).trailer["/Root"]
    xmp = root["/Metadata"].get_data()
    assert xmp.count(b"<rdf:RDF") == xmp.count(b"</rdf:RDF>") == 1
    tree = ElementTree.fromstring(xmp)
    about = {name: value for element in tree.iter() for name, value in element.attrib.items()}
    assert about["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
    assert about["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert about["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    # PDF/A knows no «pdfuaid» by itself: the schema must be described.
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in xmp
    (intent,) = root["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"]["/N"] == 3
    assert "/Filter" not in root["/Metadata"]


def test_codes_of_pages_are_artifacts_and_equal_each_time():
    html = page("<h1>Справка</h1><p style='break-before: page'>Текст")
    code = "K7MP3XQ9TT4D/{number}/{pages}"
    data = render_pdf(html, page_code=code)
    first, content = (sheet.get_contents().get_data() for sheet in read(data).pages)
    # The first page bears the large code of the document itself.
    assert first == read(render_pdf(html)).pages[0].get_contents().get_data()
    assert content.startswith(b"/Artifact")
    assert b"/Pagination" in content.splitlines()[1] + content.splitlines()[0]
    assert body_text(data) == "Справка Текст"
    assert data == render_pdf(html, page_code=code)


TABLE = (
    "<style>@page { size: A5; margin: 20mm }</style><table><thead><tr><th>Кто</th></tr></thead>"
    f"<tbody>{'<tr><td>Две<br>строки</td></tr>' * 60}</tbody></table>"
)


def test_a_table_repeats_its_heading_and_breaks_no_row():
    style = render_to_string("pdf/paper.css")
    pages = read(render_pdf(page(TABLE, style))).pages
    assert len(pages) > 3
    for sheet in pages:
        lines = sheet.extract_text().split("\n")
        lines = [line.strip() for line in lines if line.strip() in ("Кто", "Две", "строки")]
        assert lines[0] == "Кто"
        assert lines[1::2].count("Две") == lines[2::2].count("строки") >= 2
