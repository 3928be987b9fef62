"""What may be debris or garbled stays as it is, and is shown to a person."""

import pytest
from docx import Document

from regulations.importing.cleaning.suspects import garbled_addresses
from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.docx_making import saved

FRAME = """Положение о школьных чатах

1. Общие положения
1.1. Положение обязательно для работников, а также для
{}
родителей и обучающихся.
2. Заключительные положения
2.1. Положение действует до замены новым.
"""


def read(data):
    source = read_source(data if isinstance(data, bytes) else data.encode())
    imported = import_regulation(source)
    assert lost(source, imported) == ({}, {})
    return imported


def as_docx(text):
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


@pytest.mark.parametrize("made", [str, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize(
    "footer", ["Положение о чатах 3", "МБОУ «Школа «Росток» | 12", "Школа «Парус»     7"]
)
def test_a_single_footer_with_a_number(footer, made):
    found = read(made(FRAME.format(footer)))
    plain = " ".join(footer.split())
    assert any(plain in clause.text for clause in found.clauses)
    assert ("п. 1.1", plain) in [
        (doubt.where, " ".join(doubt.text.split()))
        for doubt in found.notes.doubts
        if "колонтитул" in doubt.why
    ]


@pytest.mark.parametrize("line", ["МБОУ «Школа № 9»", "Чат создаёт Школа № 12", "до 1 сентября"])
def test_what_is_no_footer(line):
    found = read(FRAME.format(line))
    assert not any("колонтитул" in doubt.why for doubt in found.notes.doubts)


def test_a_lone_number_is_doubted_and_numbers_of_pages_are_not():
    found = read(FRAME.format("12"))
    assert found.notes.leftovers == ["12"]
    assert ("не вошло", "12") in [(doubt.where, doubt.text) for doubt in found.notes.doubts]
    several = read(FRAME.format("12").replace("2. З", "13\n2. З"))
    assert several.notes.leftovers == ["12", "13"]
    assert not any(doubt.where == "не вошло" for doubt in several.notes.doubts)


GARBLED = [
    "schoo1@mai1.ru", "info©school31.ru", "info©school .ru", "shkola @ mail.ru", "school@ mail.ru",
    "shkola@mail,ru", "shkola@mаil.ru", "sch00l@edu.гu", "www. shkola9 . ru", "http:/shkola9.ru",
    "shkola31. ru", "www,shkola9.ru",
]  # fmt: skip
SOUND = [
    "office@school31.ru", "info@sferum.ru", "https://sferum.ru/?p=start", "www.shkola1.ru",
    "школа31.рф", "licey10@mail.ru", "vk.com/sferum", "СанПиН 1.2.3685-21", "© ООО «ВК», 2024",
]  # fmt: skip


@pytest.mark.parametrize("address", GARBLED)
def test_a_garbled_address_is_left_and_doubted(address):
    found = read(FRAME.format(f"тех, кто пишет на {address}, и для"))
    assert address in found.clauses[0].text
    assert ("п. 1.1", address) in [
        (doubt.where, doubt.text) for doubt in found.notes.doubts if "Адрес" in doubt.why
    ]


@pytest.mark.parametrize("address", SOUND)
def test_a_sound_address_is_not_doubted(address):
    assert garbled_addresses(f"Пишите: {address}, или звоните. Новости там же.") == []
