"""Files that cannot be read: each gets its own sentence, and none costs time or memory."""

import os
import re
import subprocess
import sys
import time
import tracemalloc

import openpyxl.xml
import pytest

from memberships.roster import UnreadableFileError, read_roster
from memberships.roster.guards import MAX_BYTES, MAX_TEXT_TAGS
from memberships.roster.tables import MAX_ROWS
from sferum_portal.lib.errors import DomainError
from tests.memberships.roster import files
from tests.memberships.roster.files import LEARNERS, TITLES, delimited, learners, packed, xlsx

WORKBOOK = xlsx(TITLES, *LEARNERS)
NOISE = bytes(range(128, 256)) * 40

REFUSED = {
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "документ PDF"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + NOISE, "фотография"),
    "PNG": (b"\x89PNG\r\n\x1a\n" + NOISE, "картинка (PNG)"),
    "RTF": (rb"{\rtf1\ansi}", "RTF"),
    "RAR": (b"Rar!\x1a\x07\x00" + NOISE, "RAR"),
    "DOC": (files.ole("Root Entry", "WordDocument"), "Word (DOC)"),
    "XLS": (files.ole("Root Entry", "Workbook"), "старого формата (XLS)"),
    "XLS of Excel 95": (files.ole("Root Entry", "Book"), "старого формата (XLS)"),
    "another OLE": (files.ole("Root Entry", "Contents"), "другой программы"),
    "protected": (files.ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "паролем"),
    "protected ZIP": (files.with_password(WORKBOOK), "паролем"),
    "HTML": ("<html><table><tr><td>ФИО</td></tr></table></html>".encode(), "веб-страница"),
    "HTML with a mark": (b"\xef\xbb\xbf\r\n<!DOCTYPE html><html></html>", "веб-страница"),
    "XML": (b'<?xml version="1.0"?><Workbook/>', "документ XML"),
    "ZIP": (packed({"photo.jpg": b"x"}), "архив ZIP"),
    "DOCX": (packed({"[Content_Types].xml": b"", "word/document.xml": b""}), "Word (DOCX)"),
    "PPTX": (packed({"ppt/presentation.xml": b""}), "презентация"),
    "ODS": (packed({"mimetype": b"x", "content.xml": b"x"}), "ODS"),
    "XLSB": (packed({"xl/workbook.bin": b"x"}), "XLSB"),
    "half a workbook": (WORKBOOK[: len(WORKBOOK) // 2], "повреждён"),
    "spoilt in the middle": (files.spoilt(WORKBOOK), "повреждён"),
    "without its sheet": (
        packed({k: v for k, v in files.members(WORKBOOK).items() if "sheet1" not in k}),
        "Файл пуст",
    ),
    "a sheet that is no XML": (
        files.rewritten(WORKBOOK, files.SHEET, lambda xml: xml[:300]),
        "повр",
    ),
    "a text number out of range": (
        files.rewritten(WORKBOOK, files.SHEET, lambda xml: xml.replace(b"<v>0</v>", b"<v>999</v>")),
        "повреждён",
    ),
    "a row beyond all sheets": (
        files.rewritten(
            WORKBOOK, files.SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="99999999"')
        ),
        "повреждён",
    ),
    "empty": (b"", "Файл пуст"),
    "only blanks": (b" \r\n \r\n", "Файл пуст"),
    "an empty workbook": (xlsx([]), "Файл пуст"),
    "only separators": (b";;;\r\n;;;\r\n", "Файл пуст"),
    "only titles": (xlsx(TITLES), "ни одной строки списка"),
    "titles and numbers of rows": (xlsx(TITLES, [1], [2], [3]), "ни одной строки списка"),
    "no titles": (xlsx(*LEARNERS), "строка с названиями колонок"),
    "strange titles": (delimited(["Name?", "Form?"], ["Белова Анна", "5А"]), "названиями колонок"),
    "one title": (delimited(["ФИО", "Кружок"], ["Белова Анна", "хор"]), "названиями колонок"),
    "a letter": ("Здравствуйте! Высылаем список, ФИО и класс внутри.".encode(), "названиями"),
    "names without a kind": (
        delimited(["ФИО", "Телефон"], ["Белова Анна", "8 913 000-00-01"]),
        "кто в списке",
    ),
    "too large": (b"x" * (MAX_BYTES + 1), "больше 10 МБ"),
    "a binary file": (b"\x00\x01\x02" * 100, "не читается как текст"),
    "noise": (NOISE, "кодировку"),
    "broken UTF-16": (b"\xff\xfe\x00\xd8\x00", "кодировку"),
    "Unix encoding of old": (
        delimited(TITLES[1:], *[row[1:] for row in LEARNERS], encoding="koi8_r"),
        "кодировку",
    ),
    "DOS encoding": (learners(encoding="cp866"), "кодировку"),
    "an open quote": (
        learners().replace("Громов".encode(), '"Громов'.encode()),
        "В строке 3 открыта кавычка",
    ),
    "an open quote far above": (
        delimited(TITLES) + b'1;"5A\r\n' + delimited(*[LEARNERS[1]] * 30) + b'3;"x";\r\n',
        "В строке 2 открыта кавычка",
    ),
    "too many rows in a text": (
        delimited(TITLES, *[LEARNERS[0]] * (MAX_ROWS + 1)),
        "больше 50 000 строк",
    ),
    "a bomb of zeros": (files.zip_bomb(), "слишком большой объём"),
    "a bomb of many": (files.bomb_of_many(), "слишком большой объём"),
    "a bomb of one sheet": (files.dense_bomb(), "слишком большой объём"),
    "a sheet that lies about its size": (files.lying_bomb(), "повреждён"),
    "entities in a sheet": (files.xml_bomb(files.SHEET), "повреждён"),
    "entities in texts": (files.xml_bomb(files.TEXTS), "повреждён"),
    "entities in the workbook": (files.xml_bomb("xl/workbook.xml"), "повреждён"),
    "entities in styles": (files.xml_bomb("xl/styles.xml"), "повреждён"),
    "entities in the list of parts": (files.xml_bomb("[Content_Types].xml"), "повреждён"),
    "an entity of the server": (files.external_entity(), "повреждён"),
    "thousands of members": (
        packed({**files.members(WORKBOOK), **{f"x/{n}": b"" for n in range(6_000)}}),
        "слишком большой объём",
    ),
    "endless styles": (
        files.rewritten(WORKBOOK, "xl/styles.xml", lambda xml: xml + os.urandom(6 * 2**20)),
        "слишком большой объём",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("name", ["список.xlsx", "список.csv"])
def test_a_file_is_refused_with_its_own_sentence(case, name):
    data, sentence = REFUSED[case]
    with pytest.raises(UnreadableFileError, match=re.escape(sentence)) as refusal:
        read_roster(name, data)
    told = str(refusal.value)
    assert isinstance(refusal.value, DomainError)
    assert told.endswith((".", "»."))
    assert re.search("[а-яё]{4}", told)
    assert not re.search(r"Error|Exception|Traceback|None|/tmp", told)


def measured(data):
    """``(seconds, megabytes)`` until the refusal."""
    tracemalloc.start()
    start = time.perf_counter()
    try:
        with pytest.raises(UnreadableFileError) as refusal:
            read_roster("list.xlsx", data)
        return time.perf_counter() - start, tracemalloc.get_traced_memory()[1] / 2**20, refusal
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "cell",
    [
        b'<c t="inlineStr"><is><t>5A</t></is></c>',
        b"<c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c><c><v>5</v></c>",
    ],
    ids=["texts", "numbers"],
)
def test_two_hundred_thousand_rows_are_refused_at_once(cell):
    data = files.sheet_of_rows(200_000, cell)
    seconds, megabytes, refusal = measured(data)
    assert "больше 50 000 строк" in str(refusal.value)
    assert seconds < 5
    assert megabytes < 30


@pytest.mark.parametrize("make", [files.zip_bomb, files.dense_bomb, files.lying_bomb])
def test_a_bomb_takes_no_memory(make):
    data = make()
    seconds, megabytes, _ = measured(data)
    assert seconds < 5
    assert megabytes < 30


def test_a_table_of_too_many_texts_is_refused():
    texts = b"".join(b"<si><t>%d</t></si>" % number for number in range(MAX_TEXT_TAGS // 4))
    data = files.rewritten(
        WORKBOOK, files.TEXTS, lambda xml: xml.replace(b"</sst>", texts + b"</sst>")
    )
    assert "слишком большой объём" in str(measured(data)[2].value)


def test_what_is_no_row_takes_no_memory():
    links = b"".join(b'<hyperlink ref="A%d"/>' % number for number in range(50_000))
    data = files.rewritten(
        WORKBOOK, files.SHEET, lambda xml: xml.replace(b"</worksheet>", links + b"</worksheet>")
    )
    tracemalloc.start()
    try:
        assert len(read_roster("list.xlsx", data).rows) == 2
        assert tracemalloc.get_traced_memory()[1] / 2**20 < 8
    finally:
        tracemalloc.stop()


def test_a_long_shared_formula_is_not_worked_out():
    formula = b"A1" + b"+A1" * 2_600
    first = b'<row r="4"><c r="A4"><f t="shared" si="0" ref="A4:A3000">%s</f></c></row>' % formula
    others = b"".join(
        b'<row r="%d"><c r="A%d"><f t="shared" si="0"/></c></row>' % (number, number)
        for number in range(5, 1_000)
    )
    data = files.rewritten(
        WORKBOOK,
        files.SHEET,
        lambda xml: xml.replace(b"</sheetData>", first + others + b"</sheetData>"),
    )
    start = time.process_time()
    assert len(read_roster("list.xlsx", data).rows) == 2
    assert time.process_time() - start < 3


def test_rows_that_hold_nothing_do_not_count():
    data = files.sheet_of_rows(60_000, b'<c s="0"/>')
    assert len(read_roster("list.xlsx", data).rows) == 2


def test_a_list_of_the_greatest_length_is_read():
    # Numbered in advance, as empty forms are.
    rows = [[place] for place in range(1, MAX_ROWS)]
    data = delimited(["№", "ФИО", "Класс"], *rows, [MAX_ROWS, "Белова Анна", "5А"])
    assert [row.number for row in read_roster("list.csv", data).rows] == [MAX_ROWS + 1]


def test_openpyxl_reads_xml_without_entities():
    """It uses defusedxml where it is installed, unless the environment forbids that."""
    assert openpyxl.xml.DEFUSEDXML


def test_nothing_is_read_where_the_environment_forbids_that():
    run = subprocess.run(
        [sys.executable, "-c", "import memberships.roster.xlsx"],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "OPENPYXL_DEFUSEDXML": "False"},
    )
    assert "ImportError: openpyxl does not use defusedxml" in run.stderr
