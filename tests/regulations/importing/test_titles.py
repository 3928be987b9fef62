"""Titles that the ends of lines have divided."""

import pytest
from docx import Document

from regulations.importing.reading import import_regulation, read_source
from tests.regulations.importing.conservation import lost
from tests.regulations.importing.docx_making import saved

BODY = """
1. Общие положения
1.1. Положение обязательно для всех работников школы.
2. Заключительные положения
2.1. Положение действует до замены новым.
"""
TITLES = {
    "ПОЛОЖЕНИЕ\nоб информационно-комму-\nникационной платформе и учебном про-\nфиле": (
        "ПОЛОЖЕНИЕ об информационно-коммуникационной платформе и учебном профиле"
    ),
    "ПОЛОЖЕНИЕ\nОБ ИНФОРМАЦИОННО-КОММУНИ-\nКАЦИОННОЙ ПЛАТФОРМЕ": (
        "ПОЛОЖЕНИЕ ОБ ИНФОРМАЦИОННО-КОММУНИКАЦИОННОЙ ПЛАТФОРМЕ"
    ),
    "Положение об электронном образова\u00ad\nтельном профиле учебно-\nвоспитательного центра": (
        "Положение об электронном образовательном профиле учебно-воспитательного центра"
    ),
    "Порядок ведения чатов школы г. Санкт-\nПетербурга": (
        "Порядок ведения чатов школы г. Санкт-Петербурга"
    ),
}


def as_text(text):
    return text.encode()


def as_docx(text):
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return saved(document)


@pytest.mark.parametrize("made", [as_text, as_docx], ids=["text", "docx"])
@pytest.mark.parametrize(("lines", "title"), TITLES.items())
def test_a_divided_word_is_one_again(lines, title, made):
    source = read_source(made(f"{lines}\n{BODY}"))
    found = import_regulation(source)
    assert found.title == title
    assert lost(source, found) == ({}, {})
    assert [section.number for section in found.sections] == ["1", "2"]
