"""The text of a .docx in the order of the page, with what Word computes or keeps elsewhere.

python-docx passes over text boxes, deleted passages, notes and computed numbers, and gives up at a
broken relation, which saved-again files often have; so the XML is read here (docs/adr/0017).
"""

import io
import re
import zlib
from dataclasses import dataclass
from zipfile import BadZipFile

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from regulations.importing.heads.marks import begins_with_mark
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.guards import BROKEN, open_document
from regulations.importing.sources.numbering import Numbering, W
from regulations.importing.sources.rows import is_signature, joined_cells, with_rows
from regulations.importing.sources.source import Line, Source

_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ASIDE_PARTS = re.compile(r"word/(?:header|footer|footnotes|endnotes|comments)\d*\.xml")
_SIGNS = {f"{W}tab": "\t", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad", f"{W}cr": "\n"}
_HEADING = re.compile(r"heading|заголовок|title|название", re.IGNORECASE)


@dataclass(frozen=True)
class _Style:
    numbering: tuple | None = None
    heading: bool = False
    centered: bool = False


def read_docx(data):
    """The :class:`Source` of a .docx; UnreadableFileError where it is none or gives no text."""
    try:
        with open_document(io.BytesIO(data)) as archive:
            names = {name.lower().replace("\\", "/"): name for name in archive.namelist()}

            def part(name):
                return fromstring(archive.read(names[name])) if name in names else None

            body = part("word/document.xml").find(f"{W}body")
            if body is None:
                raise UnreadableFileError(BROKEN)
            reader = _Reader(Numbering(part("word/numbering.xml")), part("word/styles.xml"))
            reader.read(body)
            for name in sorted(filter(_ASIDE_PARTS.fullmatch, names)):
                reader.read_aside(part(name))
    except (ParseError, DefusedXmlException, BadZipFile, zlib.error) as error:
        raise UnreadableFileError(BROKEN) from error
    except (EOFError, KeyError, NotImplementedError, OSError, ValueError) as error:
        raise UnreadableFileError(BROKEN) from error
    return Source(tuple(with_rows(reader.lines)), "docx")


class _Reader:
    def __init__(self, numbering, styles):
        self.numbering, self.lines = numbering, []
        self._blank, self._page = 0, False
        self._styles = self._read_styles(styles)
        self._asides = set()

    def read(self, container):
        """Paragraphs and tables, wherever content controls have put them."""
        for node in container:
            if node.tag == f"{W}p":
                self._paragraph(node)
            elif node.tag == f"{W}tbl":
                self._table(node)
            elif node.tag in (f"{W}sectPr", f"{W}pPr", f"{W}tcPr", f"{W}sdtPr"):
                continue
            else:
                self.read(node)

    def read_aside(self, root):
        """Heads and feet of pages, notes: beside the text, each text once."""
        for node in root.iter(f"{W}p"):
            text, _, boxes = self._text(node)
            for each in (text, *(self._text(p)[0] for box in boxes for p in box.iter(f"{W}p"))):
                self._set_aside(each)

    def _set_aside(self, text):
        if text.strip() and text.strip() not in self._asides:
            self._asides.add(text.strip())
            self.lines += [Line(each, aside=True) for each in text.split("\n") if each.strip()]

    def _paragraph(self, node):
        text, deleted, boxes = self._text(node)
        style = self._style_of(node)
        label = self._label(style) if text.strip() else ""
        for number, each in enumerate(text.split("\n")):
            self._add(f"{label} {each}" if label and number == 0 else each, style)
        for box in boxes:
            self.read(box)
        if deleted.strip():
            self.lines.append(Line(deleted, aside=True))

    def _add(self, text, style):
        for number, piece in enumerate(text.split("\f")):
            self._page = self._page or number > 0
            if not piece.strip(" \t\u00a0\ufeff\u200b"):
                self._blank += number == 0
                continue
            looks = {"heading": style.heading, "centered": style.centered}
            self.lines.append(Line(piece.rstrip(), self._blank, self._page, **looks))
            self._blank, self._page = 0, False

    def _label(self, style):
        if not style.numbering:
            return ""
        return self.numbering.label(*style.numbering)

    # --- Tables -----------------------------------------------------------------------------------

    def _table(self, node):
        """A table of approvals is read column by column, another one row by row."""
        rows = [row.findall(f".//{W}tc") for row in _rows(node)]
        if sum(len(row) > 1 for row in rows) == 0 or (any(node.iter(f"{W}tbl")) and _nested(node)):
            for row in rows:
                for cell in row:
                    self.read(cell)
            return
        texts = [[_lines_of(self._cell_text(cell)) for cell in row] for row in rows]
        if any(begins_with_mark(line) for row in texts for cell in row for line in cell):
            self._columns(rows)
            return
        rows = [[" ".join(line.strip() for line in cell) for cell in row] for row in texts]
        for cells in _without_empty_columns(rows):
            if any(cells):
                self.lines.append(Line(joined_cells(cells), self._blank, row=True))
                self._blank = 0

    def _columns(self, rows):
        for column in range(max(map(len, rows))):
            for row in rows:
                if column < len(row):
                    self.read(row[column])

    def _cell_text(self, cell):
        texts = []
        for node in cell.iter(f"{W}p"):
            text, deleted, boxes = self._text(node)
            label = self._label(self._style_of(node)) if text.strip() else ""
            texts.append(f"{label} {text}".strip())
            self._set_aside(deleted)
            for box in boxes:
                self._set_aside("\n".join(self._text(p)[0] for p in box.iter(f"{W}p")))
        return "\n".join(texts)

    # --- One paragraph ----------------------------------------------------------------------------

    def _text(self, node):
        """Its text, what was deleted from it, and the text boxes that hang on it."""
        kept, deleted, boxes = [], [], []
        self._collect(node, kept, deleted, boxes)
        return "".join(kept), "".join(deleted), boxes

    def _collect(self, node, kept, deleted, boxes):
        for child in node:
            tag = child.tag
            if tag == f"{W}t":
                kept.append(child.text or "")
            elif tag == f"{W}delText":
                deleted.append(child.text or "")
            elif tag in _SIGNS:
                kept.append(_SIGNS[tag])
            elif tag == f"{W}br":
                kept.append("\f" if child.get(f"{W}type") == "page" else "\n")
            elif tag == f"{W}sym":
                kept.append("•")
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            elif tag not in (f"{W}pPr", f"{W}rPr", f"{_COMPATIBLE}Fallback"):
                self._collect(child, kept, deleted, boxes)

    def _style_of(self, node):
        properties = node.find(f"{W}pPr")
        if properties is None:
            return self._styles.get("", _Style())
        name = _attribute(properties, "pStyle") or ""
        base = self._styles.get(name, self._styles.get("", _Style()))
        return _merged(base, properties)

    def _read_styles(self, root):
        nodes = {}
        for node in root.iter(f"{W}style") if root is not None else ():
            if node.get(f"{W}type", "paragraph") == "paragraph":
                nodes[node.get(f"{W}styleId")] = node
        styles = {}

        def style(key, depth=0):
            if key in styles or key not in nodes or depth > 20:
                return styles.get(key, _Style())
            node = nodes[key]
            base = style(_attribute(node, "basedOn"), depth + 1)
            title = _attribute(node, "name") or ""
            properties = node.find(f"{W}pPr")
            found = _merged(base, properties) if properties is not None else base
            heading = found.heading or bool(_HEADING.match(title))
            if key in self.numbering.by_style and found.numbering:
                found = _Style((found.numbering[0], self.numbering.by_style[key][1]))
            styles[key] = _Style(found.numbering, heading, found.centered)
            return styles[key]

        for key, node in nodes.items():
            style(key)
            if node.get(f"{W}default") in ("1", "true"):
                styles[""] = styles[key]
        return styles


def _merged(base, properties):
    numbering = base.numbering
    own = properties.find(f"{W}numPr")
    if own is not None:
        num_id = _attribute(own, "numId") or (numbering[0] if numbering else None)
        level = _attribute(own, "ilvl")
        level = int(level) if level else (numbering[1] if numbering else 0)
        numbering = (num_id, level) if num_id and num_id != "0" else None
    outline = _attribute(properties, "outlineLvl")
    heading = int(outline) < 9 if outline else base.heading
    aligned = _attribute(properties, "jc")
    return _Style(numbering, heading, aligned == "center" if aligned else base.centered)


def _attribute(node, name):
    child = node.find(f"{W}{name}")
    return child.get(f"{W}val") if child is not None else None


def _rows(table):
    """The table's own rows, also inside content controls, not those of tables within."""
    for node in table:
        if node.tag == f"{W}tr":
            yield node
        elif node.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins"):
            yield from _rows(node)


def _nested(table):
    return any(True for cell in table.iter(f"{W}tc") for _ in cell.iter(f"{W}tbl"))


def _without_empty_columns(rows):
    """An empty cell keeps its place, unless it only keeps columns or a signature apart."""
    filled = {n for row in rows for n, cell in enumerate(row) if cell}
    for row in rows:
        cells = [cell for n, cell in enumerate(row) if n in filled]
        full = [cell for cell in cells if cell]
        yield full if is_signature(cells) or len(rows) == 1 else cells


def _lines_of(text):
    return [line for line in text.replace("\f", "\n").split("\n") if line.strip()]
