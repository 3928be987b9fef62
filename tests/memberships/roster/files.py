"""Makes files as schools send them; nothing here is a real person, school or number."""

import csv
import io
import random
import re
import struct
import zipfile
from datetime import datetime

from openpyxl import Workbook

from memberships.roster import read_roster

TITLES = ["№ п/п", "ФИО", "Класс", "Дата рождения", "Телефон", "E-mail"]
BORN = datetime(2015, 5, 12)  # noqa: DTZ001
ANNA = ["Белова Анна Игоревна", "5А", "12.05.2015", "8 913 000-00-01", "anna@mail.example"]
BORIS = ["Громов Борис", "5Б", "01.09.2014", "8 913 000-00-02", "boris@mail.example"]
LEARNERS = [[1, *ANNA], [2, *BORIS]]

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"

SNILS = "112-233-445 95"
PASSPORT = "6900 123456"
ADDRESS = "г. Томск, ул. Берёзовая, д. 5, кв. 17"
CERTIFICATE = "I-ОМ 123456"


def xlsx(*rows, title="Список", merged=(), sheets=None, hidden=()):
    """One sheet of these rows, or ``sheets={title: rows}``; ``merged`` are ranges of the first."""
    book = Workbook()
    book.remove(book.active)
    for name, content in (sheets or {title: rows}).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    return saved(book)


def saved(book):
    target = io.BytesIO()
    book.save(target)
    return with_shared_texts(target.getvalue())


INLINE = re.compile(rb't="inlineStr"><is>(<t[^>]*>.*?</t>)</is>', re.DOTALL)
TEXTS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def with_shared_texts(data):
    """The workbook as Excel and 1C save it: openpyxl alone writes texts into the sheets."""
    texts = {}

    def shared(found):
        return b't="s"><v>%d</v>' % texts.setdefault(found[1], len(texts))

    content = {
        name: INLINE.sub(shared, part) if "/worksheets/sheet" in name else part
        for name, part in members(data).items()
    }
    content[TEXTS] = (
        b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/'
        b'spreadsheetml/2006/main">%s</sst>' % b"".join(b"<si>%s</si>" % text for text in texts)
    )
    types = content["[Content_Types].xml"]
    content["[Content_Types].xml"] = types.replace(b"</Types>", TEXTS_TYPE + b"</Types>")
    return packed(content)


def delimited(*rows, separator=";", encoding="utf-8", end="\r\n", quoting=csv.QUOTE_MINIMAL):
    target = io.StringIO()
    writer = csv.writer(target, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows(rows)
    return target.getvalue().encode(encoding)


def learners(**options):
    """The usual list as a text."""
    return delimited(TITLES, *LEARNERS, **options)


def members(data):
    """``{name: bytes}`` of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(content, compression=zipfile.ZIP_DEFLATED):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return target.getvalue()


def rewritten(data, name, change):
    """A workbook one of whose parts is changed: ``change(bytes) -> bytes``."""
    content = members(data)
    content[name] = change(content[name])
    return packed(content)


def sheet_of_rows(number, cells=b'<c t="inlineStr"><is><t>5A</t></is></c>'):
    """A workbook with so many rows, written without making a million objects."""
    rows = b"".join(b'<row r="%d">%s</row>' % (place, cells) for place in range(4, number + 4))
    data = xlsx(TITLES, *LEARNERS)
    return rewritten(data, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


# --- Broken and dangerous -------------------------------------------------------------------------


def zip_bomb(megabytes=200):
    content = members(xlsx(TITLES, *LEARNERS))
    content["xl/media/image1.bin"] = bytes(megabytes * 2**20)
    return packed(content)


def bomb_of_many(megabytes=110):
    """No member is packed suspiciously well; together they are too much."""
    content = members(xlsx(TITLES, *LEARNERS))
    part = bytes(random.Random(1).randbytes(2_000)) * 5_000
    content |= {f"xl/media/image{place}.bin": part for place in range(megabytes // 10)}
    return packed(content)


def dense_bomb():
    """Below the limit as a whole, but no sheet is packed so well."""
    return rewritten(xlsx(TITLES, *LEARNERS), SHEET, lambda xml: xml + b" " * (60 * 2**20))


def lying_bomb(megabytes=60):
    """The sheet is very much longer than the list of members says."""
    content = members(xlsx(TITLES, *LEARNERS))
    told = len(content[SHEET]) + 10
    content[SHEET] += b" " * (megabytes * 2**20)
    return packed(content).replace(struct.pack("<I", len(content[SHEET])), struct.pack("<I", told))


def spoilt(data):
    """The packed bytes of the sheet are overwritten."""
    place = data.index(SHEET.encode()) + 100
    return data[:place] + bytes(50) + data[place + 50 :]


ENTITIES = (
    b'<!DOCTYPE bomb [<!ENTITY a "'
    + b"boom" * 100
    + b'">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (98 + place, b"&%c;" % (97 + place) * 100) for place in range(5)
    )
    + b"]>"
)


def xml_bomb(part):
    """Billions of letters out of a few entities, in one part of the workbook."""

    def change(xml):
        start = re.match(rb"(<\?xml[^>]*\?>)?\s*", xml)[0]
        return start + ENTITIES + xml[len(start) :].replace(b"<t>", b"<t>&f;", 1)

    return rewritten(xlsx(TITLES, *LEARNERS), part, change)


def external_entity():
    entity = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    return rewritten(
        xlsx(TITLES, *LEARNERS),
        TEXTS,
        lambda xml: entity + re.sub(rb"<\?xml[^>]*\?>", b"", xml).replace(b"<t>", b"<t>&f;", 1),
    )


def ole(*streams):
    """The container of Word, Excel before 2007 and of protected workbooks."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + names + bytes(1024)


def with_password(data):
    """Entries marked as encrypted, as a ZIP with a password has them."""
    marked = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = marked.find(signature)
        while start >= 0:
            marked[start + place] |= 1
            start = marked.find(signature, start + 4)
    return bytes(marked)


def large_list(learners):
    """Two parents each, sixteen columns, two of them private."""
    titles = [
        *("№ п/п", "ФИО", "Класс", "Дата рождения", "Телефон", "E-mail", "ID", "СНИЛС", "Адрес"),
        *("ФИО матери", "Телефон матери", "E-mail матери", "ФИО отца", "Телефон отца"),
        *("E-mail отца", "Примечание"),
    ]
    rows = []
    for number in range(learners):
        surname = "".join("абвгдежзик"[int(digit)] for digit in f"{number:06}").capitalize()
        phone = 89130000000 + 3 * number
        rows.append(
            [number + 1, f"{surname}ов Иван Ильич", f"{number % 11 + 1}{'АБВГ'[number % 4]}"]
            + [f"{number % 28 + 1:02}.05.2015", f"{phone}", f"p{number}@mail.example"]
            + [f"id-{number}", SNILS, ADDRESS]
            + [f"{surname}ова Анна Ильинична", phone + 1, f"m{number}@mail.example"]
            + [f"{surname}ов Пётр Ильич", f"+{phone + 2 - 10**10}", f"f{number}@mail.example"]
            + ["хор"]
        )
    return xlsx(titles, *rows)


# --- Short ways to read ---------------------------------------------------------------------------


def read(titles, *rows, **options):
    return read_roster("list.csv", delimited(titles, *rows), **options)


def notes(reading):
    return [(note.number, note.text) for note in reading.notes]
