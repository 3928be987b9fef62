"""The documents of real organizations, where somebody has put them beside the clone."""

import io
from pathlib import Path

import pytest
from docx import Document

from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing.conservation import lost

FOLDER = Path(__file__).parents[4] / "shared" / "source-documents"
SHARED = [FOLDER, *(parent / "shared" / "source-documents" for parent in FOLDER.parents)]
FOUND = next((folder for folder in SHARED if folder.is_dir()), None)
pytestmark = pytest.mark.skipif(FOUND is None, reason="no source documents here")


def as_text(path):
    return path.read_bytes()


def as_docx(path):
    """The same lines as paragraphs of a .docx."""
    document, stream = Document(), io.BytesIO()
    for line in path.read_text("utf-8").replace("\f", "").split("\n"):
        document.add_paragraph("".join(sign for sign in line if sign == "\t" or sign.isprintable()))
    document.save(stream)
    return stream.getvalue()


@pytest.fixture(params=[as_text, as_docx], ids=["txt", "docx"])
def read(request):
    def imported(number):
        source = read_source(request.param(next(FOUND.glob(f"{number:03}_*.txt"))))
        result = import_regulation(source)
        assert lost(source, result) == ({}, {})
        return result

    return imported


def shape(imported):
    return [(s.number, [c.number for c in s.clauses]) for s in imported.sections]


def approvals(imported):
    return [(row.kind, row.protocol, row.order, row.date.isoformat()) for row in imported.approvals]


def ends(imported):
    return imported.clauses[0].text[:31], imported.clauses[-1].text[-31:]


def acts(imported):
    return [row.number for row in imported.bases]


def test_a_recognised_end_of_a_regulation(read):
    found = read(0)
    assert shape(found) == [
        ("1", ["1.1", "1.2", "1.3", "1.4"]),
        ("2", ["2.1", "2.2", "2.3"]),
        ("3", ["3.1", "3.2", "3.3"]),
    ]
    assert [len(clause.items) for clause in found.clauses[:4]] == [0, 9, 4, 2]
    assert len(found.notes.leftovers) == 2
    assert found.approvals == found.bases == []


def test_a_college_whose_first_page_is_lost(read):
    found = read(1)
    assert shape(found) == [
        ("1", ["1.1", "1.2", "1.3", "1.4"]),
        ("2", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]),
        ("3", ["3.1", "3.2", "3.3", "3.4"]),
        ("4", ["4.1", "4.2", "4.3"]),
    ]
    assert acts(found) == ["2040", "04-643", "04-423"]
    assert [len(clause.items) for clause in found.clauses[4:10]] == [16, 11, 7, 5, 4, 2]


def test_a_school_with_three_approvals(read):
    found = read(2)
    assert found.title.startswith("Порядок применения сервисов")
    assert found.title.endswith("видеоинформацией, файлами")
    assert approvals(found) == [
        ("agrees", "1", None, "2024-08-30"),
        ("agrees", "1", None, "2024-08-30"),
        ("approves", None, "102/2-од", "2024-08-30"),
    ]
    assert [row.body for row in found.approvals][1:] == ["Управляющий совет", "Директор школы"]
    assert shape(found) == [
        ("1", ["1.1", "1.2", "1.3", "1.4", "1.5"]),
        ("2", ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]),
        ("3", ["3.1", "3.2", "3.3", "3.4"]),
        ("4", ["4.1", "4.2", "4.3", "4.4"]),
    ]
    assert acts(found) == "149-ФЗ 04-127 1241 542/1 04-643 1545 1678 Р-139".split()
    assert len(found.clauses[1].items) == 8
    assert found.notes.leftovers == ["https://sferum.ru/?p=start"]
    assert {"COMM-8", "REG-1", "REG-2", "CTRL-1", "CTRL-6", "DOC-4"} <= set(found.norms)


def test_a_kindergarten_with_a_stamp(read):
    found = read(3)
    assert found.title.startswith("Положение об")
    assert approvals(found) == [("adopts", "1", None, "2024-08-30")]
    assert found.approvals[0].body == "Педагогический совет"
    assert shape(found) == [
        ("1", ["1.1", "1.2", "1.3", "1.4"]),
        ("2", ["2.1", "2.2", "2.3", "2.4"]),
        ("3", ["3.1", "3.2", "3.3", "3.4"]),
        ("4", ["4.1", "4.2", "4.3", "4.4"]),
    ]
    assert acts(found) == "Р-210 04-127 1241 542/1 04-643".split()
    assert len(found.notes.leftovers) == 6
    assert found.clauses[-1].text.endswith("учреждения.")


def test_instructions_without_any_number(read):
    found = read(4)
    assert found.title == ""
    assert shape(found) == [(None, [None] * 14)]
    assert [item.mark for item in found.clauses[1].items] == ["1)", "2)"]
    assert {"REG-3", "JOIN-2", "JOIN-4", "JOIN-6"} <= set(found.norms)
