"""How `lib.pdf` makes its files: WeasyPrint, and what is put right in the finished document."""

from functools import cache, partial
from importlib import resources
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pydyf

from . import page_codes
from .pdf import ForbiddenResourceError, UnprintableCharacterError
from .pdf_loading import HTML, ColorProfile, FatalURLFetchingError, URLFetcher, inline

# What a reader types into a search box: an ordinary space and an ordinary hyphen.
PLAIN_TWINS = {
    b"> <00a0>": b"> <0020>",  # no-break space
    b"> <2002>": b"> <0020>",  # en space
    b"> <2011>": b"> <002d>",  # no-break hyphen
}
POINTS_PER_PIXEL = 0.75
# In justified text a space may grow by this part of the font size, to 1 em in all. Wider
# gaps make rivers in Russian set without hyphenation, and pdftotext takes them for columns.
WIDEST_STRETCH = 0.74

CLAIM_OF_ACCESSIBILITY = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def render(html, assets, page_code):
    """See `lib.pdf.render_pdf`."""
    assets = assets and assets.resolve()
    base_url = assets and f"{assets.as_uri()}/"
    document = HTML(string=html, base_url=base_url, url_fetcher=_OwnFiles(assets))
    try:
        # One file claims both standards: WeasyPrint makes it by PDF/A, `_finish` adds PDF/UA.
        return document.write_pdf(
            pdf_variant="pdf/a-2a",
            output_intent="paper",
            color_profiles={"paper": _srgb()},
            pdf_identifier=True,
            finisher=partial(_finish, page_code=page_code),
        )
    except FatalURLFetchingError as error:
        # WeasyPrint's error is no Exception and would pass every handler of the portal.
        raise ForbiddenResourceError(str(error)) from error


def _srgb():
    """The profile that WeasyPrint brings; asked for by name, it would leave the file open."""
    return ColorProfile(
        BytesIO(_srgb_file()), "sRGB2014.icc", "relative-colorimetric", ("r", "g", "b")
    )


@cache
def _srgb_file():
    return resources.files("weasyprint.pdf").joinpath("sRGB2014.icc").read_bytes()


def _stretch_spaces(context, line, extra_width):
    """Justify a line whose spaces need not grow too far; any other keeps its own spaces and stays
    short: wide gaps that do not even reach the margin look like a fault.
    """
    spaces = inline.count_expandable_spaces(line)
    widest = WIDEST_STRETCH * line.style["font_size"]
    if spaces and extra_width / spaces <= widest:
        inline.add_word_spacing(context, line, extra_width / spaces, 0)


# WeasyPrint has no setting for this, and its own function stretches without limit.
inline.justify_line = _stretch_spaces


class _OwnFiles(URLFetcher):
    def __init__(self, assets):
        super().__init__(allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url, headers=None):
        if not (url.startswith("data:") or self._is_own(url)):
            raise ForbiddenResourceError(url)
        return super().fetch(url, headers)

    def _is_own(self, url):
        parts = urlsplit(url)
        if self._assets is None or parts.scheme != "file" or parts.netloc:
            return False
        return Path(url2pathname(parts.path)).resolve().is_relative_to(self._assets)


def _finish(document, pdf, page_code=None):
    """Put right what WeasyPrint leaves to others, before the file is written."""
    missing = {code for font in document.fonts.values() for code in font.missing}
    if missing:
        signs = ", ".join(f"«{chr(code)}» (U+{code:04X})" for code in sorted(missing))
        raise UnprintableCharacterError(f"В тексте есть знаки, которые нельзя напечатать: {signs}.")
    _mark_margins_as_artifacts(pdf)
    _read_last(document, pdf)
    if page_code:
        _draw_codes(pdf, page_code)
    _place_figures(document, pdf)
    _claim_accessibility(pdf)
    _read_no_break_signs_as_plain_ones(pdf)


def _mark_margins_as_artifacts(pdf):
    """Page numbers and running lines are no part of the text that is read aloud.

    WeasyPrint marks them as content of elements which it leaves out of the structure tree;
    PDF/UA wants all content to be either in the tree or an artifact.
    """
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    in_tree = set(_below(pdf, root))
    numbers = _at(pdf, root["ParentTree"])["Nums"]
    parents_of_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in _pages(pdf):
        parents = parents_of_page[page["StructParents"]]
        stream = _at(pdf, page["Contents"]).stream
        for index, item in enumerate(stream):
            if item != b"BDC" or "MCID" not in stream[index - 1]:
                continue
            content = stream[index - 1]["MCID"]
            if parents[content] not in in_tree:
                stream[index - 2] = "/Artifact"
                stream[index - 1] = pydyf.Dictionary({"Type": "/Pagination"})
                parents[content] = b"null"


def _read_last(document, pdf):
    """Read elements of the body with ``data-read="last"`` after all others.

    What stands at the foot of page 1 must come first in the HTML to get there. The order of the
    structure tree is the one in which a file is read aloud.
    """
    bodies = (box for box in _boxes(document.pages[0]._page_box) if box.element_tag == "body")
    children = getattr(next(bodies, None), "children", ())
    root = _at(pdf, pdf.catalog["StructTreeRoot"])
    kids = _at(pdf, root["K"][0])["K"]
    # The tree has an element for each child of the body, those of page 1 first.
    last = [
        kid
        for kid, box in zip(kids, children, strict=False)
        if box.element is not None and box.element.get("data-read") == "last"
    ]
    kids[:] = [kid for kid in kids if kid not in last] + last


def _boxes(box):
    yield box
    for child in getattr(box, "children", ()):
        yield from _boxes(child)


def _below(pdf, element):
    for kid in element["K"]:
        if isinstance(kid, bytes):
            yield kid
            child = _at(pdf, kid)
            if "K" in child:
                yield from _below(pdf, child)


def _place_figures(document, pdf):
    """Turn the boxes of figures from WeasyPrint's pixels from the top into points from below."""
    height = document.pages[0].height
    for figure in pdf.objects:
        if isinstance(figure, pydyf.Dictionary) and figure.get("S") == "/Figure":
            left, top, right, bottom = figure["A"]["BBox"]
            box = (left, height - bottom, right, height - top)
            figure["A"]["BBox"] = pydyf.Array(side * POINTS_PER_PIXEL for side in box)


def _read_no_break_signs_as_plain_ones(pdf):
    """Let «№ 102» be found and copied with an ordinary space, whatever holds it together."""
    for cmap in pdf.objects:
        if isinstance(cmap, pydyf.Stream) and b"begincmap" in cmap.stream:
            for index, line in enumerate(cmap.stream):
                for sign, twin in PLAIN_TWINS.items():
                    if line.endswith(sign):
                        cmap.stream[index] = line.replace(sign, twin)


def _draw_codes(pdf, page_code):
    pages = list(_pages(pdf))
    for number, page in enumerate(pages[1:], start=2):
        text = page_code.format(number=number, pages=len(pages))
        page_codes.draw(page, _at(pdf, page["Contents"]), text)


def _claim_accessibility(pdf):
    """Add PDF/UA-1 to the metadata, with the schema that PDF/A asks for names it does not know."""
    metadata = _at(pdf, pdf.catalog["Metadata"])
    (xmp,) = metadata.stream
    metadata.stream = [xmp.replace(b"</rdf:RDF>", CLAIM_OF_ACCESSIBILITY + b"</rdf:RDF>")]
    metadata.compress = False  # programs of archives look for it without opening the file


def _pages(pdf):
    """The pages in their order."""
    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary) and entry.get("Type") == "/Page":
            yield entry


def _at(pdf, reference):
    return pdf.objects[int(reference.split()[0])]
