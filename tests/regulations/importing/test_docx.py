"""What Word keeps beside the text: computed numbers, tables, boxes, notes, deleted words."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from regulations.importing.reading import import_regulation, read_source
from regulations.importing.sources.errors import UnreadableFileError
from regulations.importing.sources.numbering import formatted
from tests.regulations.importing import docx_making as making
from tests.regulations.importing import shapes
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.test_shapes import assert_read
from tests.regulations.importing.truths import TRUTHS


def read(document):
    source = read_source(making.saved(document))
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def lines(document):
    return [line.text for line in read_source(making.saved(document)).lines]


def test_a_whole_document():
    found = read(making.lyceum())
    assert found.title == "Положение об использовании платформы «Сферум» в МБОУ «Лицей № 8»"
    assert [(row.kind, row.protocol, row.order) for row in found.approvals] == [
        ("adopts", "1", None),
        ("approves", None, "14/3-од"),
    ]
    assert [(s.number, [c.number for c in s.clauses]) for s in found.sections] == [
        ("1", ["1.1", "1.2"]),
        ("2", ["2.1", "2.2", "2.2.1", "2.2.2"]),
        ("3", ["3.1"]),
    ]
    assert [item.text for item in found.sections[1].clauses[0].items] == [
        "Чат | Кто",
        "Чат класса | Учитель",
    ]
    assert [row.number for row in found.bases] == ["273-ФЗ", "542/1"]
    # The box once, though Word saves it twice; the head of the page.
    assert sorted(found.notes.leftovers) == [
        "Документ подписан электронной подписью",
        "МБОУ «Лицей № 8»",
        "Сертификат 0123456789ABCDEF0123",
    ]


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.kind)
@pytest.mark.parametrize("style", ["decimal", "roman", "capitals", "chapter"])
def test_every_kind_as_a_document(truth, style):
    document = Document()
    for line in shapes.text_of(truth, style).split("\n"):
        document.add_paragraph(line)
    assert_read(read(document), truth, style)


def test_numbers_go_on_over_lists_and_restart_where_word_says():
    document = Document()
    making.define_list(document, 77, ("decimal", "%1."), ("russianLower", "%2)"))
    making.add_list(document, 78, 77)
    making.add_list(document, 79, 77, start=1)
    making.numbered(document, "один")
    making.numbered(document, "под", 1)
    making.numbered(document, "два", 0, 78)
    making.numbered(document, "снова под", 1)
    making.numbered(document, "заново", 0, 79)
    assert lines(document) == ["1. один", "а) под", "2. два", "а) снова под", "1. заново"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "upperRoman", "IV"),
        (9, "lowerRoman", "ix"),
        (3, "russianLower", "в"),
        (30, "russianLower", "бб"),
        (2, "upperLetter", "B"),
        (7, "decimalZero", "07"),
        (1, "none", ""),
        (5, "ordinalText", "5"),
    ],
)
def test_forms_of_numbers(value, form, text):
    assert formatted(value, form) == text


def test_deleted_words_are_no_text_but_not_lost():
    document = Document()
    paragraph = document.add_paragraph("1. Чат создаёт ")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>администратор</w:delText></w:r></w:del>")
    )
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>учитель.</w:t></w:r></w:ins>"))
    found = read(document)
    assert found.clauses[0].text == "Чат создаёт учитель."
    assert found.notes.leftovers == ["администратор"]


def repacked(data, change):
    """The same archive with its members as ``change(name, content)`` returns them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def test_a_broken_relation_does_not_hinder():
    data = repacked(
        making.saved(making.lyceum()),
        lambda name, content: b"<no" if name.endswith("document.xml.rels") else content,
    )
    assert len(import_regulation(read_source(data)).sections) == 3


def refusal(data):
    with pytest.raises(UnreadableFileError) as error:
        read_source(data)
    return str(error.value)


def test_an_entity_is_not_resolved():
    bomb = (
        b'<!DOCTYPE a [<!ENTITY x "yyyyyyyyyy">]><w:document xmlns:w="http://schemas.'
        b'openxmlformats.org/wordprocessingml/2006/main"><w:body>&x;</w:body></w:document>'
    )
    data = repacked(
        making.saved(making.lyceum()),
        lambda name, content: bomb if name == "word/document.xml" else content,
    )
    assert "повреждён" in refusal(data)


def test_a_bomb_is_not_unpacked():
    data = repacked(
        making.saved(making.lyceum()),
        lambda name, content: b"0" * 40_000_000 if name == "word/document.xml" else content,
    )
    assert "слишком большой объём" in refusal(data)


def test_a_cut_off_file():
    assert "повреждён" in refusal(making.saved(making.lyceum())[:4000])


def test_other_archives_are_named():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    assert "Excel" in refusal(stream.getvalue())
